// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <optional>

namespace qd::console {

/// A severity pill: shape, colour and word. Read by screen readers as its words.
class Pill final : public ThemedWidget
{
    Q_OBJECT

public:
    explicit Pill(ThemeController &themes, QWidget *parent = nullptr);

    /// @param word  replaces the level's own word ("Down 14 m"); empty: the level's
    void setSeverity(Severity level, const QString &word = {});
    [[nodiscard]] Severity severity() const { return m_level; }
    [[nodiscard]] QString word() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void retranslate() override;

private:
    Severity m_level = Severity::Unknown;
    QString m_word;
};

/// A fact in an outlined box: "prod", "tier-1", "312 hosts".
class Chip final : public ThemedWidget
{
    Q_OBJECT

public:
    Chip(ThemeController &themes, const QString &text, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

/// A chip that can be switched: filters above lists. May carry a count and a severity glyph.
class ToggleChip final : public ThemedButton
{
    Q_OBJECT

public:
    ToggleChip(ThemeController &themes, const QString &text, QWidget *parent = nullptr);

    /// Negative hides it.
    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }
    /// Shows the level's glyph before the text and tints the edge.
    void setSeverity(std::optional<Severity> level);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintFace(QPainter &painter, double hover) override;

private:
    int m_count = -1;
    std::optional<Severity> m_level;
};

/// A filter as "field: value" with a cross: Del, Backspace or the cross removes it.
class FilterChip final : public ThemedButton
{
    Q_OBJECT

public:
    FilterChip(
        ThemeController &themes, const QString &field, const QString &value, QWidget *parent = nullptr);

    [[nodiscard]] QString field() const { return m_field; }
    [[nodiscard]] QString value() const { return m_value; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void removed();

protected:
    void paintFace(QPainter &painter, double hover) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRectF crossArea() const;

    QString m_field;
    QString m_value;
};

} // namespace qd::console
