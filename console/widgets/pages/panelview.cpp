// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/panelview.h"

#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/pages/words.h"

#include <QCoreApplication>

namespace qd::console {

PanelView::PanelView(
    Panel &panel, const PageContext &context, std::function<Freshness()> freshness, QWidget *parent)
    : m_panel(panel)
    , m_context(context)
    , m_freshness(std::move(freshness))
    , m_card(new ChartCard(
          context.themes, context.time, m_formatter, words::panelTitle(panel.spec().id), parent))
{
    setParent(m_card);
    m_card->setObjectName(panel.spec().id);
    connect(&panel, &Panel::changed, this,
        [this] { m_context.time.turns().add(this, [this] { updateData(); }); });
    connect(m_card, &ChartCard::actionTriggered, this, [this] { m_panel.refresh(); });
    updateData();
}

Subject PanelView::subject(const std::optional<Location> &place) const
{
    Subject subject;
    subject.value = m_card->chart()->valuesText();
    subject.query = m_panel.queryText();
    subject.place = place;
    return subject;
}

void PanelView::retranslate()
{
    m_formatter = Formatter();
    m_card->setTitle(words::panelTitle(m_panel.spec().id));
    m_card->setFormatter(m_formatter);
    updateData(); // series are called by translated words
}

void PanelView::updateData()
{
    m_card->setData(words::chartData(m_panel.data()));
    m_card->setQuery(m_panel.queryText());
    updateState();
}

void PanelView::updateState()
{
    const Freshness freshness = m_freshness();
    m_card->setState(words::viewState(m_panel.view(), freshness.isFresh, freshness.until, m_context.now(),
        m_formatter,
        QCoreApplication::translate("qd::console::PanelView", "No samples of this kind in the time shown.")));
}

} // namespace qd::console
