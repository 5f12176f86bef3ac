// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>

namespace qd::console {

class TabButton;

/// The tabs of a page: words with optional counts, an accent line under the current one. Left, Right, Home
/// and End move; the strip is one stop in the tab order.
class TabStrip final : public ThemedWidget
{
    Q_OBJECT

public:
    explicit TabStrip(ThemeController &themes, QWidget *parent = nullptr);

    /// @param id  object name of the button, stable across languages
    /// @return index
    int addTab(const QString &id, const QString &text);
    void clear();
    void setText(int index, const QString &text);
    /// Negative hides it.
    void setCount(int index, int count);
    [[nodiscard]] int count() const { return static_cast<int>(m_tabs.size()); }
    [[nodiscard]] QString idAt(int index) const;
    [[nodiscard]] int indexOf(const QString &id) const;

    void setCurrentIndex(int index);
    [[nodiscard]] int currentIndex() const { return m_current; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void onThemeChanged() override;
    bool event(QEvent *event) override;

private:
    void place();

    QList<TabButton *> m_tabs;
    int m_current = -1;
};

} // namespace qd::console
