// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/hostfilter.h"
#include "console/widgets/controls/themedwidget.h"

#include <functional>

namespace qd::console {

class FilterChip;
class SearchField;
class ToggleChip;

/// What the host table is filtered by: a field for part of a name or for `field:value`, the chip "problems
/// only", and one chip for each field. Enter turns `field:value` into a chip, Backspace in the empty field
/// takes the last chip away. Chips wrap onto further lines.
class FilterBar final : public ThemedWidget
{
    Q_OBJECT

public:
    /// @param complete  what a person typed for a field, as a filter
    FilterBar(ThemeController &themes, std::function<HostFilter(HostFilter::Field, const QString &)> complete,
        QWidget *parent = nullptr);

    /// Shows filters that came from elsewhere; emits nothing.
    void setFilters(const HostFilterSet &filters);
    [[nodiscard]] const HostFilterSet &filters() const { return m_filters; }
    void add(const HostFilter &filter);
    void clear();
    void setProblemsOnly(bool isOn);
    void focusField();

Q_SIGNALS:
    void filtersChanged(const qd::console::HostFilterSet &filters);
    /// The table should take the focus.
    void listRequested();

protected:
    void retranslate() override;
    void onThemeChanged() override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Typed
    {
        std::optional<HostFilter> filter; ///< of `field:value`
        QString text; ///< of anything else
    };
    [[nodiscard]] Typed read(const QString &text) const;
    [[nodiscard]] static QString fieldWord(HostFilter::Field field);
    [[nodiscard]] static QString valueWord(const HostFilter &filter);
    void onTyped();
    bool commitTyped();
    void edit(qsizetype chip);
    void remove(qsizetype chip);
    void onChipMoved(qsizetype chip, int step);
    void rebuildChips();
    void place();
    void announce();

    std::function<HostFilter(HostFilter::Field, const QString &)> m_complete;
    SearchField *m_field;
    ToggleChip *m_problems;
    QList<FilterChip *> m_chips;
    HostFilterSet m_filters;
    bool m_isSetting = false;
};

} // namespace qd::console
