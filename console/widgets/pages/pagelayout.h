// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QScrollArea;
class QVBoxLayout;
class QWidget;

namespace qd::console {

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

} // namespace qd::console
