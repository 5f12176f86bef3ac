// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/pathstrip.h"

#include "console/widgets/controls/painting.h"

#include <QPainter>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

[[nodiscard]] QString placeWord(DataHop::Place place)
{
    switch (place) {
    case DataHop::Place::Collected:
        return PathStrip::tr("Collected");
    case DataHop::Place::Sent:
        return PathStrip::tr("Sent by the agent");
    case DataHop::Place::Received:
        return PathStrip::tr("Received");
    case DataHop::Place::Committed:
        return PathStrip::tr("Stored");
    case DataHop::Place::Shown:
        return PathStrip::tr("This screen");
    }
    return {};
}

} // namespace

PathStrip::PathStrip(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setObjectName(u"pathStrip"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PathStrip::setHops(const QList<DataHop> &hops, TimeMs now, const Formatter &formatter)
{
    m_stations.clear();
    for (const DataHop &hop : hops) {
        const QString age = formatter.age(hop.at, now);
        const Severity severity = hop.isBroken ? Severity::Critical
            : hop.isKnown                      ? Severity::Healthy
                                               : Severity::Unknown;
        m_stations.append({placeWord(hop.place), age, severity, hop.isBroken});
    }
    setAccessibleName(tr("Path of the data"));
    setAccessibleDescription(spokenValue());
    updateGeometry();
    update();
}

void PathStrip::setHeld(const HeldAtAgent &held, TimeMs serverNow, const Formatter &formatter)
{
    const auto bytes = [&](std::int64_t count) {
        return formatter.text(static_cast<double>(count), Unit::Bytes);
    };
    const QString age = formatter.age(held.reportedAt, serverNow);
    QString what =
        tr("%n block(s), %1", "not stored yet", static_cast<int>(held.blocks)).arg(bytes(held.bytes));
    if (held.memoryBytes > 0) {
        what = tr("%1, of that %2 in memory only").arg(what, bytes(held.memoryBytes));
    }
    switch (held.certainty) {
    case HeldAtAgent::Certainty::Never:
        m_held = tr("What the agent still holds is not known: it has not said since the server started.");
        break;
    case HeldAtAgent::Certainty::Current:
        m_held = tr("Held by the agent until acknowledged: %1 · said %2").arg(what, age);
        break;
    case HeldAtAgent::Certainty::Old:
        m_held =
            tr("Held by the agent when it was heard last, %2: %1. By now it may be more.").arg(what, age);
        break;
    }
    m_heldColor = held.certainty == HeldAtAgent::Certainty::Current && held.memoryBytes == 0
        ? Token::TextSecondary
        : Token::TextMuted;
    setAccessibleDescription(spokenValue());
    setToolTip(m_held);
    update();
}

QString PathStrip::spokenValue() const
{
    QStringList parts;
    for (const Station &station : m_stations) {
        parts.append(station.isBroken ? tr("%1: %2, broken").arg(station.name, station.age)
                                      : tr("%1: %2").arg(station.name, station.age));
    }
    if (!m_held.isEmpty()) {
        parts.append(m_held);
    }
    return parts.join(u"; "_s);
}

QSize PathStrip::sizeHint() const
{
    return {theme().px(480), theme().px(80)};
}

void PathStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(theme().font(TextRole::Small));
    painter.setPen(theme().color(m_heldColor));
    paint::elided(painter,
        {theme().px(14) * 1.0, theme().px(61) * 1.0, width() - theme().px(28) * 1.0, theme().px(16) * 1.0},
        Qt::AlignLeft | Qt::AlignVCenter, m_held);
    painter.setRenderHint(QPainter::Antialiasing);
    const int count = static_cast<int>(m_stations.size());
    if (count == 0) {
        return;
    }
    const double cell = static_cast<double>(width()) / count;
    const double y = theme().px(12);
    for (int i = 0; i < count; ++i) {
        const Station &station = m_stations[i];
        const double x = i * cell + theme().px(20);
        if (i + 1 < count) {
            const bool isCut = m_stations[i + 1].isBroken;
            QPen pen(theme().color(isCut ? Token::Critical : Token::BorderStrong), 1.5);
            pen.setStyle(isCut ? Qt::DashLine : Qt::SolidLine);
            painter.setPen(pen);
            painter.drawLine(QPointF(x + 10, y), QPointF(x + cell - 10, y));
        }
        const double size = theme().px(12);
        paint::glyph(painter, theme(), station.severity, {x - size / 2, y - size / 2, size, size});
        const double left = i * cell + theme().px(14);
        painter.setFont(theme().font(TextRole::Label));
        painter.setPen(theme().color(Token::Text));
        paint::elided(painter, {left, theme().px(22) * 1.0, cell - theme().px(14), theme().px(18) * 1.0},
            Qt::AlignLeft | Qt::AlignVCenter, station.name);
        painter.setFont(theme().font(TextRole::Small));
        painter.setPen(theme().color(station.isBroken ? Token::CriticalText : Token::TextMuted));
        paint::elided(painter, {left, theme().px(39) * 1.0, cell - theme().px(14), theme().px(16) * 1.0},
            Qt::AlignLeft | Qt::AlignVCenter, station.age);
    }
}

} // namespace qd::console
