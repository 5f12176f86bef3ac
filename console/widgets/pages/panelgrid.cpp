// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/panelgrid.h"

#include "console/widgets/charts/chartcard.h"

#include <QVBoxLayout>

#include <algorithm>

namespace qd::console {

PanelGrid::PanelGrid(const std::vector<std::unique_ptr<Panel>> &panels, const PageContext &context,
    const std::function<PanelView::Freshness()> &freshness, int maxColumns, QWidget *parent)
    : ResponsiveGrid(context.themes, kColumn, kHeight, maxColumns, parent)
    , m_context(context)
    , m_freshness(freshness)
{
    for (const auto &panel : panels) {
        auto *holder = new QWidget(this);
        m_slots.push_back({panel.get(), holder, nullptr});
        add(holder);
    }
}

void PanelGrid::create(Slot &slot)
{
    auto *layout = new QVBoxLayout(slot.holder);
    layout->setContentsMargins(0, 0, 0, 0);
    slot.view = new PanelView(*slot.panel, m_context, m_freshness, slot.holder);
    layout->addWidget(slot.view->card());
    layout->activate();
    ChartCard *card = slot.view->card();
    card->setMaximizable(true);
    card->setOpenable(m_isOpenable);
    connect(card, &ChartCard::openRequested, this, &PanelGrid::openRequested);
    connect(card, &ChartCard::maximizeRequested, this,
        [this, view = slot.view] { Q_EMIT maximizeRequested(view); });
    connect(card->chart(), &TimeChart::dataChanged, this, &PanelGrid::evenLegends);
}

void PanelGrid::setOpenable(bool isOpenable)
{
    m_isOpenable = isOpenable;
    for (const PanelView *view : views()) {
        view->card()->setOpenable(isOpenable);
    }
}

void PanelGrid::createAll()
{
    for (Slot &slot : m_slots) {
        if (slot.view == nullptr) {
            create(slot);
        }
    }
}

QList<PanelView *> PanelGrid::views() const
{
    QList<PanelView *> made;
    for (const Slot &slot : m_slots) {
        if (slot.view != nullptr) {
            made.append(slot.view);
        }
    }
    return made;
}

void PanelGrid::setShown(const std::function<bool(const PanelSpec &)> &isShown)
{
    int shown = 0;
    for (const Slot &slot : m_slots) {
        const bool isOn = isShown(slot.panel->spec());
        slot.holder->setVisible(isOn);
        shown += isOn ? 1 : 0;
    }
    setMaxColumns(shown % 3 == 0 && shown % 4 != 0 ? 3 : 4);
    place();
    evenLegends();
}

bool PanelGrid::hasShown() const
{
    return std::ranges::any_of(m_slots, [](const Slot &slot) { return !slot.holder->isHidden(); });
}

void PanelGrid::updateNear(const QWidget &viewport)
{
    const int height = viewport.height();
    for (Slot &slot : m_slots) {
        const int top = slot.holder->mapTo(&viewport, QPoint(0, 0)).y();
        const bool isNear = !slot.holder->isHidden() && !isHidden() && top < 2 * height
            && top + slot.holder->height() > -height;
        if (isNear && slot.view == nullptr) {
            create(slot);
        }
        isNear ? slot.panel->start() : slot.panel->stop();
    }
}

int PanelGrid::extraHeight(int row) const
{
    return m_extra.value(row);
}

void PanelGrid::evenLegends()
{
    QList<QList<ChartCard *>> rows; // of the cards that were made
    int place = 0;
    for (const Slot &slot : m_slots) {
        if (slot.holder->isHidden()) {
            continue;
        }
        const int row = place++ / std::max(1, columns());
        rows.resize(row + 1);
        if (slot.view != nullptr) {
            rows[row].append(slot.view->card());
        }
    }
    QList<int> extra;
    for (const QList<ChartCard *> &cards : std::as_const(rows)) {
        const bool hasTable =
            std::ranges::any_of(cards, [](const ChartCard *card) { return card->wantsLegendTable(); });
        extra.append(hasTable ? kTableHeight : 0);
    }
    if (extra != m_extra) {
        m_extra = extra;
        ResponsiveGrid::place();
    }
    for (const QList<ChartCard *> &cards : std::as_const(rows)) {
        int wanted = 0;
        for (const ChartCard *card : cards) {
            wanted = std::max(wanted, card->wantedLegendHeight());
        }
        for (ChartCard *card : cards) {
            card->setLegendHeight(wanted);
        }
    }
}

void PanelGrid::resizeEvent(QResizeEvent *event)
{
    const bool isWider = event->size().width() != event->oldSize().width();
    ResponsiveGrid::resizeEvent(event);
    if (isWider) {
        evenLegends();
    }
}

void PanelGrid::onThemeChanged()
{
    ResponsiveGrid::onThemeChanged();
    evenLegends();
}

void PanelGrid::retranslate()
{
    for (PanelView *view : views()) {
        view->retranslate();
    }
    evenLegends();
}

void PanelGrid::updateStates()
{
    for (PanelView *view : views()) {
        view->updateState();
    }
}

} // namespace qd::console
