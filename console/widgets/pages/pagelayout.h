// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/viewstate.h"

#include <QString>

class QScrollArea;
class QVBoxLayout;
class QWidget;

namespace qd::console {

class Card;
class Theme;

/// A page that is one column in a scroll area: header, tiles, charts, tables under each other.
struct PageColumn
{
    QScrollArea *scroll;
    QWidget *content; ///< parent of everything on the page
    QVBoxLayout *column;
};

/// Fills an empty page with its column.
[[nodiscard]] PageColumn makePageColumn(QWidget &page, const Theme &theme);

/// Shows the state of a table. The age of old data goes beside the title instead of `subtitle`: over the
/// table it would cover the heads of columns.
void showTableState(Card &card, ViewState state, const QString &subtitle = {});

} // namespace qd::console
