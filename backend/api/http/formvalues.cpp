// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/formvalues.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace qd::backend::http {

namespace {

constexpr std::size_t kMaxParameters = 1000;
/// Far beyond any sample, and far enough from the ends of 64 bits that widening by a range cannot overflow.
constexpr double kMaxSeconds = 4.0e15;

std::string decoded(QByteArray text)
{
    text.replace('+', ' ');
    return QByteArray::fromPercentEncoding(text).toStdString();
}

std::optional<double> parseNumber(std::string_view text)
{
    double number = 0.0;
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range && end == text.data() + text.size()) {
        return text.starts_with('-') ? -HUGE_VAL : HUGE_VAL;
    }
    if (error != std::errc{} || end != text.data() + text.size() || std::isnan(number)) {
        return std::nullopt;
    }
    return number;
}

struct DurationUnit
{
    std::string_view name;
    std::int64_t ms;
};
/// In the order in which a duration has to name them; "ms" before "m" and "s" matters to nothing but itself.
constexpr std::array<DurationUnit, 7> kUnits{{{"y", 365LL * 86'400'000}, {"w", 7LL * 86'400'000},
    {"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}}};

std::optional<std::int64_t> parseDuration(std::string_view text)
{
    std::int64_t total = 0;
    std::size_t nextUnit = 0;
    bool hasAny = false;
    while (!text.empty()) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || number < 0 || text.front() == '-') {
            return std::nullopt;
        }
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const auto unitEnd = std::min(text.find_first_of("0123456789"), text.size());
        const auto unit = std::find_if(kUnits.begin() + static_cast<std::ptrdiff_t>(nextUnit), kUnits.end(),
            [&](const DurationUnit &u) { return u.name == text.substr(0, unitEnd); });
        std::int64_t product = 0;
        if (unit == kUnits.end() || __builtin_mul_overflow(number, unit->ms, &product)
            || __builtin_add_overflow(total, product, &total)) {
            return std::nullopt;
        }
        nextUnit = static_cast<std::size_t>(unit - kUnits.begin()) + 1;
        text.remove_prefix(unitEnd);
        hasAny = true;
    }
    return hasAny ? std::optional(total) : std::nullopt;
}

} // namespace

Result<FormValues> FormValues::of(const HttpRequest &request)
{
    FormValues values;
    const QByteArray type = request.header("content-type");
    if (!request.body.isEmpty()) {
        if (!type.toLower().startsWith("application/x-www-form-urlencoded")) {
            return failure(ErrorCode::InvalidInput, "the body has to be application/x-www-form-urlencoded",
                {{"field", "Content-Type"}});
        }
        if (auto added = values.add(request.body); !added) {
            return failure(std::move(added).error());
        }
    }
    if (auto added = values.add(request.query); !added) {
        return failure(std::move(added).error());
    }
    return values;
}

Result<void> FormValues::add(const QByteArray &encoded)
{
    for (const QByteArray &pair : encoded.split('&')) {
        if (pair.isEmpty()) {
            continue;
        }
        if (m_values.size() >= kMaxParameters) {
            return failure(ErrorCode::InvalidInput, "too many parameters");
        }
        const qsizetype equals = pair.indexOf('=');
        m_values.emplace_back(decoded(equals < 0 ? pair : pair.first(equals)),
            equals < 0 ? std::string() : decoded(pair.sliced(equals + 1)));
    }
    return {};
}

std::string FormValues::first(std::string_view name) const
{
    const auto found =
        std::find_if(m_values.begin(), m_values.end(), [&](const auto &v) { return v.first == name; });
    return found == m_values.end() ? std::string() : found->second;
}

bool FormValues::has(std::string_view name) const
{
    return !first(name).empty();
}

std::vector<std::string> FormValues::all(std::string_view name) const
{
    std::vector<std::string> values;
    for (const auto &[key, value] : m_values) {
        if (key == name) {
            values.push_back(value);
        }
    }
    return values;
}

Result<TimeMs> parseTimestamp(std::string_view text)
{
    if (const auto seconds = parseNumber(text)) {
        const double cut = std::clamp(*seconds, -kMaxSeconds, kMaxSeconds);
        return fromUnixMs(static_cast<std::int64_t>(std::llround(cut * 1000.0)));
    }
    const QDateTime time = QDateTime::fromString(
        QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), Qt::ISODateWithMs);
    // ISO 8601 allows more than RFC 3339 does: a date alone, and no offset, which would mean this machine's
    // zone.
    if (!time.isValid() || text.size() < 20 || time.timeSpec() == Qt::LocalTime) {
        return failure(
            ErrorCode::InvalidInput, "cannot parse \"" + std::string(text) + "\" to a valid timestamp");
    }
    return fromUnixMs(time.toMSecsSinceEpoch());
}

Result<std::chrono::milliseconds> parseStep(std::string_view text)
{
    if (const auto seconds = parseNumber(text)) {
        if (std::abs(*seconds) > kMaxSeconds) {
            return failure(ErrorCode::InvalidInput,
                "cannot parse \"" + std::string(text) + "\" to a valid duration. It overflows int64");
        }
        return std::chrono::milliseconds(static_cast<std::int64_t>(std::llround(*seconds * 1000.0)));
    }
    if (const auto duration = parseDuration(text)) {
        return std::chrono::milliseconds(*duration);
    }
    return failure(ErrorCode::InvalidInput, "cannot parse \"" + std::string(text) + "\" to a valid duration");
}

} // namespace qd::backend::http
