// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/shellpresenter.h"
#include "console/widgets/controls/themedwidget.h"

class QGridLayout;

namespace qd::console {

class Button;
class Label;

/// What an item of the status bar means, in facts that go on living while it is open: connection, data delay
/// by hop, agents by state, clock. Content of a popover.
class StatusExplanation final : public ThemedWidget
{
    Q_OBJECT

public:
    StatusExplanation(ThemeController &themes, ShellPresenter &shell, QWidget *parent = nullptr);

    /// Shows the facts of "connection", "delay", "agents" or "clock"; false for an item that has none.
    bool explain(const QString &item);
    /// "Label: value" of every line, for tests and screen readers.
    [[nodiscard]] QStringList lines() const;

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void problemsRequested();
    void notificationsRequested();

protected:
    void retranslate() override;

private:
    struct Fact
    {
        QString name;
        QString value;
    };
    struct Text
    {
        QString title;
        QString meaning;
        std::vector<Fact> facts;
        QString action; ///< empty: none
    };
    static constexpr int kMaxFacts = 6;

    void update();
    [[nodiscard]] Text textOf(const QString &item) const;
    [[nodiscard]] Text connection() const;
    [[nodiscard]] Text delay() const;
    [[nodiscard]] Text agents() const;
    [[nodiscard]] Text clock() const;

    ShellPresenter &m_shell;
    Formatter m_formatter;
    QString m_item;
    Label *m_title;
    Label *m_meaning;
    QList<Label *> m_names;
    QList<Label *> m_values;
    Button *m_action;
};

} // namespace qd::console
