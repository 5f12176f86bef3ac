// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/pages/panelview.h"

#include <QPointer>

namespace qd::console {

class LargeChart;

/// Shows one chart of a page over the whole page, with a point for every two of its own pixels, and puts it
/// back. Knows which chart is meant: the one with the focus, else the one under the pointer, else the first.
/// Lives as a child of its page.
class ChartStage final : public QObject
{
    Q_OBJECT

public:
    ChartStage(QWidget &page, const PageContext &context, std::function<PanelView::Freshness()> freshness);
    ~ChartStage() override;

    /// Shows the chart that is meant; closes the large one if there is one.
    void toggle(const QList<PanelView *> &views);
    void show(PanelView &view);
    void close();
    [[nodiscard]] bool isOpen() const;
    /// Freshness or time passed.
    void updateState();
    /// The view whose card the focus is in; null if it is elsewhere.
    [[nodiscard]] static PanelView *focused(const QList<PanelView *> &views, const QWidget &page);

private:
    QWidget &m_page;
    PageContext m_context;
    std::function<PanelView::Freshness()> m_freshness;
    QPointer<LargeChart> m_large;
};

} // namespace qd::console
