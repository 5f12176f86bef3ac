// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/replaybar.h"

#include "console/widgets/controls/button.h"
#include "console/widgets/controls/painting.h"
#include "console/widgets/shell/replay.h"

#include <QAccessible>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace qd::console {

using namespace Qt::StringLiterals;

ReplayBar::ReplayBar(ThemeController &themes, std::function<TimeMs()> now, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_now(std::move(now))
    , m_play(new Button(themes, Icon::Play, {}, this))
    , m_speed(new Button(themes, QString(), this))
    , m_live(new Button(themes, QString(), this))
    , m_speeds(new QMenu(this))
{
    setObjectName(u"replayBar"_s);
    m_play->setObjectName(u"replayPlay"_s);
    m_speed->setObjectName(u"replaySpeed"_s);
    m_live->setObjectName(u"replayLive"_s);
    m_speed->setMenu(m_speeds);
    connect(m_play, &QAbstractButton::clicked, this, [this] { Q_EMIT commandRequested(u"time.play"_s); });
    connect(m_live, &QAbstractButton::clicked, this, [this] { Q_EMIT commandRequested(u"time.live"_s); });
    for (const int speed : Replay::kSpeeds) {
        m_speeds->addAction({}, this, [this, speed] { m_replay->setSpeed(speed); })->setData(speed);
    }
    hide();
    retranslate();
}

void ReplayBar::setReplay(Replay &replay)
{
    disconnect(m_follows);
    m_replay = &replay;
    m_follows = connect(&replay, &Replay::changed, this, &ReplayBar::update);
    update();
}

void ReplayBar::update()
{
    if (m_replay == nullptr) {
        return;
    }
    m_text = tr("Viewing %1 — not live", "%1: 11-20 17:24:31")
                 .arg(m_formatter.timestamp(m_replay->moment(), m_now()));
    setAccessibleName(m_text);
    const bool isPlaying = m_replay->isPlaying();
    m_play->setIcon(isPlaying ? Icon::Pause : Icon::Play);
    m_play->setToolTip(isPlaying ? tr("Pause the replay (Shift+Space)") : tr("Play from here (Shift+Space)"));
    m_play->setAccessibleName(isPlaying ? tr("Pause the replay") : tr("Play from here"));
    m_speed->setText(tr("%1×", "speed of a replay").arg(m_replay->speed()));
    m_speed->setAccessibleName(tr("Speed of the replay: %1×").arg(m_replay->speed()));
    place();
    ThemedWidget::update();
}

void ReplayBar::showEvent(QShowEvent *event)
{
    ThemedWidget::showEvent(event);
    QAccessibleEvent alert(this, QAccessible::Alert); // once: the moment itself changes every second
    QAccessible::updateAccessibility(&alert);
}

QSize ReplayBar::minimumSizeHint() const
{
    double width = 2.0 * theme().space(Space::Page) + theme().px(14 + 8 + 12)
        + paint::digitsWidth(theme().font(TextRole::Section), m_text) + 2.0 * theme().space(Space::Small);
    for (const Button *button : {m_live, m_speed, m_play}) {
        width += button->sizeHint().width();
    }
    return {static_cast<int>(std::ceil(width)), theme().px(kHeight)};
}

void ReplayBar::place()
{
    const int gap = theme().space(Space::Small);
    const int height = std::min(m_live->sizeHint().height(), this->height() - 4);
    int right = width() - theme().space(Space::Page);
    for (Button *button : {m_live, m_speed, m_play}) {
        const int width = button->sizeHint().width();
        right -= width;
        button->setGeometry(right, (this->height() - height) / 2, width, height);
        right -= gap;
    }
}

void ReplayBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Token::Series6));
    const QColor ink = theme().color(Token::OnAccent);
    const double edge = theme().px(14);
    double x = theme().space(Space::Page);
    themes().icons().paint(
        painter, Icon::Clock, ink, QRectF(x, (height() - edge) / 2, edge, edge), theme().px(14));
    x += edge + theme().px(8);
    const double right = m_play->x() - theme().px(12);
    painter.setPen(ink);
    painter.setFont(theme().font(TextRole::Section));
    const double wanted = paint::digitsWidth(painter.font(), m_text);
    const QRectF words(x, 0, std::min(wanted, right - x), height());
    if (words.width() < wanted) {
        paint::elided(painter, words, Qt::AlignVCenter | Qt::AlignLeft, m_text);
    } else {
        paint::digits(painter, words, Qt::AlignLeft, m_text);
    }
    x += wanted + theme().px(16);
    if (x < right) {
        painter.setFont(theme().font(TextRole::Label));
        paint::elided(painter, QRectF(x, 0, right - x, height()), Qt::AlignVCenter | Qt::AlignLeft, m_note);
    }
}

void ReplayBar::resizeEvent(QResizeEvent *)
{
    place();
}

void ReplayBar::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

void ReplayBar::retranslate()
{
    m_formatter = Formatter();
    // The tree knows only the present: what is not of this moment says so.
    m_note = tr("Charts and tiles are of this time, states of hosts of now.");
    setAccessibleDescription(m_note);
    setToolTip(m_note);
    m_live->setText(tr("Back to live"));
    m_live->setToolTip(tr("Back to live (Space)"));
    for (QAction *action : m_speeds->actions()) {
        action->setText(action->data().toInt() == 1
                ? tr("1× — as it was")
                : tr("%n second(s) in one", "speed of a replay", action->data().toInt()));
    }
    m_speed->setToolTip(tr("Speed of the replay (, and .)"));
    update();
}

} // namespace qd::console
