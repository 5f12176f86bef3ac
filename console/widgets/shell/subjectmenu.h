// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPoint;
class QWidget;

namespace qd::console {

class AppContext;
class CommandRegistry;

/// Shows the commands about what is selected that can run now, at a point of the screen; nothing if there is
/// none. The menu deletes itself.
void openSubjectMenu(
    QWidget &parent, const CommandRegistry &commands, AppContext &context, const QPoint &globalAt);

/// What the menu key does: asks the widget with the focus for its menu, at the current row of a table.
void openMenuOfFocus();

} // namespace qd::console
