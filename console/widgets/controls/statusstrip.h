// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>

#include <optional>

namespace qd::console {

class StatusItem;

/// The status bar: facts at the left and the right, each a button that explains itself.
class StatusStrip final : public ThemedWidget
{
    Q_OBJECT

public:
    static constexpr int kHeight = 26; ///< px at 100 %

    explicit StatusStrip(ThemeController &themes, QWidget *parent = nullptr);

    enum class Side { Left, Right };

    /// Adds or changes an item. @param id object name; @param level a dot before the text, nullopt: none
    void setItem(const QString &id, Side side, const QString &text, std::optional<Severity> level = {},
        const QString &toolTip = {});
    void removeItem(const QString &id);
    [[nodiscard]] QString textOf(const QString &id) const;
    /// A line in the critical colour at the top edge: the connection is lost.
    void setAlarmed(bool alarmed);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void itemActivated(const QString &id, const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void onThemeChanged() override;

private:
    void place();
    [[nodiscard]] StatusItem *find(const QString &id) const;

    QList<StatusItem *> m_left;
    QList<StatusItem *> m_right;
    bool m_isAlarmed = false;
};

} // namespace qd::console
