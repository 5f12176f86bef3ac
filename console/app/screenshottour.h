// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSize>
#include <QString>

#include <functional>
#include <vector>

namespace qd::console {

class MainWindow;
class SettingsPresenter;

/// Walks the real program through its screens, in every theme, language and size, and writes a picture of
/// each. For people to look at, so it waits for data a fixed time instead of asserting anything.
class ScreenshotTour final : public QObject
{
    Q_OBJECT

public:
    ScreenshotTour(MainWindow &window, const QString &directory, QObject *parent = nullptr);

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
    struct Screen
    {
        QString name;
        std::function<void()> open;
        int settleMs;
    };

    void waitForSession();
    void next();
    void applyLook();
    void grab(const QString &name);
    [[nodiscard]] std::vector<Screen> screens();
    void openFirstHost();

    MainWindow &m_window;
    QString m_directory;
    std::vector<Look> m_looks;
    std::vector<Screen> m_screens;
    std::size_t m_look = 0;
    std::size_t m_screen = 0;
    int m_waited = 0;
    int m_exitCode = 0;
};

} // namespace qd::console
