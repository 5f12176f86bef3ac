// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/panel.h"

#include "console/state/subscriptionstore.h"

#include <QMap>

#include <algorithm>
#include <cmath>
#include <limits>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

/// Shorter than this a rate over samples of the slowest default tier (30 s) would see only one of them.
constexpr int kShortestRateSeconds = 90;

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

/// Instants at which at least one series has a value, ascending.
[[nodiscard]] QList<double> instantsOf(const QList<PanelSeries> &series)
{
    QList<double> instants;
    for (const PanelSeries &line : series) {
        for (const QPointF &point : line.points) {
            if (std::isfinite(point.y())) {
                instants.append(point.x());
            }
        }
    }
    std::ranges::sort(instants);
    const auto rest = std::ranges::unique(instants);
    instants.erase(rest.begin(), rest.end());
    return instants;
}

/// The sum of all series, at the instants that all of them have.
[[nodiscard]] QList<PanelSeries> totalOf(const QList<PanelSeries> &series)
{
    QMap<double, std::pair<double, qsizetype>> sums;
    for (const PanelSeries &line : series) {
        for (const QPointF &point : line.points) {
            auto &[sum, count] = sums[point.x()];
            sum += point.y();
            ++count;
        }
    }
    PanelSeries total;
    total.id = u"total"_s;
    for (auto sum = sums.cbegin(); sum != sums.cend(); ++sum) {
        if (sum->second == series.size()) {
            total.points.append({sum.key(), sum->first});
        }
    }
    return total.points.isEmpty() ? QList<PanelSeries>() : QList{total};
}

} // namespace

Panel::Panel(const PanelSpec &spec, const PanelServices &services, QObject *parent)
    : QObject(parent)
    , m_spec(spec)
    , m_services(services)
{
    fit(m_sources, spec.queries.size());
}

Panel::~Panel() = default;

void Panel::fit(Sources &sources, std::size_t count)
{
    sources.resize(std::min(count, sources.size()));
    while (sources.size() < count) {
        sources.push_back(
            std::make_unique<QuerySource>(m_services.backend, m_services.subscriptions, m_services.clock));
        connect(sources.back().get(), &QuerySource::changed, this, &Panel::onSourceChanged);
        if (m_isStarted) {
            sources.back()->start();
        }
    }
}

const std::vector<PanelQuery> &Panel::queries() const
{
    return m_scope.isCompared && !m_spec.compared.empty() ? m_spec.compared : m_spec.queries;
}

void Panel::setScope(const PanelScope &scope)
{
    if (scope != m_scope) {
        m_scope = scope;
        ask();
    }
}

void Panel::setSpan(const QuerySpan &span, int pixels)
{
    m_span = span;
    m_pixels = pixels;
    ask();
}

void Panel::setPreviousShown(bool isShown)
{
    if (isShown != m_isPreviousShown) {
        m_isPreviousShown = isShown;
        ask();
        onSourceChanged();
    }
}

std::chrono::milliseconds Panel::length() const
{
    return m_span.isLive ? m_span.length : std::chrono::milliseconds(m_span.end - m_span.start);
}

void Panel::ask()
{
    const std::vector<PanelQuery> &asked = queries();
    fit(m_sources, asked.size());
    fit(m_previous, m_isPreviousShown ? asked.size() : 0);
    const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(length()).count();
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const QString promql = expanded(asked[i].promql);
        m_sources[i]->setSpan(m_span, m_pixels);
        m_sources[i]->setQuery(promql);
        if (m_isPreviousShown) {
            m_previous[i]->setSpan(m_span, m_pixels);
            m_previous[i]->setQuery(shiftedBack(promql, seconds));
        }
    }
}

QString Panel::expanded(const QString &text) const
{
    const int step = m_pixels > 0 ? QuerySource::stepFor(length(), m_pixels, m_span.finest) / 1'000 : 10;
    QString promql = text;
    promql.replace("%each"_L1, m_scope.isCompared ? " by (host) "_L1 : ""_L1);
    promql.replace("%and"_L1, m_scope.isCompared ? "host,"_L1 : ""_L1);
    promql.replace("%by"_L1, m_scope.childLabel);
    promql.replace("%rate"_L1, QString::number(std::max(kShortestRateSeconds, 2 * step)) + u's');
    promql.replace("%sel"_L1, m_scope.matchers); // last: names of places may hold anything
    // An empty scope leaves a comma where its matchers would have been.
    promql.replace("{,"_L1, "{"_L1).replace(",}"_L1, "}"_L1);
    return promql;
}

void Panel::start()
{
    m_isStarted = true;
    for (const Sources *sources : {&m_sources, &m_previous}) {
        for (const auto &source : *sources) {
            source->start();
        }
    }
}

void Panel::stop()
{
    m_isStarted = false;
    for (const Sources *sources : {&m_sources, &m_previous}) {
        for (const auto &source : *sources) {
            source->stop();
        }
    }
}

void Panel::refresh()
{
    for (const Sources *sources : {&m_sources, &m_previous}) {
        for (const auto &source : *sources) {
            source->refresh();
        }
    }
}

void Panel::setAbsence(const PanelAbsence &absence)
{
    if (absence != m_absence) {
        m_absence = absence;
        onSourceChanged();
    }
}

std::unique_ptr<Panel> Panel::twin() const
{
    auto twin = std::make_unique<Panel>(m_spec, m_services);
    twin->m_original = this;
    twin->m_span = m_span;
    twin->m_pixels = m_pixels;
    twin->follow(*this);
    return twin;
}

void Panel::follow(const Panel &other)
{
    setScope(other.m_scope);
    setPreviousShown(other.m_isPreviousShown);
    setAbsence(other.m_absence);
}

std::optional<TimeMs> Panel::firstInstant() const
{
    std::optional<TimeMs> first;
    for (const auto &source : m_sources) {
        for (const SeriesPoints &series : source->answer().series) {
            if (!series.times.empty()) {
                const TimeMs time = fromUnixMs(series.times.front());
                first = std::min(first.value_or(time), time);
            }
        }
    }
    return first;
}

bool Panel::hasHole() const
{
    // A hole of the panel is one of each of its curves, so that the first one tells.
    const std::int64_t most = QuerySource::stepFor(length(), m_pixels, m_span.finest) * 3 / 2;
    for (const auto &source : m_sources) {
        for (const SeriesPoints &series : source->answer().series) {
            return std::ranges::adjacent_find(series.times, [&](std::int64_t a, std::int64_t b) {
                return b - a > most;
            }) != series.times.end();
        }
    }
    return false;
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
    if (m_original != nullptr && !ownView().hasData) {
        return m_original->data();
    }
    PanelData data;
    data.unit = m_spec.unit;
    data.isStacked = m_spec.isStacked && !m_scope.isCompared;
    data.axisMax = m_spec.axisMax;
    data.step = std::chrono::milliseconds(QuerySource::stepFor(length(), m_pixels, m_span.finest));
    data.isReduced = std::ranges::any_of(
        m_sources, [](const auto &source) { return source->answer().resolution.starts_with("minmax"); });
    data.series = seriesOf(m_sources, data.hiddenSeries);
    int notShown = 0;
    data.previous = seriesOf(m_previous, notShown);
    if (data.isStacked) {
        trimToCommonEnd(data.series);
        data.previous = totalOf(data.previous); // parts of a stack without the stack say nothing
    }
    data.gaps = gaps::between(instantsOf(data.series), data.step, m_absence.silent + m_absence.failing);
    return data;
}

SourceView Panel::view() const
{
    SourceView view = ownView();
    if (m_original != nullptr && !view.hasData && !view.isEmpty) {
        const SourceView shown = m_original->view();
        view.hasData = shown.hasData;
        view.lastSuccess = shown.lastSuccess;
    }
    return view;
}

SourceView Panel::ownView() const
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
            const bool isWaiting = source->state() == SourceState::Waiting;
            view.state = isWaiting ? SourceState::Waiting : SourceState::Loading;
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
