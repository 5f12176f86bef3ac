// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/pages/panelview.h"
#include "console/widgets/pages/responsivegrid.h"

#include <memory>
#include <vector>

namespace qd::console {

/// Panels of a page as equal cards. A card is made when it first comes near the screen, and only near the
/// screen does its panel listen to the server. The legends of a row get one height, so that its plots end on
/// one line; a row with a table below its plots is higher, so that the plots keep their size.
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

    /// Those that were made, in the order of the panels.
    [[nodiscard]] QList<PanelView *> views() const;
    /// Makes every card at once: for a page that shows all of them anyway.
    void createAll();
    /// The cards offer to open the page behind them.
    void setOpenable(bool isOpenable);
    /// Hides the panels for which this is false.
    void setShown(const std::function<bool(const PanelSpec &)> &isShown);
    [[nodiscard]] bool hasShown() const;
    /// Starts what is within one screen of the viewport, so that scrolling meets charts that are filled
    /// already, and stops the rest.
    void updateNear(const QWidget &viewport);
    void retranslate();
    /// Freshness or time passed.
    void updateStates();

Q_SIGNALS:
    void maximizeRequested(qd::console::PanelView *view);
    void openRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void onThemeChanged() override;
    [[nodiscard]] int extraHeight(int row) const override;

private:
    struct Slot
    {
        Panel *panel;
        QWidget *holder; ///< keeps the place of a card that is not made yet
        PanelView *view;
    };

    void create(Slot &slot);
    void evenLegends();

    PageContext m_context;
    std::function<PanelView::Freshness()> m_freshness;
    std::vector<Slot> m_slots;
    QList<int> m_extra; ///< per row
    bool m_isOpenable = false;
};

} // namespace qd::console
