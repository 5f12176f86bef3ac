// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QUrl>

class QVBoxLayout;

namespace qd::console {

class Button;
class Label;

/// What to do where there is no host yet: the commands that bring one in, ready to copy, with the address of
/// this server. The token itself is the administrator's to ask for; the console never holds one.
class InstallGuide final : public ThemedWidget
{
    Q_OBJECT

public:
    explicit InstallGuide(ThemeController &themes, QWidget *parent = nullptr);

    /// @param server     as the console reaches it (ws or wss); agents on other hosts may need another name
    /// @param isRoot     the whole tree, not one place of it
    void setPlace(const QUrl &server, bool isRoot);

Q_SIGNALS:
    void copied(const QString &command);

protected:
    void retranslate() override;

private:
    struct Step
    {
        Label *words;
        Label *command;
        Button *copy;
    };

    Step addStep(QVBoxLayout &column, const QString &name);

    Label *m_why;
    Step m_token;
    Step m_agent;
    Label *m_mount;
    QUrl m_server;
    bool m_isRoot = true;
};

} // namespace qd::console
