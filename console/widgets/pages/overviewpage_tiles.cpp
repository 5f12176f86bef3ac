// SPDX-License-Identifier: GPL-3.0-or-later
// The tiles of OverviewPage.
#include "console/widgets/controls/stattile.h"
#include "console/widgets/pages/overviewpage.h"
#include "console/widgets/pages/words.h"

#include <cmath>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr double kNearlyFull = 85.0; // percent of the fullest filesystem
constexpr double kFull = 95.0;
constexpr qsizetype kHostTiles = 2; // counts of hosts, before those that a query feeds

} // namespace

Subject OverviewPage::subjectOfTile(qsizetype tile) const
{
    Subject subject;
    const TileContent &content = m_tiles[tile]->content();
    subject.value = content.unit.isEmpty() ? content.number : content.number + u' ' + content.unit;
    const QList<OverviewTile> measured = m_presenter.tiles();
    const qsizetype panel = tile - kHostTiles;
    subject.query = panel >= 0 && panel < measured.size() ? measured[panel].query : QString();
    subject.place = Location{Location::Page::Hosts, m_presenter.scope(), {}};
    return subject;
}

void OverviewPage::setHostTiles()
{
    const HostCounts counts = m_presenter.counts();
    const bool isFresh = m_presenter.isFresh();
    const ViewState state = !m_presenter.isComplete() ? ViewState::loading()
        : isFresh                                     ? ViewState::ready()
                  : ViewState::stale(words::updated(m_presenter.lastContact(), m_context.now(), m_formatter));
    TileContent up;
    up.title = tr("Hosts up");
    up.number = m_formatter.count(counts.online);
    up.unit = u"/ "_s + m_formatter.count(counts.total());
    up.note = words::problemCounts(counts, m_formatter);
    up.shares = {{isFresh ? Severity::Healthy : Severity::Unknown, counts.online},
        {Severity::Warning, counts.stale}, {Severity::Critical, counts.offline},
        {Severity::Unknown, counts.unknown}};
    m_tiles[0]->setContent(up);
    m_tiles[0]->setState(state);
    TileContent problems;
    problems.title = tr("Hosts with problems");
    problems.number = m_formatter.count(counts.problems());
    problems.counts = {{Severity::Critical, counts.offline}, {Severity::Warning, counts.stale},
        {Severity::Unknown, counts.unknown}};
    problems.counts.removeIf([](const auto &count) { return count.second == 0; }); // a red zero alarms nobody
    problems.note = counts.total() == 0       ? tr("no hosts yet")
        : counts.problems() == 0              ? tr("every host reports")
        : counts.unknown == counts.problems() ? tr("waiting for their first report")
                                              : tr("worst first, below");
    m_tiles[1]->setContent(problems);
    m_tiles[1]->setState(state);
}

void OverviewPage::updateTiles()
{
    const QHash<QString, QString> titles{{u"cpu"_s, tr("CPU average")}, {u"memory"_s, tr("Memory used")},
        {u"network"_s, tr("Network throughput")}, {u"disk"_s, tr("Disk worst")}};
    const QList<OverviewTile> tiles = m_presenter.tiles();
    for (qsizetype i = 0; i < tiles.size() && i + kHostTiles < m_tiles.size(); ++i) {
        const OverviewTile &tile = tiles[i];
        TileContent content;
        content.title = titles.value(tile.id);
        content.spark = tile.trend;
        if (tile.value) {
            const ValueText value = m_formatter.value(*tile.value, tile.unit);
            content.number = value.number;
            content.unit = value.unit;
            const double difference = *tile.value - tile.before.value_or(*tile.value);
            const bool isShare = tile.unit == Unit::Percent;
            const double relative = tile.before.value_or(0.0) > 0.0 ? 100.0 * difference / *tile.before : 0.0;
            const double shown = isShare ? difference : relative;
            const QString amount = m_formatter.locale().toString(std::abs(shown), 'f', 1);
            content.trend = shown > 0.05 ? TileContent::Trend::Up
                : shown < -0.05          ? TileContent::Trend::Down
                                         : TileContent::Trend::None;
            if (tile.isHigherWorse && content.trend != TileContent::Trend::None) {
                content.judgement =
                    shown > 0.0 ? TileContent::Judgement::Worse : TileContent::Judgement::Better;
            }
            content.note = content.trend == TileContent::Trend::None ? tr("as at the start of the range")
                : isShare ? tr("%1 pp in the range", "percentage points").arg(amount)
                          : tr("%1 % in the range").arg(amount);
            if (tile.id == "disk"_L1 && !tile.detail.isEmpty()) {
                //: How a value changed and whose it is: "1.2 pp · web-7"
                content.note = content.trend == TileContent::Trend::None
                    ? tr("fullest: %1").arg(tile.detail)
                    : tr("%1 pp · %2", "percentage points").arg(amount, tile.detail);
                content.sparkSeverity = *tile.value >= kFull ? Severity::Critical
                    : *tile.value >= kNearlyFull             ? Severity::Warning
                                                             : Severity::Healthy;
            }
        }
        StatTile *widget = m_tiles[i + kHostTiles];
        widget->setContent(content);
        widget->setState(words::viewState(tile.view, m_presenter.isFresh(), m_presenter.lastContact(),
            m_context.now(), m_formatter, tr("no samples")));
    }
}

} // namespace qd::console
