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
        const int index = static_cast<int>(m_views.size());
        m_views.append(view);
        add(view->card());
        connect(view->card()->chart(), &TimeChart::dataChanged, this,
            [this, index] { evenLegends(index / columns()); });
    }
}

int PanelGrid::extraHeight(int row) const
{
    return m_extra.value(row);
}

void PanelGrid::evenLegends(int row)
{
    const qsizetype first = qsizetype{row} * columns();
    const qsizetype last = std::min(first + columns(), m_views.size());
    int wanted = 0;
    bool hasTable = false;
    for (qsizetype i = first; i < last; ++i) {
        wanted = std::max(wanted, m_views[i]->card()->wantedLegendHeight());
        hasTable = hasTable || m_views[i]->card()->wantsLegendTable();
    }
    m_extra.resize(std::max<qsizetype>(m_extra.size(), row + 1));
    if (const int extra = hasTable ? kTableHeight : 0; extra != m_extra[row]) {
        m_extra[row] = extra;
        place();
    }
    for (qsizetype i = first; i < last; ++i) {
        m_views[i]->card()->setLegendHeight(wanted);
    }
}

void PanelGrid::evenAllLegends()
{
    m_extra.clear();
    for (int row = 0; row * columns() < m_views.size(); ++row) {
        evenLegends(row);
    }
    place();
}

void PanelGrid::resizeEvent(QResizeEvent *event)
{
    const bool isWider = event->size().width() != event->oldSize().width();
    ResponsiveGrid::resizeEvent(event);
    if (isWider) {
        evenAllLegends();
    }
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
