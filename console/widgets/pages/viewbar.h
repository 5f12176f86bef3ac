// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/hostviews.h"
#include "console/widgets/controls/themedwidget.h"

#include <QPointer>

class QMenu;

namespace qd::console {

class Button;
class Field;
class LineInput;
class Popover;
class ToggleChip;

/// Asks for the name of a view: a field, what is wrong with it, and two buttons. Content of a popover.
class ViewPrompt final : public ThemedWidget
{
    Q_OBJECT

public:
    ViewPrompt(ThemeController &themes, const HostViews &views, QWidget *parent = nullptr);

    /// @param renamed  the view that is to be called otherwise; empty: a new one
    void open(const QString &renamed);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void accepted(const QString &name);
    void dismissed();

protected:
    void retranslate() override;

private:
    void accept();
    void update();
    [[nodiscard]] static QString problemWord(HostViews::NameProblem problem);

    const HostViews &m_views;
    QString m_renamed;
    LineInput *m_name;
    Field *m_field;
    Button *m_save;
    Button *m_cancel;
};

/// The saved views of the host table as chips, "all hosts" first: one click sets the table up so. Chips that
/// find no room are in the menu at the end, which also saves, renames and deletes.
class ViewBar final : public ThemedWidget
{
    Q_OBJECT

public:
    ViewBar(ThemeController &themes, HostViews &views, QWidget *parent = nullptr);

    /// The view that the table shows; empty: all hosts; nullopt: something that is not saved.
    void setShown(const std::optional<QString> &name);
    /// The view that was opened last, changed since or not; empty: none.
    [[nodiscard]] QString opened() const { return m_opened; }
    void setOpened(const QString &name);
    void askForName(bool isRenaming);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Empty: all hosts.
    void chosen(const QString &name);
    void named(const QString &name, bool isRenaming);
    void updateRequested();
    void removeRequested(const QString &name);

protected:
    void retranslate() override;
    void onThemeChanged() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void place();
    void fillMenu();
    void showChipMenu(const QString &name, const QPoint &at);
    void addActions(QMenu &menu, const QString &name);

    HostViews &m_views;
    ToggleChip *m_all;
    QList<ToggleChip *> m_chips;
    Button *m_add;
    Button *m_more;
    QMenu *m_menu;
    QPointer<Popover> m_popover;
    ViewPrompt *m_prompt = nullptr;
    std::optional<QString> m_shown = QString();
    QString m_opened;
    bool m_isRenaming = false;
};

} // namespace qd::console
