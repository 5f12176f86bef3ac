// SPDX-License-Identifier: GPL-3.0-or-later
// How the answers of a Panel become curves: their points, their names, and which are left out.
#include "console/presenters/panel.h"
#include "console/state/querysource.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kMostMissing = 3'000; ///< steps; no window has more

/// The step of a curve that may have gaps: the median distance of its points, in ms. At least two points.
[[nodiscard]] std::int64_t usualStep(const std::vector<std::int64_t> &times)
{
    std::vector<std::int64_t> distances;
    std::ranges::transform(times.begin() + 1, times.end(), times.begin(), times.end() - 1,
        std::back_inserter(distances), std::minus{});
    const auto middle = distances.begin() + std::ssize(distances) / 2;
    std::ranges::nth_element(distances, middle);
    return std::max<std::int64_t>(1, *middle);
}

/// Label and value, in the order in which a query names its curves.
using NameParts = QList<std::pair<QString, QString>>;

[[nodiscard]] NameParts namePartsOf(const SeriesPoints &series, const QString &labels)
{
    NameParts parts;
    for (const QString &label : labels.split(u',', Qt::SkipEmptyParts)) {
        const std::string_view value = series.labels.get(label.toStdString());
        if (!value.empty()) {
            parts.append({label, QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()))});
        }
    }
    return parts;
}

[[nodiscard]] QString joined(const NameParts &parts, const QSet<QString> &without = {})
{
    QStringList values;
    for (const auto &[label, value] : parts) {
        if (!without.contains(label)) {
            values.append(value);
        }
    }
    return values.join(u' ');
}

/// Leaves out of the names what is the same for all curves, as long as they stay apart without it.
void shorten(QList<PanelSeries> &lines, const QList<NameParts> &parts)
{
    QHash<QString, QSet<QString>> values;
    for (const NameParts &own : parts) {
        for (const auto &[label, value] : own) {
            values[label].insert(value);
        }
    }
    QSet<QString> shared;
    for (auto label = values.cbegin(); label != values.cend(); ++label) {
        if (label->size() == 1) {
            shared.insert(label.key());
        }
    }
    QSet<QString> names;
    QStringList labels;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        labels.append(joined(parts[i], shared));
        if (!labels.back().isEmpty() || !lines[i].word.isEmpty()) {
            names.insert(labels.back() + u'\n' + lines[i].word);
        }
    }
    if (lines.size() > 1 && names.size() == lines.size()) {
        for (qsizetype i = 0; i < lines.size(); ++i) {
            lines[i].label = labels[i];
        }
    }
}

/// Keeps those with the largest values, in their order. @return how many went
[[nodiscard]] int keepLargest(QList<PanelSeries> &lines, QList<NameParts> &parts, qsizetype most)
{
    if (lines.size() <= most) {
        return 0;
    }
    QList<std::pair<double, qsizetype>> largest;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        double max = -std::numeric_limits<double>::infinity();
        for (const QPointF &point : std::as_const(lines[i].points)) {
            max = point.y() > max ? point.y() : max;
        }
        largest.append({-max, i}); // of equal ones the first
    }
    std::ranges::nth_element(largest, largest.begin() + most);
    QSet<qsizetype> kept;
    for (qsizetype i = 0; i < most; ++i) {
        kept.insert(largest[i].second);
    }
    QList<PanelSeries> left;
    QList<NameParts> leftParts;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (kept.contains(i)) {
            left.append(lines[i]);
            leftParts.append(parts[i]);
        }
    }
    const auto gone = static_cast<int>(lines.size() - most);
    lines = left;
    parts = leftParts;
    return gone;
}

[[nodiscard]] QList<QPointF> pointsOf(
    const SeriesPoints &series, const QList<PanelGap> &silent, std::chrono::milliseconds step)
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(series.times.size()));
    for (std::size_t i = 0; i < series.times.size(); ++i) {
        if (!gaps::isCarriedOn(silent, fromUnixMs(series.times[i]), step)) {
            points.append({static_cast<double>(series.times[i]), series.values[i]});
        }
    }
    return points;
}

} // namespace

QList<PanelSeries> Panel::seriesOf(const Sources &sources, int &hidden) const
{
    const std::chrono::milliseconds step(QuerySource::stepFor(length(), m_pixels, m_span.finest));
    const std::vector<PanelQuery> &asked = queries();
    // The absences are those of this span.
    const QList<PanelGap> silent = &sources == &m_sources ? m_absence.silent : QList<PanelGap>();
    QList<PanelSeries> lines;
    QList<NameParts> parts; // of the names, a row each
    for (std::size_t i = 0; i < std::min(sources.size(), asked.size()); ++i) {
        const PanelQuery &query = asked[i];
        const QString labels = (m_scope.isCompared ? u"host,"_s : QString()) + expanded(query.nameLabel);
        for (const SeriesPoints &series : sources[i]->answer().series) {
            PanelSeries line;
            parts.append(namePartsOf(series, labels));
            line.label = joined(parts.back());
            line.word = query.word;
            line.id = QString(line.label + u' ' + line.word).trimmed();
            line.points = pointsOf(series, silent, step);
            // Two hosts in the colour of their meaning could not be told apart.
            line.slot = m_scope.isCompared ? std::nullopt : query.slot;
            lines.append(line);
        }
    }
    hidden += keepLargest(lines, parts, kMaxSeries);
    shorten(lines, parts);
    return lines;
}

QList<double> acrossWindow(const SeriesPoints &series, const QueryAnswer &answer)
{
    QList<double> values(series.values.begin(), series.values.end());
    if (series.times.size() < 2) {
        return values;
    }
    const std::int64_t step = usualStep(series.times);
    const auto insertGap = [&values](qsizetype at, std::int64_t steps) {
        values.insert(at, std::min(steps, kMostMissing), std::numeric_limits<double>::quiet_NaN());
    };
    for (std::size_t i = series.times.size() - 1; i > 0; --i) { // from the back, so that places stay true
        const std::int64_t missing = (series.times[i] - series.times[i - 1] - step / 2) / step;
        if (missing > 0) {
            insertGap(static_cast<qsizetype>(i), missing);
        }
    }
    const std::int64_t before =
        answer.windowStart > 0 ? (series.times.front() - answer.windowStart) / step : 0;
    if (before > 1) { // one step is where the window begins between two samples
        insertGap(0, before);
    }
    return values;
}

} // namespace qd::console
