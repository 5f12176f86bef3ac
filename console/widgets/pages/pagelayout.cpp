// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/pagelayout.h"

#include "console/theme/theme.h"
#include "console/widgets/controls/card.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

namespace qd::console {

PageColumn makePageColumn(QWidget &page, const Theme &theme)
{
    auto *scroll = new QScrollArea(&page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its parts take the focus; a ring around everything says nothing
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *outer = new QVBoxLayout(&page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setSpacing(theme.px(12));
    column->setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16));
    scroll->setWidget(content);
    return {scroll, content, column};
}

void showTableState(Card &card, ViewState state, const QString &subtitle)
{
    const bool isOld = state.isDimmed() && !state.age.isEmpty();
    card.setSubtitle(isOld ? std::exchange(state.age, {}) : subtitle);
    card.setState(state);
}

} // namespace qd::console
