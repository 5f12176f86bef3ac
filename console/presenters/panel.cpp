// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/panel.h"

#include "console/state/subscriptionstore.h"

#include <QHash>
#include <QMap>

#include <algorithm>
#include <cmath>
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

/// Position after the bracket that closes the one at `open`; text in quotes does not count.
[[nodiscard]] qsizetype afterBracket(const QString &text, qsizetype open, QChar closing)
{
    bool isQuoted = false;
    for (qsizetype i = open + 1; i < text.size(); ++i) {
        if (isQuoted && text[i] == u'\\') {
            ++i;
        } else if (text[i] == u'"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && text[i] == closing) {
            return i + 1;
        }
    }
    return text.size();
}

} // namespace

QString quoted(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).replace(u'\n', "\\n"_L1);
    return u'"' + escaped + u'"';
}

QString hostMatcher(const QStringList &names)
{
    QStringList patterns;
    for (const QString &name : names) {
        QString pattern;
        for (const QChar letter : name) {
            pattern += u"\\^$.|?*+()[]{}"_s.contains(letter) ? QString(u'\\') + letter : QString(letter);
        }
        patterns.append(pattern);
    }
    return u"host=~"_s + quoted(patterns.join(u'|'));
}

QString metric(const QString &name, const QString &matchers)
{
    // The catalogue has names with '-', which PromQL reads as a minus.
    if (name.contains(u'-')) {
        return u"{__name__="_s + quoted(name) + u',' + matchers + u'}';
    }
    return name + u'{' + matchers + u'}';
}

QString shiftedBack(const QString &promql, std::int64_t seconds)
{
    const QString offset = u" offset "_s + QString::number(seconds) + u's';
    QString result;
    qsizetype from = 0;
    for (qsizetype open = promql.indexOf(u'{'); open >= 0; open = promql.indexOf(u'{', from)) {
        qsizetype end = afterBracket(promql, open, u'}');
        if (end < promql.size() && promql[end] == u'[') {
            end = afterBracket(promql, end, u']');
        }
        result += promql.mid(from, end - from) + offset;
        from = end;
    }
    return result + promql.mid(from);
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

QList<PanelSeries> Panel::seriesOf(const Sources &sources, int &hidden) const
{
    const std::chrono::milliseconds step(QuerySource::stepFor(length(), m_pixels, m_span.finest));
    const std::vector<PanelQuery> &asked = queries();
    // The absences are those of this span.
    const QList<PanelGap> silent = &sources == &m_sources ? m_absence.silent : QList<PanelGap>();
    QList<PanelSeries> lines;
    for (std::size_t i = 0; i < std::min(sources.size(), asked.size()); ++i) {
        const PanelQuery &query = asked[i];
        const QString labels = (m_scope.isCompared ? u"host,"_s : QString()) + expanded(query.nameLabel);
        for (const SeriesPoints &series : sources[i]->answer().series) {
            if (lines.size() >= kMaxSeries) {
                ++hidden;
                continue;
            }
            PanelSeries line;
            line.label = labelText(series, labels);
            line.word = query.word;
            line.id = QString(line.label + u' ' + line.word).trimmed();
            line.points = pointsOf(series, silent, step);
            // Two hosts in the colour of their meaning could not be told apart.
            line.slot = m_scope.isCompared ? std::nullopt : query.slot;
            lines.append(line);
        }
    }
    return lines;
}

PanelData Panel::data() const
{
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
