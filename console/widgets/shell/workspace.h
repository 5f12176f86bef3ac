// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/consoleservices.h"
#include "console/presenters/explorerpresenter.h"
#include "console/presenters/settingspresenter.h"
#include "console/presenters/shellpresenter.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/themedwidget.h"
#include "console/widgets/shell/replay.h"

namespace qd::console {

class ExplorerPanel;
class NavigationRail;
class PageArea;
class Popover;
class StatusExplanation;
class StatusStrip;

/// Everything of the main window once somebody is signed in: rail and explorer around the page, and the
/// status bar below. Owns the time that all linked windows share.
class Workspace final : public ThemedWidget
{
    Q_OBJECT

public:
    /// Narrower windows show the explorer over the page, on demand.
    static constexpr int kNarrow = 1360;

    Workspace(ThemeController &themes, const ConsoleServices &services, SettingsPresenter &settings,
        ShellPresenter &shell, QWidget *parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] TimeContext &time() { return m_time; }
    [[nodiscard]] PageArea *area() const { return m_area; }
    [[nodiscard]] ExplorerPresenter &explorer() { return m_explorer; }

    /// Starts and stops the page when the session opens and ends.
    void setActive(bool isActive);
    void toggleExplorer();
    void focusFilter();
    /// What F6 goes through, in order.
    [[nodiscard]] QList<QWidget *> regions() const;
    /// Takes the width of the explorer that belongs to the screens of the moment.
    void restoreLayout();

Q_SIGNALS:
    void commandRequested(const QString &id);
    void windowRequested(const qd::console::Location &location);

protected:
    void retranslate() override;
    void onThemeChanged() override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void connectParts();
    void showLocation(const Location &location);
    void updateStatus();
    void buildExplanation();
    void placeExplorer();
    void resizeExplorer(int width, bool isDone);
    [[nodiscard]] int explorerWidth() const;
    [[nodiscard]] bool isNarrow() const { return width() < theme().px(kNarrow); }

    ConsoleServices m_services;
    SettingsPresenter &m_settings;
    ShellPresenter &m_shell;
    ExplorerPresenter m_explorer;
    TimeContext m_time;
    Replay m_replay;
    Formatter m_formatter;
    NavigationRail *m_rail;
    ExplorerPanel *m_explorerPanel;
    PageArea *m_area;
    StatusStrip *m_status;
    StatusExplanation *m_explanation;
    Popover *m_explanationPopover;
    bool m_isExplorerWanted = true; ///< beside the page, when there is room
    int m_explorerWidth = 0; ///< as dragged; 0: never
    bool m_isExplorerOver = false; ///< over the page, when there is not
};

} // namespace qd::console
