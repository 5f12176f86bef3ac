// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/timetext.h"
#include "console/widgets/controls/themedwidget.h"

#include <functional>

class QVBoxLayout;

namespace qd::console {

class Button;
class Field;
class Label;
class LineInput;
class SegmentedControl;

/// The content of the time picker's popover: quick ranges, one line that reads time as text, absolute ends,
/// and what was chosen before.
class TimePicker final : public ThemedWidget
{
    Q_OBJECT

public:
    TimePicker(ThemeController &themes, std::function<TimeMs()> now, QWidget *parent = nullptr);

    /// Fills in the range of the moment and takes the focus.
    void open(TimeMs from, TimeMs to);
    /// Which zone is the chosen one; tells nobody.
    void setUtc(bool isUtc);

Q_SIGNALS:
    void chosen(const qd::console::TimeChoice &choice);
    /// A person wants every time of the window in UTC, or in the zone of the desktop.
    void zoneChosen(bool isUtc);

protected:
    void retranslate() override;

private:
    void build();
    void submitText();
    void submitEnds();
    void choose(const TimeChoice &choice);
    void updateRecent();
    void fillEnds();
    [[nodiscard]] QString problemText(const Error &error) const;

    static constexpr int kMaxRecent = 4;

    std::function<TimeMs()> m_now;
    Formatter m_formatter;
    QList<Button *> m_quick;
    Field *m_textField;
    LineInput *m_text;
    Field *m_fromField;
    LineInput *m_from;
    Field *m_toField;
    LineInput *m_to;
    Button *m_apply;
    Label *m_hint;
    Label *m_recentTitle;
    QVBoxLayout *m_recentBox;
    QList<TimeChoice> m_recent;
    SegmentedControl *m_zone;
    TimeMs m_shownFrom{}; ///< as open() gave them, to write them anew in another zone
    TimeMs m_shownTo{};
};

} // namespace qd::console
