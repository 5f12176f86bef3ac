// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/pages/panelview.h"
#include "console/widgets/pages/responsivegrid.h"

#include <memory>
#include <vector>

namespace qd::console {

/// Panels of a page as equal cards. A card is made when it first comes near the screen, and only near the
/// screen does its panel listen to the server. The legends of a row get one height, so that its plots end on
/// one line.
class PanelGrid final : public ResponsiveGrid
{
    Q_OBJECT

public:
    /// Width below which a card has no room for its time labels; what queries are asked for.
    static constexpr int kColumn = 300;
    static constexpr int kHeight = 264; ///< a table of four series leaves the plot more than half

    PanelGrid(const std::vector<std::unique_ptr<Panel>> &panels, const PageContext &context,
        const std::function<PanelView::Freshness()> &freshness, int maxColumns, QWidget *parent);

    /// Those that were made, in the order of the panels.
    [[nodiscard]] QList<PanelView *> views() const;
    /// Makes every card at once: for a page that shows all of them anyway.
    void createAll();
    /// Hides the panels for which this is false.
    void setShown(const std::function<bool(const PanelSpec &)> &isShown);
    [[nodiscard]] bool hasShown() const;
    /// Starts what is within one screen of the viewport, so that scrolling meets charts that are filled
    /// already, and stops the rest.
    void updateNear(const QWidget &viewport);
    void retranslate();
    /// Freshness or time passed.
    void updateStates();

protected:
    void resizeEvent(QResizeEvent *event) override;

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
};

} // namespace qd::console
