// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/hostpresenter.h"
#include "console/widgets/controls/themedwidget.h"

class QHBoxLayout;
class QListWidget;
class QListWidgetItem;

namespace qd::console {

class FilterChip;
class Label;
class SearchField;
class ToggleChip;

/// What to draw over the charts of a host: the period before, and up to three other hosts. Content of a
/// popover; every choice shows at once.
class ComparePicker final : public ThemedWidget
{
    Q_OBJECT

public:
    ComparePicker(ThemeController &themes, HostPresenter &presenter, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void retranslate() override;

private:
    void updateChips();
    void updateList();
    void toggle(const QListWidgetItem *item);

    HostPresenter &m_presenter;
    ToggleChip *m_previous;
    Label *m_title;
    QHBoxLayout *m_chosen;
    QList<FilterChip *> m_chips;
    SearchField *m_filter;
    QListWidget *m_list;
};

} // namespace qd::console
