// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/panel.h"
#include "console/presenters/subject.h"
#include "console/widgets/pages/pagecontext.h"

#include <QObject>

#include <functional>

namespace qd::console {

class ChartCard;

/// Shows one Panel in one ChartCard: data, state, query, title. Lives as a child of the card.
class PanelView final : public QObject
{
    Q_OBJECT

public:
    /// When what the page shows was last known to be true.
    struct Freshness
    {
        bool isFresh = false;
        TimeMs until{};
    };

    PanelView(
        Panel &panel, const PageContext &context, std::function<Freshness()> freshness, QWidget *parent);

    [[nodiscard]] ChartCard *card() const { return m_card; }
    [[nodiscard]] Panel &panel() const { return m_panel; }
    /// What commands open and copy while the chart has the focus.
    [[nodiscard]] Subject subject(const std::optional<Location> &place) const;
    void retranslate();
    /// Freshness or time passed: state only.
    void updateState();

private:
    void updateData();

    Panel &m_panel;
    PageContext m_context;
    std::function<Freshness()> m_freshness;
    Formatter m_formatter;
    ChartCard *m_card;
};

} // namespace qd::console
