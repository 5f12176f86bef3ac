// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>

namespace qd::console {

/// Names and values in groups, in one or more columns. Every value can be copied: with a click on the icon
/// beside it, with the menu, or with Ctrl+C after choosing it with the arrow keys.
class FactList final : public ThemedWidget
{
    Q_OBJECT

public:
    struct Fact
    {
        QString name;
        QString value;
    };
    struct Group
    {
        QString title; ///< empty: no heading
        QList<Fact> facts;
    };

    explicit FactList(ThemeController &themes, QWidget *parent = nullptr);

    /// One group without a heading.
    void setFacts(const QList<Fact> &facts) { setGroups({{{}, facts}}); }
    void setGroups(const QList<Group> &groups);
    [[nodiscard]] QString text() const; ///< "name: value" a line, titles between

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    /// A row: a heading (no name, no value of its own) or a fact.
    struct Line
    {
        bool isHeading = false;
        Fact fact;
    };

    [[nodiscard]] int columns() const;
    [[nodiscard]] int linesPerColumn() const;
    [[nodiscard]] QRect areaOf(int line) const;
    [[nodiscard]] QRect copyArea(int line) const;
    [[nodiscard]] int lineAt(const QPoint &at) const; ///< -1: none, or a heading
    void paintLine(QPainter &painter, int line);
    void setCurrent(int line);
    void step(int direction);
    void copyLine(int line);

    QList<Line> m_lines;
    int m_current = -1; ///< under the pointer, or chosen by key
};

} // namespace qd::console
