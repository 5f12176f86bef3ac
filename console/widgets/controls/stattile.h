// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/painting.h"
#include "console/widgets/controls/themedwidget.h"
#include "console/widgets/controls/viewstate.h"

#include <QList>

#include <optional>

namespace qd::console {

/// What a tile shows. Words come translated and numbers formatted; the tile only lays them out.
struct TileContent
{
    QString title;
    QString number; ///< "48.2"
    QString unit; ///< "k/s", "/ 312"
    QString note; ///< bottom line: "▲ 6.4 % vs 1 h ago" without the triangle
    enum class Trend : std::uint8_t { None, Up, Down } trend = Trend::None;
    enum class Judgement : std::uint8_t { Neutral, Better, Worse } judgement = Judgement::Neutral;
    QList<double> spark; ///< at most 60 points
    std::optional<Severity> sparkSeverity; ///< colour of the line; none: first series colour
    /// Share bar under the number: healthy, degraded, down. Empty: none.
    QList<std::pair<Severity, double>> shares = {};
    /// Glyph and count at the right: alerts by level.
    QList<std::pair<Severity, int>> counts = {};
    double shareTotal = 0.0; ///< what the whole share bar stands for; 0: the sum of the shares

    bool operator==(const TileContent &) const = default;
};

/// A tile of the overview: title, large number, unit, note, and a sparkline, share bar or counts. A click or
/// Enter opens its page; the menu is on Shift+F10 and the right button.
class StatTile final : public ThemedButton
{
    Q_OBJECT

public:
    explicit StatTile(ThemeController &themes, QWidget *parent = nullptr);

    void setContent(const TileContent &content);
    [[nodiscard]] const TileContent &content() const { return m_content; }
    void setState(const ViewState &state);
    [[nodiscard]] const ViewState &state() const { return m_state; }
    /// "p95 latency: 842 ms, up 212 % vs 1 h ago": what screen readers hear.
    [[nodiscard]] QString spokenValue() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Right button or Shift+F10; a point of the screen.
    void menuRequested(const QPoint &globalAt);

protected:
    void paintFace(QPainter &painter, double hover) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void paintContent(QPainter &painter);
    void paintNote(QPainter &painter, const QRectF &area);
    void paintCounts(QPainter &painter, const QRectF &area);
    void paintStateText(QPainter &painter);

    TileContent m_content;
    ViewState m_state = ViewState::loading();
};

} // namespace qd::console
