// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/pages/panelview.h"
#include "console/widgets/pages/responsivegrid.h"

#include <memory>
#include <vector>

namespace qd::console {

/// Panels of a page as equal cards. The legends of a row get one height, so that its plots end on one line; a
/// row with a table below its plots is higher, so that the plots keep their size.
class PanelGrid final : public ResponsiveGrid
{
    Q_OBJECT

public:
    /// Width below which a card has no room for its time labels; what queries are asked for.
    static constexpr int kColumn = 300;
    static constexpr int kHeight = 244;
    static constexpr int kTableHeight = 64; ///< more, for a legend that is a table

    PanelGrid(const std::vector<std::unique_ptr<Panel>> &panels, const PageContext &context,
        const std::function<PanelView::Freshness()> &freshness, int maxColumns, QWidget *parent);

    [[nodiscard]] const QList<PanelView *> &views() const { return m_views; }
    void retranslate();
    /// Freshness or time passed.
    void updateStates();

protected:
    void resizeEvent(QResizeEvent *event) override;
    [[nodiscard]] int extraHeight(int row) const override;

private:
    void evenLegends(int row);
    void evenAllLegends();

    QList<PanelView *> m_views;
    QList<int> m_extra; ///< per row
};

} // namespace qd::console
