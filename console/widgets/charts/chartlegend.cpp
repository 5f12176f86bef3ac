// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartlegend.h"

#include "console/widgets/controls/painting.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kMargin = 14;
constexpr int kLine = 22;
constexpr int kRow = 18; ///< of the table
constexpr int kSwatch = 18; ///< with the space after it
constexpr qsizetype kValueColumns = 4;
constexpr int kMaxLines = 2; ///< where there is no room for a table
constexpr double kValueColumn = 74.0;
constexpr double kNameColumn = 110.0;

} // namespace

ChartLegend::ChartLegend(ThemeController &themes, TimeChart &chart, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_chart(chart)
{
    setObjectName(u"chartLegend"_s);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Legend"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&chart, &TimeChart::dataChanged, this, &ChartLegend::rebuild);
    connect(&chart, &TimeChart::seriesHovered, this,
        [this](int series) { m_chart.setHighlighted(series >= 0 && m_entries.size() > 1 ? series : -1); });
}

void ChartLegend::rebuild()
{
    const qsizetype before = m_entries.size();
    m_entries.clear();
    const QList<ChartSeries> &series = m_chart.data().series;
    for (int i = 0; i < series.size(); ++i) {
        const QList<QPointF> &points = series[i].points;
        const TimeRange all{TimeMs::min(), TimeMs::max()};
        m_entries.append({i, series[i].name, geometry::statisticsOf(points, all)});
    }
    if (m_isSorted) {
        sortEntries();
    }
    relayout();
    keepFirstRowInside();
    setAccessibleDescription(m_chart.description());
    if (before != m_entries.size()) {
        updateGeometry();
    }
    update();
}

void ChartLegend::sortBy(Column column)
{
    // Numbers begin with the largest, names with A; the same head again turns it round.
    const bool isSame = m_isSorted && m_sort == column;
    m_isAscending = isSame ? !m_isAscending : column == Column::Name;
    m_sort = column;
    m_isSorted = true;
    sortEntries();
    update();
}

void ChartLegend::sortEntries()
{
    const auto key = [this](const Entry &entry) {
        switch (m_sort) {
        case Column::Last:
            return entry.statistics.last;
        case Column::Min:
            return entry.statistics.min;
        case Column::Mean:
            return entry.statistics.mean;
        case Column::Max:
        case Column::Name:
            break;
        }
        return entry.statistics.max;
    };
    const auto isBefore = [&](const Entry &a, const Entry &b) {
        return m_sort == Column::Name ? a.name < b.name : key(a) < key(b);
    };
    std::stable_sort(m_entries.begin(), m_entries.end(),
        [&](const Entry &a, const Entry &b) { return m_isAscending ? isBefore(a, b) : isBefore(b, a); });
}

double ChartLegend::rowHeight() const
{
    return std::max<double>(theme().px(kRow), theme().lineHeight(TextRole::Small));
}

int ChartLegend::rowRoom() const
{
    return std::max(1, static_cast<int>((height() + 1.0) / rowHeight()) - 1);
}

void ChartLegend::keepFirstRowInside()
{
    m_firstRow = std::clamp(m_firstRow, 0, std::max(0, static_cast<int>(m_entries.size()) - rowRoom()));
}

bool ChartLegend::wantsTable(int width) const
{
    // Cut to its first columns a table says less than the same room in lines.
    return columns(width - 2.0 * theme().px(kMargin)).size() == kValueColumns
        && !layoutFor(width, 0, 1).fitsOneLine;
}

int ChartLegend::wantedHeight(int width) const
{
    const int lines = layoutFor(width, 0, 1).fitsOneLine ? 1 : kMaxLines;
    return wantsTable(width) ? static_cast<int>(std::ceil(layoutFor(width, kMaxRows - 1, 0).height))
                             : lines * theme().px(kLine);
}

int ChartLegend::usableHeight(int wanted, int room) const
{
    const int line = theme().px(kLine);
    const int rows = static_cast<int>(std::min(wanted, room) / rowHeight() + 0.01);
    if (wanted <= kMaxLines * line || rows < kLeastRows) {
        return std::clamp(std::min(wanted, room) / line, 1, kMaxLines) * line;
    }
    return static_cast<int>(std::ceil(rows * rowHeight()));
}

void ChartLegend::relayout()
{
    const bool hasRoom = height() + 1.0 >= kLeastRows * rowHeight();
    const int lines = std::clamp(height() / theme().px(kLine), 1, kMaxLines);
    // A neighbour that needs a table may have made room for one here, too.
    m_layout = layoutFor(width(), hasRoom ? rowRoom() : 0, hasRoom ? 0 : lines);
    m_isTable = m_layout.isTable;
}

geometry::LegendLayout ChartLegend::layoutFor(double width, int maxRows, int maxLines) const
{
    const QFontMetricsF names(theme().font(TextRole::Small));
    const QFont values = theme().font(TextRole::SmallStrong);
    QList<geometry::LegendEntryWidth> widths;
    for (const Entry &entry : m_entries) {
        const QString value = m_chart.valueText(entry.statistics.last);
        widths.append({names.horizontalAdvance(entry.name), paint::digitsWidth(values, value)});
    }
    const double margin = theme().px(kMargin);
    return geometry::layoutLegend(widths, QRectF(margin, 0, width - 2 * margin, 0),
        {theme().px(kLine) * 1.0, rowHeight()}, maxRows, theme().settings().fontPercent / 100.0, maxLines);
}

QSize ChartLegend::sizeHint() const
{
    return {theme().px(200), theme().px(kLine)};
}

QSize ChartLegend::minimumSizeHint() const
{
    return {theme().px(80), theme().px(kLine)};
}

void ChartLegend::resizeEvent(QResizeEvent *)
{
    relayout();
    keepFirstRowInside();
}

QList<ChartLegend::Column> ChartLegend::columns(double width) const
{
    const double value = theme().px(kValueColumn);
    const double name = theme().px(kNameColumn);
    if (width >= name + 4 * value) {
        return {Column::Last, Column::Min, Column::Mean, Column::Max};
    }
    return width >= name + 2 * value ? QList{Column::Last, Column::Max} : QList{Column::Last};
}

QRectF ChartLegend::columnArea(Column column, const QRectF &row) const
{
    const double value = theme().px(kValueColumn);
    const QList<Column> shown = columns(row.width());
    if (column == Column::Name) {
        return row.adjusted(0, 0, -value * static_cast<double>(shown.size()), 0);
    }
    const qsizetype place = shown.indexOf(column);
    if (place < 0) {
        return {};
    }
    return {row.right() - value * static_cast<double>(shown.size() - place), row.top(), value, row.height()};
}

void ChartLegend::paintSwatch(QPainter &painter, int series, QPointF centreLeft) const
{
    QColor color = m_chart.colorOf(series);
    if (!m_chart.isSeriesVisible(series)) {
        color = theme().color(Token::BorderStrong);
    }
    const double width = theme().px(12);
    painter.setPen(QPen(color, 3.0, Qt::SolidLine, Qt::RoundCap));
    if (m_chart.isDashed(series)) {
        painter.drawLine(centreLeft + QPointF(1.5, 0), centreLeft + QPointF(width * 0.30, 0));
        painter.drawLine(centreLeft + QPointF(width * 0.75, 0), centreLeft + QPointF(width - 1.5, 0));
    } else {
        painter.drawLine(centreLeft + QPointF(1.5, 0), centreLeft + QPointF(width - 1.5, 0));
    }
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_isTable) {
        paintTable(painter);
    } else {
        paintLine(painter);
    }
}

void ChartLegend::paintLine(QPainter &painter)
{
    for (int i = 0; i < std::min(m_layout.entries.size(), m_entries.size()); ++i) {
        const QRectF area = m_layout.entries[i];
        const Entry &entry = m_entries[i];
        const bool isShown = m_chart.isSeriesVisible(entry.series);
        paintSwatch(painter, entry.series, QPointF(area.left(), area.center().y()));
        painter.setFont(theme().font(TextRole::Small));
        painter.setPen(theme().color(isShown ? Token::TextSecondary : Token::TextMuted));
        const double name = QFontMetricsF(painter.font()).horizontalAdvance(entry.name);
        const double x = area.left() + theme().px(kSwatch);
        painter.drawText(
            QRectF(x, area.top(), name + 2, area.height()), Qt::AlignVCenter | Qt::AlignLeft, entry.name);
        painter.setFont(theme().font(TextRole::SmallStrong));
        painter.setPen(theme().color(isShown ? Token::Text : Token::TextMuted));
        paint::digits(painter, QRectF(x + name + theme().px(6), area.top(), area.width(), area.height()),
            Qt::AlignLeft, m_chart.valueText(entry.statistics.last));
        if (i == m_focused && hasFocus()) {
            paint::focusRing(painter, theme(), area.adjusted(-2, 3, 2, -3), 3);
        }
    }
    if (m_layout.overflow > 0) {
        painter.setFont(theme().font(TextRole::Small));
        painter.setPen(theme().color(Token::TextMuted));
        const double last = m_layout.entries.isEmpty() ? 0.0 : m_layout.entries.back().top();
        const QRectF room(0, last, width() - theme().px(kMargin), theme().px(kLine));
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignRight, u"+ %1"_s.arg(m_layout.overflow));
    }
}

void ChartLegend::paintTable(QPainter &painter)
{
    const double margin = theme().px(kMargin);
    const QRectF head(margin, 0, width() - 2 * margin, rowHeight());
    const int last = std::min(static_cast<int>(m_entries.size()), m_firstRow + rowRoom());
    const QString name = last - m_firstRow < m_entries.size()
        ? tr("%1 of %2").arg(last - m_firstRow).arg(m_entries.size())
        : QString();
    const std::array<std::pair<Column, QString>, 5> heads{{
        {Column::Name, name},
        {Column::Last, tr("last")},
        {Column::Min, tr("min")},
        {Column::Mean, tr("mean")},
        {Column::Max, tr("max")},
    }};
    painter.setFont(theme().font(TextRole::Small));
    for (const auto &[column, word] : heads) {
        const QRectF area = columnArea(column, head);
        if (area.isEmpty()) {
            continue;
        }
        const bool isSorted = m_isSorted && m_sort == column;
        const QString arrow = !isSorted ? QString() : m_isAscending ? u"\u2191"_s : u"\u2193"_s;
        painter.setPen(theme().color(isSorted ? Token::Text : Token::TextMuted));
        painter.drawText(
            area, Qt::AlignVCenter | (column == Column::Name ? Qt::AlignLeft : Qt::AlignRight), arrow + word);
    }
    painter.fillRect(QRectF(margin, rowHeight() - 1, head.width(), 1), theme().color(Token::Border));
    for (int i = m_firstRow; i < last; ++i) {
        const QRectF area(margin, (i - m_firstRow + 1) * rowHeight(), head.width(), rowHeight());
        paintRow(painter, m_entries[i], area, i == m_focused && hasFocus());
    }
}

void ChartLegend::paintRow(QPainter &painter, const Entry &entry, const QRectF &area, bool isFocused)
{
    const bool isShown = m_chart.isSeriesVisible(entry.series);
    if (isFocused) {
        paint::roundedBox(painter, area.adjusted(-4, 0, 4, 0), 4, theme().color(Token::Hover), {});
        paint::focusRing(painter, theme(), area.adjusted(-2, 1, 2, -1), 3);
    }
    paintSwatch(painter, entry.series, QPointF(area.left(), area.center().y()));
    painter.setFont(theme().font(TextRole::Small));
    painter.setPen(theme().color(isShown ? Token::TextSecondary : Token::TextMuted));
    paint::elided(painter, columnArea(Column::Name, area).adjusted(theme().px(kSwatch), 0, 0, 0),
        Qt::AlignVCenter | Qt::AlignLeft, entry.name, Qt::ElideMiddle);
    const geometry::Statistics &facts = entry.statistics;
    for (const auto &[column, value] : {std::pair(Column::Last, facts.last), {Column::Min, facts.min},
             {Column::Mean, facts.mean}, {Column::Max, facts.max}}) {
        if (columnArea(column, area).isEmpty()) {
            continue;
        }
        // The newest value is what people look for; the rest is context.
        const bool isStrong = column == Column::Last && isShown;
        painter.setFont(theme().font(isStrong ? TextRole::SmallStrong : TextRole::Small));
        painter.setPen(theme().color(isStrong ? Token::Text
                : isShown                     ? Token::TextSecondary
                                              : Token::TextMuted));
        paint::digits(painter, columnArea(column, area), Qt::AlignRight,
            facts.count > 0 ? m_chart.valueText(value) : QString(QChar(0x2014)));
    }
}

int ChartLegend::seriesAt(QPointF position) const
{
    if (m_isTable) {
        const int row = static_cast<int>(position.y() / rowHeight()) - 1 + m_firstRow;
        return position.y() >= rowHeight() && row < m_entries.size() ? m_entries[row].series : -1;
    }
    for (int i = 0; i < std::min(m_layout.entries.size(), m_entries.size()); ++i) {
        if (m_layout.entries[i].adjusted(-6, 0, 6, 0).contains(position)) {
            return m_entries[i].series;
        }
    }
    return -1;
}

bool ChartLegend::isOnSwatch(QPointF position) const
{
    if (m_isTable) {
        return position.x() < theme().px(kMargin) + theme().px(kSwatch);
    }
    return std::ranges::any_of(m_layout.entries, [&](const QRectF &entry) {
        return entry.contains(position) && position.x() < entry.left() + theme().px(kSwatch) - 2;
    });
}

void ChartLegend::pickColor(int series)
{
    if (m_chart.data().series[series].severity) {
        return; // the colour says how bad it is
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(u"seriesColors"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::optional<int> chosen = m_chart.chosenColor(series);
    const std::array<QString, SeriesPalette::kColors> names{
        tr("Blue"), tr("Orange"), tr("Teal"), tr("Pink"), tr("Yellow"), tr("Violet"), tr("Cyan")};
    const auto add = [&](const QString &name, std::optional<int> slot) {
        QAction *action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(chosen == slot);
        connect(action, &QAction::triggered, this, [this, id = m_chart.data().series[series].id, slot] {
            const QList<ChartSeries> &all = m_chart.data().series;
            const auto found = std::ranges::find(all, id, &ChartSeries::id); // it may have moved meanwhile
            if (found != all.cend()) {
                m_chart.chooseColor(static_cast<int>(found - all.cbegin()), slot);
            }
        });
        return action;
    };
    for (int slot = 0; slot < SeriesPalette::kColors; ++slot) {
        QPixmap patch(QSize(16, 16) * devicePixelRatioF());
        patch.setDevicePixelRatio(devicePixelRatioF());
        patch.fill(Qt::transparent);
        QPainter painter(&patch);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().series(slot));
        painter.drawRoundedRect(QRectF(2, 2, 12, 12), 3, 3);
        painter.end();
        add(names[static_cast<std::size_t>(slot)], slot)->setIcon(QIcon(patch));
    }
    menu->addSeparator();
    //: The colour that the chart gives by itself
    add(tr("Automatic"), std::nullopt);
    const auto row = std::ranges::find(m_entries, series, &Entry::series);
    const qsizetype place = row - m_entries.begin();
    const double y = m_isTable ? static_cast<double>(place - m_firstRow + 2) * rowHeight()
                               : m_layout.entries.value(place).bottom();
    const double x = m_isTable ? theme().px(kMargin) : m_layout.entries.value(place).left();
    menu->popup(mapToGlobal(QPointF(x, y).toPoint()));
}

void ChartLegend::choose(int series, bool toggle)
{
    const QList<ChartSeries> &all = m_chart.data().series;
    QSet<QString> visible;
    for (int i = 0; i < all.size(); ++i) {
        if (m_chart.isSeriesVisible(i)) {
            visible.insert(all[i].id);
        }
    }
    const QString id = all[series].id;
    if (!toggle) {
        // A second click on the only one shows all again.
        const bool isOnly = visible.size() == 1 && visible.contains(id);
        visible = isOnly ? QSet<QString>() : QSet<QString>{id};
    } else if (!visible.remove(id)) {
        visible.insert(id);
    }
    if (visible.size() == all.size()) {
        visible.clear();
    }
    m_chart.setVisibleSeries(visible);
    update();
}

void ChartLegend::mouseMoveEvent(QMouseEvent *event)
{
    const int series = seriesAt(event->position());
    setCursor(series >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_chart.setHighlighted(m_entries.size() > 1 ? series : -1);
}

void ChartLegend::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const int series = seriesAt(event->position());
    if (series >= 0) {
        const bool isToggle = event->modifiers() & Qt::ControlModifier;
        if (!isToggle && isOnSwatch(event->position())) {
            pickColor(series);
        } else {
            choose(series, isToggle);
        }
        return;
    }
    if (m_isTable && event->position().y() < rowHeight()) {
        const QRectF head(theme().px(kMargin), 0, width() - 2 * theme().px(kMargin), rowHeight());
        for (const Column column : {Column::Name, Column::Last, Column::Min, Column::Mean, Column::Max}) {
            if (columnArea(column, head).contains(event->position())) {
                sortBy(column);
            }
        }
    }
}

void ChartLegend::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const int focused = m_focused >= 0 && m_focused < m_entries.size() ? m_entries[m_focused].series : -1;
    const int series = isByKey ? focused : seriesAt(QPointF(event->pos()));
    if (series >= 0) {
        pickColor(series);
    } else {
        event->ignore();
    }
}

void ChartLegend::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Legend"));
        rebuild();
    }
    ThemedWidget::changeEvent(event);
}

void ChartLegend::leaveEvent(QEvent *event)
{
    ThemedWidget::leaveEvent(event);
    m_chart.setHighlighted(-1);
}

void ChartLegend::wheelEvent(QWheelEvent *event)
{
    if (!m_isTable || m_entries.size() <= rowRoom()) {
        event->ignore();
        return;
    }
    m_firstRow -= event->angleDelta().y() / 120;
    keepFirstRowInside();
    update();
}

void ChartLegend::keyPressEvent(QKeyEvent *event)
{
    const int count = static_cast<int>(m_entries.size());
    int step = 0;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        step = -1;
        break;
    case Qt::Key_Right:
    case Qt::Key_Down:
        step = 1;
        break;
    case Qt::Key_C:
        if (m_focused >= 0 && m_focused < count && event->modifiers() == Qt::NoModifier) {
            pickColor(m_entries[m_focused].series);
            return;
        }
        ThemedWidget::keyPressEvent(event);
        return;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_focused >= 0 && m_focused < count) {
            choose(m_entries[m_focused].series, event->key() == Qt::Key_Space);
        }
        return;
    default:
        ThemedWidget::keyPressEvent(event);
        return;
    }
    if (count == 0) {
        return;
    }
    m_focused = std::clamp(m_focused + step, 0, count - 1);
    if (m_isTable) {
        m_firstRow = std::clamp(m_firstRow, std::max(0, m_focused - rowRoom() + 1), m_focused);
    }
    m_chart.setHighlighted(m_entries[m_focused].series);
    update();
}

} // namespace qd::console
