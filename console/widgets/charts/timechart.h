// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/format/timeaxis.h"
#include "console/format/valueaxis.h"
#include "console/theme/seriespalette.h"
#include "console/theme/themecontroller.h"
#include "console/widgets/charts/chartdata.h"
#include "console/widgets/charts/chartgeometry.h"

#include <QChartView>
#include <QHash>
#include <QPixmap>
#include <QPointer>
#include <QSet>

#include <optional>

class QLineSeries;
class QValueAxis;

namespace qd::console {

class ChartTooltip;
struct TooltipContent;

/// The plot of a time chart. Qt Charts maps and draws the lines; grid, ticks, fills, bands, marks,
/// thresholds, cursor and tool tip are painted here. Range, cursor and zoom belong to the TimeContext, which
/// all charts of a window share. Everything that changes with the pointer is painted over a cached picture of
/// the rest.
class TimeChart final : public QChartView
{
    Q_OBJECT

public:
    /// References must outlive the chart.
    TimeChart(
        ThemeController &themes, TimeContext &time, const Formatter &formatter, QWidget *parent = nullptr);
    ~TimeChart() override;

    /// Replaces what is shown; series objects are reused. More than kMaxSeriesPerChart are cut and counted.
    void setData(const ChartData &data);
    [[nodiscard]] const ChartData &data() const { return m_data; }
    void setFormatter(const Formatter &formatter);
    [[nodiscard]] const Formatter &formatter() const { return m_formatter; }

    /// Only these series are drawn; empty: all.
    void setVisibleSeries(const QSet<QString> &ids);
    [[nodiscard]] bool isSeriesVisible(int index) const;
    /// The others fade to 25 %; -1: none.
    void setHighlighted(int index);

    [[nodiscard]] QColor colorOf(int index) const;
    /// A colour of the palette (0-6) for a series, kept by its id; nullopt: the one that it is given.
    void chooseColor(int index, std::optional<int> slot);
    [[nodiscard]] std::optional<int> chosenColor(int index) const;
    [[nodiscard]] bool isDashed(int index) const;
    [[nodiscard]] UnitScale scale() const { return m_scale; }
    [[nodiscard]] ValueAxis axis() const { return m_axis; }
    [[nodiscard]] QRectF plotArea() const { return m_plot; }
    [[nodiscard]] geometry::Mapping mapping() const;
    [[nodiscard]] QList<TimeTick> tickPositions() const { return m_ticks; }
    /// Value of a series at the cursor or, without one, its last; NaN in a gap.
    [[nodiscard]] double valueAtCursor(int index) const;
    [[nodiscard]] bool isTooltipPinned() const { return m_pinned.has_value(); }
    [[nodiscard]] bool isTooltipVisible() const;
    /// A value with the prefix of this chart's axis: "842 ms".
    [[nodiscard]] QString valueText(double value) const;
    /// A value with the prefix of the axis and as many places as it has itself: a limit of 0.85, not 0.9.
    [[nodiscard]] QString exactText(double value) const;
    /// "No data: the agent was down".
    [[nodiscard]] static QString gapText(GapReason reason);
    /// A sentence for screen readers: "p95: last 864 ms, max 990 ms at 17:36; ...", and the newest gaps.
    [[nodiscard]] QString description() const;
    /// A line for each series that is shown: its name, a tab, and its value at the cursor or its last.
    [[nodiscard]] QString valuesText() const;
    /// "no samples before 12:41:20" where the range begins without any; else empty.
    [[nodiscard]] QString beginningText() const;
    /// The value under a text description of one series at the cursor, spoken when the cursor moves by keys.
    [[nodiscard]] QString cursorText() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void dataChanged();
    void bandActivated(const QString &id);
    void tableRequested();
    void seriesHovered(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &area) override;
    void drawForeground(QPainter *painter, const QRectF &area) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Drag { None, Zoom, ValueZoom, Measure };

    void onThemeChanged();
    void onRangeChanged();
    /// Takes over the range of the context.
    void adoptRange();
    void onCursorChanged();
    void relayout();
    void updateAxes(bool keepSteady);
    void updateTicks();
    void orderStack();
    void assignColors();
    void updateSeries();
    void updateTails();
    void updatePens();
    void showRest();
    void dropCache();
    /// Instant of the sample `steps` away; the newest for no instant. Empty without samples.
    [[nodiscard]] std::optional<TimeMs> sampleBeside(std::optional<TimeMs> time, int steps) const;
    void moveCursorBySample(int steps);
    /// Drags the end of a time zoom by keys; Enter zooms, Esc gives it up.
    void stretchBySample(int steps);
    /// Zooms to what is stretched, or pins and unpins the tool tip. False: nothing to do.
    [[nodiscard]] bool pressEnter();
    void endDrag(QPointF position);
    void cancelDrag();
    void unpin();
    void updateTooltip();
    void addPreviousRows(TooltipContent &content, TimeMs time) const;
    [[nodiscard]] bool hasTail(const QList<QPointF> &line) const;
    void showTail(int index, const QList<QPointF> &line);
    void pin(QPointF position);
    [[nodiscard]] bool zoomOut();
    [[nodiscard]] QString gapTextAt(TimeMs time) const;
    [[nodiscard]] QString beyondText(const ChartSeries &series) const;
    /// Words of the marks near a place: "17:30:12 4.18.2".
    [[nodiscard]] QString marksAt(double x) const;
    /// Where the cursor is drawn: the pinned instant, else the context's.
    [[nodiscard]] std::optional<TimeMs> cursorTime() const;
    /// How far from an instant a sample still counts as being there.
    [[nodiscard]] std::chrono::milliseconds reach() const;
    [[nodiscard]] QRectF tickLabelArea(const TimeTick &tick) const;
    [[nodiscard]] TimeMs snapped(TimeMs time) const;
    void paintNote(QPainter &painter, QPointF centre, const QString &text) const;

    friend class ChartPainter;

    ThemeController &m_themes;
    TimeContext &m_time;
    Formatter m_formatter;
    ChartData m_data;
    TimeRange m_range; ///< the context's, or for a moment the one that it slid from
    SeriesPalette m_palette;
    QStringList m_stackOrder; ///< ids from the bottom up; the largest layer carries the rest
    std::optional<TimeMs> m_firstSample; ///< of all series
    QList<int> m_slots;
    QHash<QString, int> m_chosen; ///< colours picked by hand
    QList<QList<QPointF>> m_lines; ///< prepared, and summed up when stacked
    QList<QLineSeries *> m_series; ///< owned by the chart
    QList<QLineSeries *> m_tails; ///< the unfinished bucket, dashed
    QList<QLineSeries *> m_previous;
    QList<QLineSeries *> m_rest; ///< further parts of dashed lines, which Qt Charts would draw over gaps
    QList<int> m_restOf; ///< whose parts: index of the series, -1: of the period before
    QValueAxis *m_x;
    QValueAxis *m_y;
    QRectF m_plot;
    ValueAxis m_axis;
    UnitScale m_scale; ///< for values
    UnitScale m_tickScale; ///< for tick labels: same prefix, other places
    QList<TimeTick> m_ticks;
    QSet<QString> m_visible;
    int m_highlighted = -1;
    QPixmap m_cache;
    std::optional<std::pair<double, double>> m_valueZoom;
    std::optional<QPointF> m_pointer;
    std::optional<TimeMs> m_pinned;
    Drag m_drag = Drag::None;
    QPointF m_dragFrom;
    QPointF m_dragTo;
    bool m_isPressed = false;
    QPointer<ChartTooltip> m_tooltip;
};

} // namespace qd::console
