// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/theme/themecontroller.h"
#include "console/widgets/controls/appstyle.h"

#include <QApplication>
#include <QRegularExpression>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

namespace qd::test {

/// A window to try controls in, dressed as in the program. A test derives from it, calls dress() once and
/// reset() before each function.
class ControlStage
{
protected:
    void dress()
    {
        m_themes = std::make_unique<console::ThemeController>();
        console::installTheme(*qApp, *m_themes);
    }
    void reset()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        m_themes->setSettings({console::ThemeKind::Dark, console::Density::Normal, 100, true});
    }
    /// Shows them below each other in a window that is active, and replaces the one before.
    QWidget *window(const QList<QWidget *> &children)
    {
        m_window = std::make_unique<QWidget>();
        auto *column = new QVBoxLayout(m_window.get());
        for (QWidget *child : children) {
            column->addWidget(child);
        }
        m_window->resize(700, 500);
        m_window->show();
        m_window->activateWindow();
        if (!QTest::qWaitForWindowActive(m_window.get())) {
            qFatal("the window did not become active");
        }
        return m_window.get();
    }

    std::unique_ptr<console::ThemeController> m_themes;
    std::unique_ptr<QWidget> m_window;
};

} // namespace qd::test
