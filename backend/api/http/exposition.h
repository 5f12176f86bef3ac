// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <initializer_list>
#include <string_view>
#include <utility>

namespace qd::backend::http {

/// Writes metrics in Prometheus' text format 0.0.4. Help and type are written once per name, so that all
/// samples of a name have to follow one another.
class Exposition
{
public:
    using LabelList = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    void gauge(std::string_view name, std::string_view help, double value, LabelList labels = {});
    /// name ends in _total
    void counter(std::string_view name, std::string_view help, double value, LabelList labels = {});

    /// A histogram from its parts. buckets are not cumulative and have one more element than bounds.
    template <typename Bounds, typename Buckets>
    void histogram(std::string_view name, std::string_view help, const Bounds &bounds, const Buckets &buckets,
        double sum);

    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    void head(std::string_view name, std::string_view help, std::string_view type);
    void sample(std::string_view name, std::string_view suffix, double value, LabelList labels);
    void bucket(std::string_view name, double bound, double count);

    QByteArray m_text;
    QByteArray m_lastName;
};

template <typename Bounds, typename Buckets>
void Exposition::histogram(
    std::string_view name, std::string_view help, const Bounds &bounds, const Buckets &buckets, double sum)
{
    head(name, help, "histogram");
    double count = 0;
    std::size_t i = 0;
    for (const double bound : bounds) {
        count += static_cast<double>(buckets[i++]);
        bucket(name, bound, count);
    }
    count += static_cast<double>(buckets[i]);
    sample(name, "_bucket", count, {{"le", "+Inf"}});
    sample(name, "_sum", sum, {});
    sample(name, "_count", count, {});
}

} // namespace qd::backend::http
