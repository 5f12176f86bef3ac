// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of TimeChart: which Qt Charts series draws what, and with which pen.
#include "console/widgets/charts/timechart.h"

#include <QChart>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace qd::console {

namespace {

constexpr double kLineWidth = 1.5;
constexpr double kFaded = 0.25;

QLineSeries *newLine(QChart *chart, QValueAxis *x, QValueAxis *y)
{
    auto *line = new QLineSeries(chart);
    chart->addSeries(line);
    line->attachAxis(x);
    line->attachAxis(y);
    return line;
}

void fit(QList<QLineSeries *> &lines, qsizetype count, QChart *chart, QValueAxis *x, QValueAxis *y)
{
    while (lines.size() < count) {
        lines.append(newLine(chart, x, y));
    }
    while (lines.size() > count) {
        QLineSeries *line = lines.takeLast();
        chart->removeSeries(line);
        delete line;
    }
}

} // namespace

void TimeChart::updateSeries()
{
    fit(m_series, m_lines.size(), chart(), m_x, m_y);
    fit(m_tails, m_lines.size(), chart(), m_x, m_y);
    fit(m_previous, m_data.previous.size(), chart(), m_x, m_y);
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        showTail(static_cast<int>(i), m_lines[i]);
    }
    showRest();
    updatePens();
}

void TimeChart::showRest()
{
    QList<QList<QPointF>> rest;
    m_restOf.clear();
    const auto keep = [&](const QList<QPointF> &line, int owner) {
        const QList<QList<QPointF>> runs = geometry::unbroken(line);
        for (qsizetype i = 1; i < runs.size(); ++i) {
            rest.append(runs[i]);
            m_restOf.append(owner);
        }
        return runs.value(0);
    };
    for (int i = 0; i < m_lines.size(); ++i) {
        if (isDashed(i)) {
            keep(m_lines[i], i);
        }
    }
    for (qsizetype i = 0; i < m_previous.size(); ++i) {
        m_previous[i]->replace(
            keep(geometry::prepared(m_data.previous[i].points, m_data.step, kMaxPointsPerSeries), -1));
    }
    fit(m_rest, rest.size(), chart(), m_x, m_y);
    for (qsizetype i = 0; i < rest.size(); ++i) {
        m_rest[i]->replace(rest[i]);
    }
}

bool TimeChart::hasTail(const QList<QPointF> &line) const
{
    // The bucket that is still filling is drawn dashed: its value will change.
    const auto unfinished = static_cast<double>(toUnixMs(m_range.to - m_data.step));
    return m_time.isLive() && line.size() >= 2 && line.last().x() >= unfinished
        && std::isfinite(line[line.size() - 2].y());
}

void TimeChart::showTail(int index, const QList<QPointF> &line)
{
    const bool isOpen = hasTail(line);
    if (isOpen) {
        m_tails[index]->replace(line.mid(line.size() - 2));
    } else if (m_tails[index]->count() > 0) {
        m_tails[index]->clear();
    }
    const QList<QPointF> body = isOpen ? line.mid(0, line.size() - 1) : line;
    m_series[index]->replace(isDashed(index) ? geometry::unbroken(body).value(0) : body);
}

void TimeChart::updateTails()
{
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        // Most slides leave the tail as it was: only where it comes or goes are the points handed over again.
        if (hasTail(m_lines[i]) != (m_tails[i]->count() > 0)) {
            showTail(static_cast<int>(i), m_lines[i]);
        }
    }
}

void TimeChart::updatePens()
{
    for (int i = 0; i < m_series.size(); ++i) {
        QColor color = colorOf(i);
        const bool isFaded = m_highlighted >= 0 && m_highlighted != i;
        color.setAlphaF(static_cast<float>(isFaded ? kFaded : 1.0));
        QPen pen(color, kLineWidth * (m_highlighted == i ? 1.35 : 1.0));
        // Every segment is stroked by itself; a square cap closes the joints like a round one at a third of
        // its cost.
        pen.setCapStyle(Qt::SquareCap);
        if (isDashed(i)) {
            pen.setCapStyle(Qt::FlatCap);
            pen.setDashPattern({4.0, 2.5});
        }
        m_series[i]->setPen(pen);
        m_series[i]->setVisible(isSeriesVisible(i));
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern({2.0, 2.0});
        m_tails[i]->setPen(pen);
        m_tails[i]->setVisible(isSeriesVisible(i));
    }
    QPen rest(m_themes.theme().color(Token::SeriesRest, 0.7), 1.2);
    rest.setDashPattern({4.0, 3.0});
    for (QLineSeries *line : std::as_const(m_previous)) {
        line->setPen(rest);
    }
    for (qsizetype i = 0; i < m_rest.size(); ++i) {
        const int owner = m_restOf[i];
        m_rest[i]->setPen(owner < 0 ? rest : m_series[owner]->pen());
        m_rest[i]->setVisible(owner < 0 || isSeriesVisible(owner));
    }
}

} // namespace qd::console
