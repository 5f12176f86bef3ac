// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>

namespace qd::console {

class RailButton;

/// The rail at the left: logo, entries with an icon over a word, counters, and a group at the bottom. Up and
/// Down move between entries, Enter opens.
class NavigationRail final : public ThemedWidget
{
    Q_OBJECT

public:
    explicit NavigationRail(ThemeController &themes, QWidget *parent = nullptr);

    enum class Group { Main, Bottom };

    /// @param id  object name, stable across languages
    void addEntry(const QString &id, Icon icon, const QString &text, Group group = Group::Main);
    void setText(const QString &id, const QString &text);
    /// 0 hides the counter; above 99 it reads "99+".
    void setCounter(const QString &id, int count, Severity worst = Severity::Critical);
    /// @return -1 if there is no such entry
    [[nodiscard]] int counterOf(const QString &id) const;
    void setCurrent(const QString &id);
    [[nodiscard]] QString current() const { return m_current; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void onThemeChanged() override;

private:
    [[nodiscard]] RailButton *find(const QString &id) const;
    void place();

    QList<RailButton *> m_main;
    QList<RailButton *> m_bottom;
    QString m_current;
};

} // namespace qd::console
