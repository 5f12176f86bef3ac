// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/panelgrid.h"

#include "console/widgets/charts/chartcard.h"

#include <algorithm>

namespace qd::console {

PanelGrid::PanelGrid(const std::vector<std::unique_ptr<Panel>> &panels, const PageContext &context,
    const std::function<PanelView::Freshness()> &freshness, int maxColumns, QWidget *parent)
    : ResponsiveGrid(context.themes, kColumn, kHeight, maxColumns, parent)
{
    for (const auto &panel : panels) {
        auto *view = new PanelView(*panel, context, freshness, this);
        const qsizetype place = m_views.size();
        m_views.append(view);
        add(view->card());
        connect(view->card()->chart(), &TimeChart::dataChanged, this,
            [this, place] { evenLegends(place / columns()); });
    }
}

void PanelGrid::evenLegends(qsizetype row)
{
    const qsizetype first = row * columns();
    const qsizetype last = std::min(first + columns(), m_views.size());
    int wanted = 0;
    for (qsizetype i = first; i < last; ++i) {
        wanted = std::max(wanted, m_views[i]->card()->wantedLegendHeight());
    }
    for (qsizetype i = first; i < last; ++i) {
        m_views[i]->card()->setLegendHeight(wanted);
    }
}

void PanelGrid::evenAllLegends()
{
    for (qsizetype row = 0; row * columns() < m_views.size(); ++row) {
        evenLegends(row);
    }
}

void PanelGrid::resizeEvent(QResizeEvent *event)
{
    ResponsiveGrid::resizeEvent(event);
    evenAllLegends();
}

void PanelGrid::retranslate()
{
    for (PanelView *view : std::as_const(m_views)) {
        view->retranslate();
    }
    evenAllLegends();
}

void PanelGrid::updateStates()
{
    for (PanelView *view : std::as_const(m_views)) {
        view->updateState();
    }
}

} // namespace qd::console
