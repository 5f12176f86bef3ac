// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/chartstage.h"

#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/pages/spans.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace qd::console {

using namespace Qt::StringLiterals;

/// The page's cover: one card with a panel of its own, which follows the small one.
class LargeChart final : public ThemedWidget
{
    Q_OBJECT

public:
    LargeChart(Panel &panel, const PageContext &context,
        const std::function<PanelView::Freshness()> &freshness, QWidget &page)
        : ThemedWidget(context.themes, &page)
        , m_panel(panel)
        , m_context(context)
        , m_twin(panel.twin())
        , m_view(new PanelView(*m_twin, context, freshness, this))
        , m_close(new Button(context.themes, Icon::Close, {}, this))
        , m_focusBefore(QApplication::focusWidget())
    {
        setObjectName(u"largeChart"_s);
        const int margin = theme().px(20);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(margin, theme().px(16), margin, theme().px(16));
        column->addWidget(m_view->card());
        m_close->setObjectName(u"largeChartClose"_s);
        m_close->setLook(Button::Look::Quiet);
        connect(m_close, &QAbstractButton::clicked, this, &LargeChart::leave);
        connect(m_view->card(), &ChartCard::maximizeRequested, this, &LargeChart::leave);
        m_view->card()->setMaximizable(true);
        connect(&panel, &Panel::changed, this, [this] { m_twin->follow(m_panel); });
        connect(&panel, &QObject::destroyed, this, &QObject::deleteLater);
        connect(&context.time, &TimeContext::rangeChanged, this, &LargeChart::updateSpan);
        connect(&context.time, &TimeContext::liveChanged, this, &LargeChart::updateSpan);
        page.installEventFilter(this);
        retranslate();
        cover(page);
        show();
        raise();
        layout()->activate();
        updateSpan();
        m_twin->start();
        m_view->card()->chart()->setFocus(Qt::OtherFocusReason);
    }

    void leave()
    {
        hide();
        if (m_focusBefore != nullptr) {
            m_focusBefore->setFocus(Qt::OtherFocusReason);
        }
        deleteLater();
    }

    void updateState() { m_view->updateState(); }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), theme().color(Token::Canvas)); }

    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Escape) {
            // As on the chart itself, wherever in here the focus is: first the zoom, then the cover.
            if (!m_context.time.zoomBack()) {
                leave();
            }
            return;
        }
        ThemedWidget::keyPressEvent(event);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Resize && watched == parentWidget()) {
            cover(*parentWidget());
            updateSpan();
        }
        return ThemedWidget::eventFilter(watched, event);
    }

    void resizeEvent(QResizeEvent *event) override
    {
        ThemedWidget::resizeEvent(event);
        // Beside the menu of the card.
        const QSize size = m_close->sizeHint();
        m_close->setGeometry(
            width() - theme().px(20 + 40) - size.width(), theme().px(16 + 6), size.width(), theme().px(28));
        m_close->raise();
    }

    void retranslate() override
    {
        m_close->setToolTip(tr("Small again (V)"));
        m_view->retranslate();
    }

private:
    void cover(const QWidget &page) { setGeometry(page.rect()); }
    void updateSpan()
    {
        m_twin->setFrozen(m_context.time.isPaused());
        m_twin->setSpan(
            spanOf(m_context.time), static_cast<int>(m_view->card()->chart()->plotArea().width()));
    }

    Panel &m_panel;
    PageContext m_context;
    std::unique_ptr<Panel> m_twin;
    PanelView *m_view;
    Button *m_close;
    QPointer<QWidget> m_focusBefore;
};

ChartStage::ChartStage(
    QWidget &page, const PageContext &context, std::function<PanelView::Freshness()> freshness)
    : QObject(&page)
    , m_page(page)
    , m_context(context)
    , m_freshness(std::move(freshness))
{
}

ChartStage::~ChartStage() = default;

PanelView *ChartStage::focused(const QList<PanelView *> &views, const QWidget &page)
{
    const QWidget *focus = page.focusWidget(); // also while a menu or the palette has the keys
    const auto found = std::ranges::find_if(
        views, [&](const PanelView *view) { return focus && view->card()->isAncestorOf(focus); });
    return found == views.cend() ? nullptr : *found;
}

void ChartStage::toggle(const QList<PanelView *> &views)
{
    if (isOpen()) {
        close();
        return;
    }
    const auto hovered =
        std::ranges::find_if(views, [](const PanelView *view) { return view->card()->underMouse(); });
    PanelView *meant = focused(views, m_page);
    if (meant == nullptr && hovered != views.cend()) {
        meant = *hovered;
    }
    if (meant == nullptr && !views.isEmpty()) {
        meant = views.front();
    }
    if (meant != nullptr) {
        show(*meant);
    }
}

void ChartStage::show(PanelView &view)
{
    close();
    m_large = new LargeChart(view.panel(), m_context, m_freshness, m_page);
}

bool ChartStage::isOpen() const
{
    return m_large != nullptr && !m_large->isHidden(); // it may have left by itself and go with the next turn
}

void ChartStage::close()
{
    if (isOpen()) {
        m_large->leave();
    }
    m_large.clear();
}

void ChartStage::updateState()
{
    if (m_large != nullptr) {
        m_large->updateState();
    }
}

} // namespace qd::console

#include "chartstage.moc"
