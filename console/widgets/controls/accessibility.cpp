// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/accessibility.h"

#include "console/widgets/controls/stattile.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

class TileInterface final : public QAccessibleWidget
{
public:
    explicit TileInterface(StatTile *tile)
        : QAccessibleWidget(tile, QAccessible::Button)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const auto *tile = static_cast<const StatTile *>(widget());
        switch (kind) {
        case QAccessible::Name:
            return tile->content().title;
        case QAccessible::Value:
        case QAccessible::Description:
            return tile->spokenValue();
        default:
            return QAccessibleWidget::text(kind);
        }
    }

    [[nodiscard]] QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }

    void doAction(const QString &action) override
    {
        if (action == pressAction()) {
            static_cast<StatTile *>(widget())->click();
        } else {
            QAccessibleWidget::doAction(action);
        }
    }
};

QAccessibleInterface *create(const QString &className, QObject *object)
{
    constexpr std::array kTexts{"qd::console::Pill"_L1, "qd::console::Chip"_L1, "qd::console::Label"_L1,
        "qd::console::KeyHint"_L1, "qd::console::Banner"_L1};
    if (className == "qd::console::StatTile"_L1) {
        return new TileInterface(static_cast<StatTile *>(object));
    }
    if (std::ranges::find(kTexts, className) != kTexts.end()) {
        return new QAccessibleWidget(static_cast<QWidget *>(object), QAccessible::StaticText);
    }
    return nullptr;
}

} // namespace

void installControlAccessibility()
{
    QAccessible::removeFactory(create);
    QAccessible::installFactory(create);
}

} // namespace qd::console
