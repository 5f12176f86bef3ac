// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

namespace qd::console {

/// A key cap with what it does after it: [Ctrl K] Search.
class KeyHint final : public ThemedWidget
{
    Q_OBJECT

public:
    KeyHint(
        ThemeController &themes, const QString &keys, const QString &meaning = {}, QWidget *parent = nullptr);

    void setMeaning(const QString &meaning);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
    QString m_meaning;
};

} // namespace qd::console
