// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFocusFrame>
#include <QObject>
#include <QPointer>

class QApplication;

namespace qd::console {

/// Draws the ring around whatever has the focus, once for the whole program, when it got there by keys.
/// Buttons and fields thus need no margins for it. A widget may set the dynamic property kFocusRadius (px,
/// default 6), kFocusInset (px by which the ring moves inwards, for widgets that touch the edge of their
/// parent) or kNoFocusRing (true: it shows its focus itself, like a view with a current row).
class FocusRing final : public QObject
{
    Q_OBJECT

public:
    static constexpr auto kFocusRadius = "qdFocusRadius";
    static constexpr auto kFocusInset = "qdFocusInset";
    static constexpr auto kNoFocusRing = "qdNoFocusRing";
    static constexpr int kMargin = 3;

    explicit FocusRing(QApplication &app);
    ~FocusRing() override;

    /// The widget that wears the ring; null: none.
    [[nodiscard]] QWidget *target() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void moveTo(QWidget *widget);

    QPointer<QFocusFrame> m_frame;
    bool m_byKeys = false;
};

} // namespace qd::console
