// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"
#include "console/widgets/controls/viewstate.h"

#include <QPointer>
#include <QTimer>

namespace qd::console {

class Button;

/// Shape of the grey placeholder that stands for data on first load.
enum class SkeletonShape { Chart, Table, Tile, Text };

/// Shows a content widget in one of the states of ViewState: skeleton after 150 ms when there is nothing yet,
/// a 2 px line at the top while refreshing, an empty or failed message in place of the content, the content
/// at 45 % opacity with its age when it is old. The content is never destroyed, so it keeps selection and
/// scroll position.
class StateView final : public ThemedWidget
{
    Q_OBJECT

public:
    /// Takes ownership of `content`.
    StateView(ThemeController &themes, QWidget *content, SkeletonShape shape, QWidget *parent = nullptr);

    void setState(const ViewState &state);
    [[nodiscard]] const ViewState &state() const { return m_state; }
    [[nodiscard]] QWidget *content() const { return m_content; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The button of an empty or failed state.
    void actionTriggered();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void onThemeChanged() override;

private:
    class Overlay;

    void apply();

    ViewState m_state;
    QWidget *m_content;
    Overlay *m_overlay;
    QTimer m_skeletonDelay;
};

} // namespace qd::console
