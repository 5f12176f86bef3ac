// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QLineEdit>

namespace qd::console {

/// A line of input with an optional icon at the left and a key cap at the right (hidden while there is text).
/// The frame is painted by AppStyle, so plain QLineEdits match.
class LineInput : public QLineEdit
{
    Q_OBJECT

public:
    explicit LineInput(ThemeController &themes, QWidget *parent = nullptr);

    void setLeadingIcon(Icon icon);
    /// "/" or "Ctrl K": shown, not bound.
    void setKeyHint(const QString &keys);
    /// Puts a small widget at the right end and keeps the text clear of it while it is there. Takes
    /// ownership.
    void setTrailing(QWidget *widget);
    /// Draws the edge in the critical colour.
    void setInvalid(bool invalid);
    [[nodiscard]] bool isInvalid() const { return m_isInvalid; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateMargins();

    ThemeController &m_themes;
    QWidget *m_trailing = nullptr;
    QString m_keys;
    int m_icon = -1;
    bool m_isInvalid = false;
};

/// A filter or search field: magnifier, key cap, Esc clears and then gives the focus back.
class SearchField final : public LineInput
{
    Q_OBJECT

public:
    explicit SearchField(ThemeController &themes, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Esc in an empty field, or the second Esc.
    void dismissed();
    /// Down or Enter: the list below should take the focus.
    void listRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

/// Label above an input and, when there is one, the error below it, on as many lines as it needs. The label
/// is the input's buddy and name.
class Field final : public ThemedWidget
{
    Q_OBJECT

public:
    /// Takes ownership of `input`.
    Field(ThemeController &themes, const QString &label, QWidget *input, QWidget *parent = nullptr);

    void setLabel(const QString &label);
    /// Empty clears it. Announced to screen readers and added to the input's description.
    void setError(const QString &message);
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QWidget *input() const { return m_input; }
    /// Where the error is written at the width of the moment.
    [[nodiscard]] QRect errorArea() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void onThemeChanged() override;

private:
    void place();
    [[nodiscard]] int errorHeight() const;

    QString m_label;
    QString m_error;
    QWidget *m_input;
};

} // namespace qd::console
