// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/shellpresenter.h"
#include "console/widgets/controls/themedwidget.h"

class QMenu;

namespace qd::console {

class Breadcrumbs;
class Button;
class CommandRegistry;
class ExplorerPresenter;
class TimeContext;

/// Breadcrumbs, star, search, time, live switch, refresh and the menu of the person. Runs commands by id
/// only.
class TopBar final : public ThemedWidget
{
    Q_OBJECT

public:
    TopBar(ThemeController &themes, ShellPresenter &shell, ExplorerPresenter &explorer, TimeContext &time,
        QWidget *parent = nullptr);

    /// Where the time picker opens.
    [[nodiscard]] QWidget *timeAnchor() const;
    [[nodiscard]] QWidget *meAnchor() const;
    /// The bar of a window beside the main one: no menu of the person, but the link of its time.
    void setDetached(bool isLinked);

Q_SIGNALS:
    void commandRequested(const QString &id);
    void placeRequested(const qd::console::Location &location);

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void updatePlace();
    void updateTime();
    void updateMe();
    void openSiblings(int part, const QPoint &below);

    ShellPresenter &m_shell;
    ExplorerPresenter &m_explorer;
    TimeContext &m_time;
    Formatter m_formatter;
    Breadcrumbs *m_crumbs;
    Button *m_star;
    Button *m_search;
    Button *m_earlier;
    Button *m_range;
    Button *m_later;
    Button *m_live;
    Button *m_refresh;
    Button *m_link;
    Button *m_me;
    QMenu *m_menu;
};

} // namespace qd::console
