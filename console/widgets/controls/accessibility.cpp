// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/accessibility.h"

#include "console/widgets/controls/button.h"
#include "console/widgets/controls/stattile.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QRegularExpression>

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

/// A button that is only an icon is called by its tool tip, without the key in brackets, which is for the
/// eye.
class ButtonInterface final : public QAccessibleWidget
{
public:
    explicit ButtonInterface(Button *button)
        : QAccessibleWidget(button, QAccessible::Button)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const QString given = QAccessibleWidget::text(kind);
        if (kind != QAccessible::Name || !widget()->accessibleName().isEmpty()) {
            return given;
        }
        const auto *button = static_cast<const Button *>(widget());
        static const QRegularExpression kKey(u"\\s*[(\uFF08][^()]*[)\uFF09]$"_s);
        return button->text().isEmpty() ? QString(button->toolTip()).remove(kKey) : button->text();
    }

    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        const auto *button = static_cast<const Button *>(widget());
        state.checkable = button->isCheckable();
        state.checked = button->isChecked();
        state.pressed = button->isDown();
        return state;
    }

    [[nodiscard]] QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }

    void doAction(const QString &action) override
    {
        if (action == pressAction()) {
            static_cast<Button *>(widget())->click();
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
    if (className == "qd::console::Button"_L1) {
        return new ButtonInterface(static_cast<Button *>(object));
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
