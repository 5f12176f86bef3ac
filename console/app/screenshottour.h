// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/values.h"

#include <QObject>
#include <QPointer>
#include <QSize>
#include <QString>

#include <functional>
#include <vector>

namespace qd::console {

class LastDataKeeper;
class MainWindow;
class OfflineBackend;

/// Walks the real program through its screens and states, in both themes and languages and two sizes, and
/// writes a picture of each. For people to look at, so it waits for data a fixed time instead of asserting
/// anything.
class ScreenshotTour final : public QObject
{
    Q_OBJECT

public:
    /// @param signIn  opens a new session, as at the start of the program
    ScreenshotTour(MainWindow &window, OfflineBackend &backend, LastDataKeeper &lastData,
        std::function<void()> signIn, const QString &directory, QObject *parent = nullptr);

    /// Starts once the window is signed in; quits the program with 0 at the end, 1 if a file cannot be
    /// written or nobody is signed in within a minute.
    void start();

private:
    struct Look
    {
        bool isDark;
        QString language;
        QSize size;
    };
    struct Scene
    {
        QString name;
        std::function<void()> open;
        int settleMs;
    };
    /// Scenes of one situation; each look is taken of all of them before the next situation begins.
    struct Act
    {
        std::function<void()> begin;
        std::vector<Scene> scenes;
    };

    void waitForSession();
    void beginAct();
    void next();
    void applyLook();
    void grab(const QString &name);
    [[nodiscard]] std::vector<Scene> workspaceScenes();
    [[nodiscard]] std::vector<Scene> overlayScenes();
    [[nodiscard]] std::vector<Scene> troubleScenes();
    [[nodiscard]] std::vector<Scene> lastDataScenes();
    [[nodiscard]] std::vector<Scene> connectScenes();
    void openOverview(int depth);
    void openFirstHost();
    void scrollHost(double share);
    void showHostTables();
    void lookBack();
    void escape();
    void tell(LinkState state, LinkProblemKind kind);
    void showCertificate(bool isReplacement);

    MainWindow &m_window;
    QPointer<QWidget> m_beside; ///< taken instead of the main window while it is there
    OfflineBackend &m_backend;
    LastDataKeeper &m_lastData;
    std::function<void()> m_signIn;
    QString m_directory;
    std::vector<Look> m_looks;
    std::vector<Act> m_acts;
    std::size_t m_act = 0;
    std::size_t m_look = 0;
    std::size_t m_scene = 0;
    int m_waited = 0;
    int m_exitCode = 0;
};

} // namespace qd::console
