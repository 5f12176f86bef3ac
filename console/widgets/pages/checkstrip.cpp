// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/checkstrip.h"

#include "console/widgets/controls/painting.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeight = 24;
constexpr int kGlyph = 10;
constexpr int kGap = 6;
constexpr int kBetween = 26;
constexpr qsizetype kMostNames = 3;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::CheckStrip)
};

[[nodiscard]] QString nameOf(HostCheck::Part part)
{
    switch (part) {
    case HostCheck::Part::Agent:
        return Words::tr("Agent");
    case HostCheck::Part::Ping:
        return Words::tr("Ping", "noun: can the host be reached");
    case HostCheck::Part::Storing:
        return Words::tr("Storing", "noun: how long it takes to keep samples");
    case HostCheck::Part::Collectors:
        return Words::tr("Collectors", "parts of the agent that measure");
    }
    return {};
}

/// "14/15 · gpu, url": what fails is in sight, not only in a tool tip.
[[nodiscard]] QString collectorsText(const HostCheck &check)
{
    QString text = u"%1/%2"_s.arg(check.good).arg(check.total);
    if (!check.failing.isEmpty()) {
        text += u" · "_s + check.failing.mid(0, kMostNames).join(u", "_s);
    }
    return check.failing.size() > kMostNames ? text + u" …"_s : text;
}

/// "1.2 ms · 8 s ago".
[[nodiscard]] QString tookText(const HostCheck &check, const Formatter &formatter)
{
    if (!check.took) {
        return {};
    }
    const QString took =
        formatter.text(static_cast<double>(check.took->count()) / 1'000.0, Unit::Milliseconds);
    const TimeMs then = fromUnixMs(1); // any moment but the epoch, which reads as never
    return check.age ? took + u" · "_s + formatter.age(then, then + *check.age) : took;
}

[[nodiscard]] QString valueOf(const HostCheck &check, const Formatter &formatter)
{
    if (check.severity == Severity::Unknown) {
        return Words::tr("unknown", "state of a part of a host");
    }
    switch (check.part) {
    case HostCheck::Part::Agent:
        return check.reason == HostCheck::Reason::NoSession ? Words::tr("not connected")
            : check.reason == HostCheck::Reason::Late       ? Words::tr("connected, samples late")
                                                            : Words::tr("connected");
    case HostCheck::Part::Ping:
    case HostCheck::Part::Storing:
        return tookText(check, formatter);
    case HostCheck::Part::Collectors:
        return collectorsText(check);
    }
    return {};
}

[[nodiscard]] QString unknownWhy(const HostCheck &check)
{
    switch (check.reason) {
    case HostCheck::Reason::LinkLost:
        return Words::tr("This console has no connection to the server: what is true now is not known.");
    case HostCheck::Reason::NotLoaded:
        return Words::tr("The server has not answered yet.");
    case HostCheck::Reason::NeverReported:
        return Words::tr("The agent has never reported.");
    case HostCheck::Reason::NoSession:
        return Words::tr("The agent is not connected, and nothing else asks the host for a sign of life.");
    case HostCheck::Reason::NotMeasured:
        return Words::tr("The agent has told nothing about this lately.");
    case HostCheck::Reason::Fine:
    case HostCheck::Reason::Late:
    case HostCheck::Reason::Slow:
    case HostCheck::Reason::Failing:
        break;
    }
    return {};
}

[[nodiscard]] QString whyOf(const HostCheck &check)
{
    if (check.severity == Severity::Unknown) {
        return unknownWhy(check);
    }
    switch (check.part) {
    case HostCheck::Part::Agent:
        return check.reason == HostCheck::Reason::NoSession
            ? Words::tr("The agent has no session with the server.")
            : check.reason == HostCheck::Reason::Late
            ? Words::tr("The agent has a session, but its newest samples are late.")
            : Words::tr("The agent has a session and its samples arrive in time.");
    case HostCheck::Part::Ping:
        return Words::tr("From the agent to the server and back, and how long ago that was measured.");
    case HostCheck::Part::Storing:
        return Words::tr("From sending the newest batch to its acknowledgement, storing it included.");
    case HostCheck::Part::Collectors:
        return check.failing.isEmpty()
            ? Words::tr("Every collector runs without errors.")
            : Words::tr("With errors or silent: %1.", "names of collectors").arg(check.failing.join(u", "_s));
    }
    return {};
}

} // namespace

CheckStrip::CheckStrip(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setObjectName(u"checkStrip"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CheckStrip::setChecks(const QList<HostCheck> &checks, const Formatter &formatter)
{
    m_items.clear();
    for (const HostCheck &check : checks) {
        m_items.append({check.severity, nameOf(check.part), valueOf(check, formatter), whyOf(check)});
    }
    setAccessibleName(tr("State of the parts of this host"));
    setAccessibleDescription(text());
    updateGeometry();
    update();
}

QString CheckStrip::text() const
{
    QStringList lines;
    for (const Item &item : m_items) {
        lines.append(item.name + u' ' + item.value + u": "_s + item.why);
    }
    return lines.join(u'\n');
}

QSize CheckStrip::sizeHint() const
{
    double width = 0.0;
    for (const Item &item : m_items) {
        width += widthOf(item) + theme().px(kBetween);
    }
    return {qRound(width), theme().px(kHeight)};
}

double CheckStrip::widthOf(const Item &item) const
{
    return QFontMetricsF(theme().font(TextRole::Label)).horizontalAdvance(item.name)
        + paint::digitsWidth(theme().font(TextRole::TableCellStrong), item.value) + theme().px(kGlyph)
        + 2 * theme().px(kGap);
}

void CheckStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    double x = 0.0;
    const double edge = theme().px(kGlyph);
    for (const Item &item : std::as_const(m_items)) {
        double at = x;
        painter.setFont(theme().font(TextRole::Label));
        painter.setPen(theme().color(Token::TextMuted));
        const double name = painter.fontMetrics().horizontalAdvance(item.name);
        painter.drawText(QRectF(at, 0, name + 2, height()), Qt::AlignLeft | Qt::AlignVCenter, item.name);
        at += name + theme().px(kGap);
        paint::glyph(painter, theme(), item.severity, QRectF(at, (height() - edge) / 2.0, edge, edge));
        at += edge + theme().px(kGap);
        painter.setFont(theme().font(TextRole::TableCellStrong));
        painter.setPen(
            theme().color(item.severity == Severity::Unknown ? Token::TextSecondary : Token::Text));
        paint::digits(painter, QRectF(at, 0, width() - at, height()), Qt::AlignLeft, item.value);
        x += widthOf(item) + theme().px(kBetween);
    }
}

bool CheckStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        double x = 0.0;
        for (const Item &item : std::as_const(m_items)) {
            const double end = x + widthOf(item) + theme().px(kBetween);
            if (help->pos().x() >= x && help->pos().x() < end) {
                QToolTip::showText(help->globalPos(), item.why, this);
                return true;
            }
            x = end;
        }
    }
    return ThemedWidget::event(event);
}

} // namespace qd::console
