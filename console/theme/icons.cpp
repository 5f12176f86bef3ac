// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/theme/icons.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr std::array<QLatin1StringView, kIconCount> kNames{
    "overview"_L1,
    "alerts"_L1,
    "dashboards"_L1,
    "apm"_L1,
    "logs"_L1,
    "tasks"_L1,
    "templates"_L1,
    "cmdb"_L1,
    "admin"_L1,
    "settings"_L1,
    "search"_L1,
    "clock"_L1,
    "refresh"_L1,
    "chevronright"_L1,
    "chevrondown"_L1,
    "chevronleft"_L1,
    "chevronup"_L1,
    "more"_L1,
    "star"_L1,
    "starfilled"_L1,
    "region"_L1,
    "category"_L1,
    "service"_L1,
    "component"_L1,
    "host"_L1,
    "check"_L1,
    "mute"_L1,
    "wrench"_L1,
    "wave"_L1,
    "plus"_L1,
    "minus"_L1,
    "close"_L1,
    "user"_L1,
    "export"_L1,
    "copy"_L1,
    "filter"_L1,
    "columns"_L1,
    "play"_L1,
    "pause"_L1,
    "lock"_L1,
    "link"_L1,
    "warning"_L1,
    "cut"_L1,
    "empty"_L1,
    "sun"_L1,
    "moon"_L1,
    "language"_L1,
    "table"_L1,
    "zoom"_L1,
    "window"_L1,
    "bolt"_L1,
    "calendar"_L1,
    "pin"_L1,
    "sort"_L1,
    "eye"_L1,
    "disk"_L1,
    "network"_L1,
    "cpu"_L1,
    "memory"_L1,
    "process"_L1,
};

} // namespace

QString iconName(Icon icon)
{
    return QString(kNames[static_cast<std::size_t>(icon)]);
}

QPixmap IconCache::pixmap(Icon icon, const QColor &color, int px, double scale)
{
    const auto scalePercent = static_cast<quint64>(std::lround(scale * 100.0)) & 0xFFFU;
    const quint64 key = (static_cast<quint64>(icon) << 56) | ((static_cast<quint64>(px) & 0xFFFU) << 44)
        | (scalePercent << 32) | color.rgba();
    if (const auto found = m_pictures.constFind(key); found != m_pictures.constEnd()) {
        return *found;
    }
    if (m_pictures.size() >= kMaxPictures) {
        m_pictures.clear();
    }
    QByteArray &source = m_sources[static_cast<int>(icon)];
    if (source.isEmpty()) {
        QFile file(u":/icons/"_s + iconName(icon) + u".svg"_s);
        if (file.open(QIODevice::ReadOnly)) {
            source = file.readAll();
        }
    }
    QByteArray colored = source;
    colored.replace("#000000", color.name(QColor::HexRgb).toLatin1());
    const int edge = static_cast<int>(std::lround(px * scale));
    QPixmap picture(edge, edge);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(color.alphaF());
    QSvgRenderer(colored).render(&painter);
    painter.end();
    picture.setDevicePixelRatio(scale);
    m_pictures.insert(key, picture);
    return picture;
}

void IconCache::paint(QPainter &painter, Icon icon, const QColor &color, const QRectF &area, int px)
{
    const double scale = painter.device()->devicePixelRatioF();
    const auto snap = [scale](double value) { return std::round(value * scale) / scale; };
    const QPointF corner(snap(area.center().x() - px / 2.0), snap(area.center().y() - px / 2.0));
    painter.drawPixmap(corner, pixmap(icon, color, px, scale));
}

} // namespace qd::console
