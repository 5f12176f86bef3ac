// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>

namespace qd::console {

class SegmentButton;

/// A few exclusive choices in one box: "Map | List", "EN | 中". Left and Right move and choose.
class SegmentedControl final : public ThemedWidget
{
    Q_OBJECT

public:
    explicit SegmentedControl(ThemeController &themes, QWidget *parent = nullptr);

    /// @param id  object name, stable across languages
    void addSegment(const QString &id, const QString &text);
    void setText(const QString &id, const QString &text);
    void setCurrent(const QString &id);
    [[nodiscard]] QString current() const { return m_current; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void currentChanged(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void onThemeChanged() override;

private:
    void place();

    QList<SegmentButton *> m_segments;
    QString m_current;
};

} // namespace qd::console
