// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QPixmap>
#include <QRectF>

#include <cstdint>

class QPainter;

namespace qd::console {

/// Outline icons on a 24 grid, drawn in resources/icons. The file name is the lower-case enumerator.
enum class Icon : std::uint8_t {
    Overview,
    Alerts,
    Dashboards,
    Apm,
    Logs,
    Tasks,
    Templates,
    Cmdb,
    Admin,
    Settings,
    Search,
    Clock,
    Refresh,
    ChevronRight,
    ChevronDown,
    ChevronLeft,
    ChevronUp,
    More,
    Star,
    StarFilled,
    Region,
    Category,
    Service,
    Component,
    Host,
    Check,
    Mute,
    Wrench,
    Wave,
    Plus,
    Minus,
    Close,
    User,
    Export,
    Copy,
    Filter,
    Columns,
    Play,
    Pause,
    Lock,
    Link,
    Warning,
    Cut,
    Empty,
    Sun,
    Moon,
    Language,
    Table,
    Zoom,
    Window,
    Bolt,
    Calendar,
    Pin,
    Sort,
    Eye,
    Disk,
    Network,
    Cpu,
    Memory,
    Process,
};
inline constexpr int kIconCount = 60;

/// Renders icons from their SVG text with the stroke replaced by a colour, and keeps the pictures: one per
/// (icon, colour, size, scale). Holds at most kMaxPictures; starts over when full. Main thread only.
class IconCache
{
public:
    static constexpr int kMaxPictures = 2048;

    /// @param px     edge in device-independent pixels
    /// @param scale  device pixel ratio of the target
    [[nodiscard]] QPixmap pixmap(Icon icon, const QColor &color, int px, double scale);

    /// Centres the icon in `area`, at whole device pixels.
    void paint(QPainter &painter, Icon icon, const QColor &color, const QRectF &area, int px);

private:
    QHash<quint64, QPixmap> m_pictures;
    QHash<int, QByteArray> m_sources;
};

/// "chevronright": file name of an icon below :/icons, without suffix.
[[nodiscard]] QString iconName(Icon icon);

} // namespace qd::console
