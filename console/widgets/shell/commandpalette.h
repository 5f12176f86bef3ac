// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/palettepresenter.h"
#include "console/widgets/controls/themedwidget.h"

class QListView;

namespace qd::console {

class Label;
class SearchField;

/// The content of the palette's popover: one field over one list.
class CommandPalette final : public ThemedWidget
{
    Q_OBJECT

public:
    CommandPalette(ThemeController &themes, PalettePresenter &presenter, QWidget *parent = nullptr);

    /// Starts over with the commands of the moment.
    void open(std::vector<PaletteEntry> commands);

    /// Fixed: a popover takes the size of its content.
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }

Q_SIGNALS:
    /// @param isInWindow  a place is to open in a window of its own
    void chosen(const qd::console::PaletteEntry &entry, bool isInWindow);
    void dismissed();

protected:
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void select(int row);
    void accept(bool isInWindow);
    void onReset();

    PalettePresenter &m_presenter;
    SearchField *m_field;
    QListView *m_list;
    Label *m_nothing; ///< in place of an empty list
    Label *m_hint;
};

} // namespace qd::console
