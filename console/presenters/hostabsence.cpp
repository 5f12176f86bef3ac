// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostabsence.h"

#include <algorithm>

namespace qd::console {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// Two and a half intervals: one sample may be a little late without being missed.
constexpr std::chrono::milliseconds kAliveLimit{25'000};
constexpr std::chrono::milliseconds kCollectorLimit{75'000};

enum EvidenceQuery : std::size_t { kAlive, kStarted, kRan, kFailed };

[[nodiscard]] PanelSpec evidenceSpec(HostAbsence::Of subject)
{
    // An outage of all agents of a place is only one if even the oldest of them started after it.
    const QString started = subject == HostAbsence::Of::Place ? u"min"_s : u"max"_s;
    const auto selected = [](const char *name) { return metric(QString::fromLatin1(name)); };
    PanelSpec spec;
    spec.id = u"evidence"_s;
    spec.queries = {
        {u"max(timestamp("_s + selected("agent.alive") + u"))"_s, {}, {}},
        {started + u"(timestamp("_s + selected("agent.uptime") + u") - "_s + selected("agent.uptime") + u')',
            {}, {}},
        {u"max by (collector) (timestamp("_s + selected("agent.collect.duration") + u"))"_s, {},
            u"collector"_s},
        {u"max by (collector) (increase("_s + selected("agent.collect.errors") + u"[%rate]))"_s, {},
            u"collector"_s},
    };
    return spec;
}

[[nodiscard]] QList<QPointF> pointsOf(const SeriesPoints &series)
{
    QList<QPointF> points;
    for (std::size_t i = 0; i < series.times.size(); ++i) {
        points.append({static_cast<double>(series.times[i]), series.values[i]});
    }
    return points;
}

[[nodiscard]] QList<QPointF> firstOf(const QueryAnswer &answer)
{
    return answer.series.empty() ? QList<QPointF>() : pointsOf(answer.series.front());
}

[[nodiscard]] QString collectorOf(const SeriesPoints &series)
{
    const std::string_view name = series.labels.get("collector");
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

HostAbsence::HostAbsence(const PanelServices &services, Of subject, QObject *parent)
    : QObject(parent)
    , m_panel(evidenceSpec(subject), services)
{
    connect(&m_panel, &Panel::changed, this, &HostAbsence::update);
    connect(&m_panel, &Panel::changed, this, &HostAbsence::asked);
}

void HostAbsence::setSpan(const QuerySpan &span, int pixels)
{
    const auto length = span.isLive ? span.length : std::chrono::milliseconds(span.end - span.start);
    m_stepMs = QuerySource::stepFor(length, pixels, span.finest);
    m_panel.setSpan(span, pixels);
}

void HostAbsence::setHost(const HostSummary &host, std::optional<bool> isConnected)
{
    std::optional<PanelGap> now;
    if (host.state != HostState::Online && toUnixMs(host.lastSeen) != 0) {
        const bool isGone = host.state == HostState::Offline || isConnected == std::optional(false);
        now = PanelGap{host.lastSeen, kOpenEnd, isGone ? GapCause::NotConnected : GapCause::Late};
    }
    setSilence(now);
}

void HostAbsence::setSilence(const std::optional<PanelGap> &lasting)
{
    if (lasting != m_now) {
        m_now = lasting;
        update();
    }
}

std::optional<TimeMs> HostAbsence::firstAlive() const
{
    const QueryAnswer &alive = m_panel.answer(kAlive);
    if (alive.series.empty() || alive.series.front().times.empty()) {
        return {};
    }
    return fromUnixMs(alive.series.front().times.front());
}

void HostAbsence::update()
{
    const std::chrono::milliseconds step(m_stepMs);
    // Merged down to steps, silences shorter than two of them cannot be told from none.
    const auto limitOf = [&](std::chrono::milliseconds least) { return std::max(least, 2 * step); };
    QList<PanelGap> silent =
        gaps::withRestarts(gaps::silences(firstOf(m_panel.answer(kAlive)), limitOf(kAliveLimit)),
            firstOf(m_panel.answer(kStarted)));
    // Whether a silence lasts is the server's word alone: a curve may just not have been refreshed yet.
    silent.removeIf([](const PanelGap &gap) { return gap.to == kOpenEnd; });
    if (m_now) {
        silent.append(*m_now);
    }
    QHash<QString, PanelAbsence> collectors;
    for (const SeriesPoints &series : m_panel.answer(kRan).series) {
        QList<PanelGap> &own = collectors[collectorOf(series)].silent;
        own = gaps::silences(pointsOf(series), limitOf(kCollectorLimit));
        // While the agent was silent nobody knows about its collectors.
        own.removeIf([&](const PanelGap &gap) {
            return std::ranges::any_of(
                silent, [&](const PanelGap &all) { return all.from < gap.to && gap.from < all.to; });
        });
        for (PanelGap &gap : own) {
            gap.cause = GapCause::CollectorOff;
        }
    }
    for (const SeriesPoints &series : m_panel.answer(kFailed).series) {
        collectors[collectorOf(series)].failing =
            gaps::positiveSpans(pointsOf(series), step, GapCause::CollectorFailed);
    }
    if (silent != m_silent || collectors != m_collectors) {
        m_silent = silent;
        m_collectors = collectors;
        Q_EMIT changed();
    }
}

PanelAbsence HostAbsence::of(const QString &collector) const
{
    PanelAbsence absence = m_collectors.value(collector);
    absence.silent = m_silent + absence.silent;
    return absence;
}

} // namespace qd::console
