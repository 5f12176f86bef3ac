// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace qd::console {

/// What can be done to the table of a page, whichever it is.
enum class TableAction {
    FilterByCell, ///< leaves only rows with the value that is pointed at
    ExcludeCell,
    ClearFilters,
    ChooseColumns,
    SortByColumn, ///< takes the keys to its header
    SaveView,
    UpdateView, ///< saves the table as it is under the name of its view
    RenameView,
    DeleteView,
    Export,
};

} // namespace qd::console
