// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/subjectmenu.h"

#include "console/commands/appcontext.h"
#include "console/commands/command.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>

namespace qd::console {

using namespace Qt::StringLiterals;

void openSubjectMenu(
    QWidget &parent, const CommandRegistry &commands, AppContext &context, const QPoint &globalAt)
{
    auto *menu = new QMenu(&parent);
    menu->setObjectName(u"subjectMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto &command : commands.commands()) {
        const QString id = command->id();
        if (id.startsWith("subject."_L1) && command->obstacle(context).isEmpty()) {
            QAction *action = menu->addAction(command->title(), &parent,
                [&commands, &context, id] { static_cast<void>(commands.run(id, context)); });
            action->setObjectName(id);
        }
    }
    if (menu->isEmpty()) {
        delete menu;
        return;
    }
    menu->popup(globalAt);
}

void openMenuOfFocus()
{
    QWidget *target = QApplication::focusWidget();
    if (target == nullptr) {
        return;
    }
    QPoint at = target->rect().center();
    if (auto *view = qobject_cast<QAbstractItemView *>(target)) {
        target = view->viewport();
        at = view->visualRect(view->currentIndex()).center();
    }
    QContextMenuEvent event(QContextMenuEvent::Keyboard, at, target->mapToGlobal(at));
    QCoreApplication::sendEvent(target, &event);
}

} // namespace qd::console
