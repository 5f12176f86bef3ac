// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/panel.h"

#include "console/state/subscriptionstore.h"

#include <QHash>

#include <algorithm>
#include <limits>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

/// Shorter than this a rate over samples of the slowest default tier (30 s) would see only one of them.
constexpr int kShortestRateSeconds = 90;

[[nodiscard]] QString labelText(const SeriesPoints &series, const QString &labels)
{
    QStringList parts;
    for (const QString &label : labels.split(u',', Qt::SkipEmptyParts)) {
        const std::string_view value = series.labels.get(label.toStdString());
        if (!value.empty()) {
            parts.append(QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())));
        }
    }
    return parts.join(u' ');
}

/// Answers of one panel arrive one after the other. A stack may only be drawn where all of its parts are
/// known, or it would dip at its right end for a moment.
void trimToCommonEnd(QList<PanelSeries> &series)
{
    double end = std::numeric_limits<double>::max();
    for (const PanelSeries &line : std::as_const(series)) {
        end = line.points.isEmpty() ? end : std::min(end, line.points.back().x());
    }
    for (PanelSeries &line : series) {
        while (!line.points.isEmpty() && line.points.back().x() > end) {
            line.points.removeLast();
        }
    }
}

[[nodiscard]] QList<QPointF> pointsOf(const SeriesPoints &series, std::int64_t end)
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(series.times.size()));
    for (std::size_t i = 0; i < series.times.size() && series.times[i] <= end; ++i) {
        points.append({static_cast<double>(series.times[i]), series.values[i]});
    }
    return points;
}

} // namespace

QString quoted(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).replace(u'\n', "\\n"_L1);
    return u'"' + escaped + u'"';
}

QString metric(const QString &name, const QString &matchers)
{
    // The catalogue has names with '-', which PromQL reads as a minus.
    if (name.contains(u'-')) {
        return u"{__name__="_s + quoted(name) + u',' + matchers + u'}';
    }
    return name + u'{' + matchers + u'}';
}

QString onceByHost(const QString &label, const QString &expression)
{
    return u"max by (host,"_s + label + u") ("_s + expression + u')';
}

QHash<QString, double> newestBy(const QueryAnswer &answer, const QString &label)
{
    QHash<QString, double> newest;
    const std::string name = label.toStdString();
    for (const SeriesPoints &series : answer.series) {
        if (!series.values.empty()) {
            const std::string_view value = series.labels.get(name);
            newest.insert(
                QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())), series.values.back());
        }
    }
    return newest;
}

Panel::Panel(const PanelSpec &spec, const PanelServices &services, QObject *parent)
    : QObject(parent)
    , m_spec(spec)
{
    for (std::size_t i = 0; i < spec.queries.size(); ++i) {
        m_sources.push_back(
            std::make_unique<QuerySource>(services.backend, services.subscriptions, services.clock));
        connect(m_sources.back().get(), &QuerySource::changed, this, &Panel::onSourceChanged);
    }
}

Panel::~Panel() = default;

void Panel::setScope(const PanelScope &scope)
{
    m_scope = scope;
    ask();
}

void Panel::setSpan(const QuerySpan &span, int pixels)
{
    m_span = span;
    m_pixels = pixels;
    ask();
}

void Panel::ask()
{
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        m_sources[i]->setSpan(m_span, m_pixels);
        m_sources[i]->setQuery(expanded(m_spec.queries[i].promql));
    }
}

QString Panel::expanded(const QString &text) const
{
    const auto length = m_span.isLive ? m_span.length : std::chrono::milliseconds(m_span.end - m_span.start);
    const int step = m_pixels > 0 ? QuerySource::stepFor(length, m_pixels) / 1'000 : 10;
    QString promql = text;
    promql.replace("%sel"_L1, m_scope.matchers);
    promql.replace("%by"_L1, m_scope.childLabel);
    promql.replace("%rate"_L1, QString::number(std::max(kShortestRateSeconds, 2 * step)) + u's');
    // An empty scope leaves a comma where its matchers would have been.
    promql.replace("{,"_L1, "{"_L1).replace(",}"_L1, "}"_L1);
    return promql;
}

void Panel::start()
{
    m_isStarted = true;
    for (const auto &source : m_sources) {
        source->start();
    }
}

void Panel::stop()
{
    m_isStarted = false;
    for (const auto &source : m_sources) {
        source->stop();
    }
}

void Panel::refresh()
{
    for (const auto &source : m_sources) {
        source->refresh();
    }
}

void Panel::setKnownUntil(std::optional<TimeMs> until)
{
    if (until != m_knownUntil) {
        m_knownUntil = until;
        onSourceChanged();
    }
}

void Panel::setFrozen(bool isFrozen)
{
    m_isFrozen = isFrozen;
    if (!isFrozen && m_isWaiting) {
        m_isWaiting = false;
        Q_EMIT changed();
    }
}

void Panel::onSourceChanged()
{
    if (m_isFrozen) {
        m_isWaiting = true;
        return;
    }
    Q_EMIT changed();
}

PanelData Panel::data() const
{
    PanelData data;
    data.unit = m_spec.unit;
    data.isStacked = m_spec.isStacked;
    data.axisMax = m_spec.axisMax;
    const auto length = m_span.isLive ? m_span.length : std::chrono::milliseconds(m_span.end - m_span.start);
    data.step = std::chrono::milliseconds(QuerySource::stepFor(length, m_pixels));
    // A step holds the samples before it, so the one that holds the last sample ends up to a step later.
    const std::int64_t end =
        m_knownUntil ? toUnixMs(*m_knownUntil + data.step) : std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        const PanelQuery &query = m_spec.queries[i];
        const QueryAnswer &answer = m_sources[i]->answer();
        data.isReduced = data.isReduced || answer.resolution.starts_with("minmax");
        const QString labels = expanded(query.nameLabel);
        for (const SeriesPoints &series : answer.series) {
            if (data.series.size() >= kMaxSeries) {
                ++data.hiddenSeries;
                continue;
            }
            const QString value = labelText(series, labels);
            PanelSeries line;
            line.name = query.name.isEmpty() ? value
                : value.isEmpty()            ? query.name
                                             : value + u' ' + query.name;
            line.id = line.name;
            line.points = pointsOf(series, end);
            line.isFilled = m_spec.isFilled;
            line.slot = query.slot;
            data.series.append(line);
        }
    }
    if (m_spec.isStacked) {
        trimToCommonEnd(data.series);
    }
    return data;
}

SourceView Panel::view() const
{
    SourceView view;
    view.isEmpty = true;
    view.state = SourceState::Ready;
    for (const auto &source : m_sources) {
        view.hasData = view.hasData || (source->hasAnswer() && !source->answer().series.empty());
        view.isEmpty = view.isEmpty && source->hasAnswer() && source->answer().series.empty();
        view.lastSuccess = std::max(view.lastSuccess, source->lastSuccess());
        if (source->state() == SourceState::Failed) {
            view.state = SourceState::Failed;
            view.error = source->error();
        } else if (source->state() != SourceState::Ready && view.state != SourceState::Failed) {
            view.state = SourceState::Loading;
        }
    }
    return view;
}

QString Panel::queryText() const
{
    QStringList texts;
    for (const auto &source : m_sources) {
        texts.append(source->promql());
    }
    return texts.join(u'\n');
}

const QueryAnswer &Panel::answer(std::size_t query) const
{
    return m_sources.at(query)->answer();
}

} // namespace qd::console
