// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/burstpresenter.h"
#include "console/widgets/controls/themedwidget.h"

namespace qd::console {

/// "Burst 4:32 ×": the host is sampled every second, and for how long still. A click, or Esc while it has the
/// focus, asks for the end. Hidden while there is no burst.
class BurstChip final : public ThemedButton
{
    Q_OBJECT

public:
    explicit BurstChip(ThemeController &themes, QWidget *parent = nullptr);

    /// @param mayEnd  what is in the way of ending it; then a click does nothing and the tool tip says why
    void setStatus(const BurstStatus &status, BurstObstacle mayEnd);
    [[nodiscard]] BurstStatus status() const { return m_status; }
    /// Why the server said no, as a sentence.
    [[nodiscard]] static QString refusal(const Error &error);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void endRequested();

protected:
    void paintFace(QPainter &painter, double hover) override;
    void keyPressEvent(QKeyEvent *event) override;
    void retranslate() override;

private:
    void updateWords();
    [[nodiscard]] bool isRunning() const { return m_status.phase == BurstStatus::Phase::Running; }

    BurstStatus m_status;
    BurstObstacle m_mayEnd = BurstObstacle::None;
};

} // namespace qd::console
