// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>

namespace qd::console {

/// Names and values in two or more columns; values can be copied with the menu or Ctrl+C.
class FactList final : public ThemedWidget
{
    Q_OBJECT

public:
    struct Fact
    {
        QString name;
        QString value;
    };

    explicit FactList(ThemeController &themes, QWidget *parent = nullptr);

    void setFacts(const QList<Fact> &facts);
    [[nodiscard]] QString text() const; ///< "name: value" a line

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int columns() const;
    [[nodiscard]] QRect areaOf(int fact) const;
    void copy() const;

    QList<Fact> m_facts;
};

} // namespace qd::console
