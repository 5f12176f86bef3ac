// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/burstchip.h"

#include "console/theme/icons.h"
#include "console/theme/themecontroller.h"
#include "console/widgets/controls/painting.h"

#include <QKeyEvent>
#include <QPainter>

#include <cmath>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeight = 24;
constexpr int kPadding = 8;
constexpr int kCross = 22;

/// "4:32"; digits only, so that it reads the same everywhere.
[[nodiscard]] QString clockOf(std::chrono::seconds left)
{
    return u"%1:%2"_s.arg(left.count() / 60).arg(left.count() % 60, 2, 10, QLatin1Char('0'));
}

[[nodiscard]] QString whyOf(BurstStatus::Phase phase)
{
    switch (phase) {
    case BurstStatus::Phase::Asked:
    case BurstStatus::Phase::Waiting:
        return BurstChip::tr("Wanted, but the agent has not said that it does so, or is not connected.");
    case BurstStatus::Phase::Unknown:
        return BurstChip::tr("It was so when this console was last connected.");
    case BurstStatus::Phase::Off:
    case BurstStatus::Phase::Running:
        break;
    }
    return BurstChip::tr("The agent samples CPU, load, memory, network and disks every second.");
}

[[nodiscard]] QString wordsOf(const BurstStatus &status)
{
    switch (status.phase) {
    case BurstStatus::Phase::Off:
        return {};
    case BurstStatus::Phase::Asked:
        return BurstChip::tr("Burst asked for");
    case BurstStatus::Phase::Waiting:
        return BurstChip::tr("Burst %1 · waiting").arg(clockOf(status.remaining));
    case BurstStatus::Phase::Running:
        return BurstChip::tr("Burst %1", "sampling every second, time left").arg(clockOf(status.remaining));
    case BurstStatus::Phase::Unknown:
        return BurstChip::tr("Burst %1 · unknown").arg(clockOf(status.remaining));
    }
    return {};
}

} // namespace

BurstChip::BurstChip(ThemeController &themes, QWidget *parent)
    : ThemedButton(themes, parent)
{
    setObjectName(u"burstChip"_s);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    hide();
    connect(this, &QAbstractButton::clicked, this, [this] {
        if (m_mayEnd == BurstObstacle::None) {
            Q_EMIT endRequested();
        }
    });
}

void BurstChip::setStatus(const BurstStatus &status, BurstObstacle mayEnd)
{
    m_status = status;
    m_mayEnd = mayEnd;
    updateWords();
    setVisible(status.phase != BurstStatus::Phase::Off);
}

QString BurstChip::refusal(const Error &error)
{
    const auto field = error.context.find("field");
    const std::string where = field == error.context.end() ? std::string() : field->second;
    if (error.code == ErrorCode::Denied) {
        return tr("Burst sampling needs the operator role");
    }
    return where == "agent" ? tr("The agent of this host is too old for burst sampling")
        : where == "host"   ? tr("The agent is not connected, so there is no burst sampling")
                            : tr("Burst sampling could not be changed");
}

void BurstChip::updateWords()
{
    setText(wordsOf(m_status));
    QString tip = whyOf(m_status.phase);
    if (m_mayEnd == BurstObstacle::None) {
        tip += u'\n' + tr("Click to end it; B adds five minutes.");
    } else if (m_mayEnd == BurstObstacle::NotAllowed) {
        tip += u'\n' + tr("Ending it needs the operator role; an administrator grants it.");
    } else {
        tip += u'\n' + tr("It ends by itself, even without a connection.");
    }
    setToolTip(tip);
    setAccessibleName(text());
    setAccessibleDescription(tip);
    updateGeometry();
    update();
}

QSize BurstChip::sizeHint() const
{
    const double words = paint::digitsWidth(theme().font(TextRole::Label), text());
    const int cross = m_mayEnd == BurstObstacle::None ? theme().px(kCross) : theme().px(kPadding);
    return {static_cast<int>(std::ceil(words)) + theme().px(kPadding) + cross,
        std::max(kHeight, theme().px(kHeight))};
}

void BurstChip::paintFace(QPainter &painter, double hover)
{
    const Theme &look = theme();
    const QColor base = look.color(look.isDark() ? Token::Raised : Token::Inset);
    paint::roundedBox(painter, QRectF(rect()), look.radius(Radius::Chip),
        blended(look.color(Token::Hover, hover), base),
        isRunning() ? look.color(Token::Accent) : look.color(Token::BorderStrong));
    painter.setFont(look.font(TextRole::Label));
    painter.setPen(look.color(isRunning() ? Token::Text : Token::TextMuted));
    paint::digits(painter, QRectF(rect()).adjusted(look.px(kPadding), 0, 0, 0), Qt::AlignLeft, text());
    if (m_mayEnd == BurstObstacle::None) {
        const double edge = look.px(kCross);
        themes().icons().paint(painter, Icon::Close, look.color(Token::TextMuted),
            {width() - edge, 0.0, edge, static_cast<double>(height())}, look.px(12));
    }
}

void BurstChip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_mayEnd == BurstObstacle::None) {
        Q_EMIT endRequested();
        return;
    }
    ThemedButton::keyPressEvent(event);
}

void BurstChip::retranslate()
{
    updateWords();
}

} // namespace qd::console
