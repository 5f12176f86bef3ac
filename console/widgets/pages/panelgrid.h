// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/pages/panelview.h"
#include "console/widgets/pages/responsivegrid.h"

#include <memory>
#include <vector>

namespace qd::console {

/// Panels of a page as equal cards. The legends of a row get one height, so that its plots end on one line.
class PanelGrid final : public ResponsiveGrid
{
    Q_OBJECT

public:
    /// Width below which a card has no room for its time labels; what queries are asked for.
    static constexpr int kColumn = 300;
    static constexpr int kHeight = 264; ///< a table of four series leaves the plot more than half

    PanelGrid(const std::vector<std::unique_ptr<Panel>> &panels, const PageContext &context,
        const std::function<PanelView::Freshness()> &freshness, int maxColumns, QWidget *parent);

    [[nodiscard]] const QList<PanelView *> &views() const { return m_views; }
    void retranslate();
    /// Freshness or time passed.
    void updateStates();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void evenLegends(qsizetype row);
    void evenAllLegends();

    QList<PanelView *> m_views;
};

} // namespace qd::console
