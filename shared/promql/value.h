// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/labels.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace qd::promql {

/// What an expression yields: number per instant, text, one number per series and instant, a span per series.
enum class ValueType : std::uint8_t { Scalar, String, Vector, Matrix };

/// "scalar", "string", "instant vector" or "range vector", as PromQL's documentation says.
[[nodiscard]] std::string_view toString(ValueType type);

struct Scalar
{
    std::int64_t timeMs = 0;
    double value = 0.0;
};

struct Text
{
    std::int64_t timeMs = 0;
    std::string value;
};

struct VectorSample
{
    Labels labels;
    std::string unit; ///< of the series it came from, where the expression kept it; else empty
    double value = 0.0;
};

/// In the order that the expression gave: sort() and topk() mean it.
struct Vector
{
    std::int64_t timeMs = 0;
    std::vector<VectorSample> samples;
};

struct MatrixSeries
{
    Labels labels;
    std::string unit; ///< as in VectorSample
    std::vector<std::int64_t> times; ///< UTC ms, strictly ascending; steps without a value are left out
    std::vector<double> values; ///< as long as times
};

/// Sorted by labels, no series without points.
struct Matrix
{
    std::vector<MatrixSeries> series;
};

using Value = std::variant<Scalar, Text, Vector, Matrix>;

[[nodiscard]] ValueType typeOf(const Value &value);

} // namespace qd::promql
