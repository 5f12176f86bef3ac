// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/topbar.h"

#include "console/presenters/explorerpresenter.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/breadcrumbs.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/shell/timewords.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

namespace qd::console {

using namespace Qt::StringLiterals;

TopBar::TopBar(ThemeController &themes, ShellPresenter &shell, ExplorerPresenter &explorer, TimeContext &time,
    QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_shell(shell)
    , m_explorer(explorer)
    , m_time(time)
{
    setObjectName(u"topBar"_s);
    build();
    connect(&shell, &ShellPresenter::locationChanged, this, &TopBar::updatePlace);
    connect(&shell, &ShellPresenter::placeChanged, this, &TopBar::updatePlace);
    connect(&shell, &ShellPresenter::statusChanged, this, &TopBar::updateMe);
    connect(&shell.connection(), &ConnectionState::liveChanged, this, &TopBar::updateTime);
    connect(explorer.model(), &QAbstractItemModel::dataChanged, this, &TopBar::updatePlace);
    connect(&time, &TimeContext::rangeChanged, this, &TopBar::updateTime);
    connect(&time, &TimeContext::liveChanged, this, &TopBar::updateTime);
    retranslate();
}

void TopBar::build()
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme().px(20), 0, theme().px(16), 0);
    row->setSpacing(theme().px(8));
    m_crumbs = new Breadcrumbs(themes(), this);
    m_crumbs->setObjectName(u"breadcrumbs"_s);
    connect(m_crumbs, &Breadcrumbs::partActivated, this, &TopBar::openSiblings);
    const auto button = [&](const QString &name, const QString &command, Button *made) {
        made->setObjectName(name);
        connect(made, &QAbstractButton::clicked, this, [this, command] { Q_EMIT commandRequested(command); });
        return made;
    };
    m_star = button(u"star"_s, u"view.star"_s, new Button(themes(), Icon::Star, {}, this));
    m_star->setLook(Button::Look::Quiet);
    m_search = button(u"search"_s, u"view.palette"_s, new Button(themes(), Icon::Search, {}, this));
    m_search->setHint(u"Ctrl K"_s);
    m_earlier = button(u"earlier"_s, u"time.step.back"_s, new Button(themes(), Icon::ChevronLeft, {}, this));
    m_range = button(u"timeRange"_s, u"time.pick"_s, new Button(themes(), Icon::Clock, {}, this));
    m_later = button(u"later"_s, u"time.step.forward"_s, new Button(themes(), Icon::ChevronRight, {}, this));
    m_live = new Button(themes(), Icon::Play, {}, this);
    m_live->setObjectName(u"live"_s);
    connect(m_live, &QAbstractButton::clicked, this,
        [this] { Q_EMIT commandRequested(m_time.isLive() ? u"time.pause"_s : u"time.live"_s); });
    m_refresh = button(u"refresh"_s, u"time.refresh"_s, new Button(themes(), Icon::Refresh, {}, this));
    m_me = new Button(themes(), Icon::User, {}, this);
    m_me->setObjectName(u"me"_s);
    m_link = button(u"timeLink"_s, u"window.link"_s, new Button(themes(), Icon::Link, {}, this));
    m_link->hide();
    m_menu = new QMenu(this);
    m_me->setMenu(m_menu);
    row->addWidget(m_crumbs);
    row->addWidget(m_star);
    row->addStretch(1);
    row->addWidget(m_search);
    row->addSpacing(theme().px(4));
    auto *time = new QHBoxLayout;
    time->setSpacing(0);
    time->addWidget(m_earlier);
    time->addWidget(m_range);
    time->addWidget(m_later);
    row->addLayout(time);
    row->addWidget(m_live);
    row->addWidget(m_refresh);
    row->addWidget(m_link);
    row->addWidget(m_me);
}

QWidget *TopBar::timeAnchor() const
{
    return m_range;
}

QWidget *TopBar::meAnchor() const
{
    return m_me;
}

void TopBar::setDetached(bool isLinked)
{
    m_me->hide();
    m_link->show();
    m_link->setIcon(isLinked ? Icon::Link : Icon::Cut);
    m_link->setToolTip(isLinked ? tr("The time is that of the main window. Unlink (Ctrl+Shift+T)")
                                : tr("This window has a time of its own. Link (Ctrl+Shift+T)"));
    m_link->setAccessibleName(isLinked ? tr("Unlink the time") : tr("Link the time"));
}

void TopBar::updatePlace()
{
    QStringList parts;
    for (const Crumb &crumb : m_shell.crumbs()) {
        parts.append(crumb.name.isEmpty() ? tr("All", "the whole tree") : crumb.name);
    }
    if (m_shell.location().page == Location::Page::Settings) {
        parts = {tr("Settings")};
    }
    if (parts != m_crumbs->parts()) {
        m_crumbs->setParts(parts);
    }
    const NodeId node = m_shell.location().node;
    m_star->setVisible(!node.isNull() && m_shell.location().page != Location::Page::Settings);
    m_star->setIcon(m_explorer.isStarred(node) ? Icon::StarFilled : Icon::Star);
    m_star->setToolTip(m_explorer.isStarred(node) ? tr("Remove star") : tr("Star this place"));
}

void TopBar::openSiblings(int part, const QPoint &below)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Crumb &crumb : m_shell.siblings(part)) {
        menu->addAction(crumb.name.isEmpty() ? tr("All regions") : crumb.name, this,
            [this, crumb] { Q_EMIT placeRequested(crumb.target); });
    }
    menu->popup(below);
}

void TopBar::updateTime()
{
    m_range->setText(timewords::rangeText(m_time, m_formatter, m_shell.now()));
    m_range->setHint(m_formatter.zoneName(m_shell.now()));
    const bool isMoving = m_time.isLive() && !m_time.isPaused();
    // What no data reaches is not live, whatever the range says.
    const bool isCut = m_time.isLive() && !m_shell.connection().isLive();
    m_live->setText(isCut      ? tr("Not live", "no data arrives")
            : !m_time.isLive() ? tr("Back to live")
            : isMoving         ? tr("Live", "moving with the time")
                               : tr("Paused"));
    m_live->setIcon(isCut ? Icon::Cut : isMoving ? Icon::Pause : Icon::Play);
    m_live->setToolTip(isCut ? tr("Nothing arrives from the server. It goes on by itself.")
            : isMoving       ? tr("Pause (Space)")
                             : tr("Resume (Space)"));
    m_later->setEnabled(!m_time.isLive());
}

void TopBar::updateMe()
{
    const Session &session = m_shell.connection().session();
    m_me->setToolTip(tr("Signed in as %1").arg(session.user));
}

void TopBar::retranslate()
{
    m_formatter = Formatter();
    m_search->setText(tr("Search or run a command"));
    m_earlier->setToolTip(tr("A range back; half of one: ["));
    m_later->setToolTip(tr("A range forward; half of one: ]"));
    m_refresh->setToolTip(tr("Refresh (F5)"));
    m_range->setToolTip(tr("Choose the time range (T)"));
    m_menu->clear();
    const auto entry = [this](const QString &text, const QString &command) {
        m_menu->addAction(text, this, [this, command] { Q_EMIT commandRequested(command); });
    };
    entry(tr("Notifications"), u"view.notifications"_s);
    entry(tr("Settings"), u"go.settings"_s);
    entry(tr("Keys of this page"), u"view.keys"_s);
    m_menu->addSeparator();
    entry(tr("Sign out"), u"session.signout"_s);
    updatePlace();
    updateTime();
    updateMe();
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().color(Token::Border));
}

} // namespace qd::console
