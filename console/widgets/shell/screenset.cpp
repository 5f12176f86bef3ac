// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/screenset.h"

#include <QCryptographicHash>
#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

namespace qd::console::screenset {

using namespace Qt::StringLiterals;

QString nameOf(QList<Place> screens)
{
    const auto textOf = [](const Place &place) {
        return u"%1 %2 %3 %4 %5"_s.arg(place.name)
            .arg(place.area.x())
            .arg(place.area.y())
            .arg(place.area.width())
            .arg(place.area.height());
    };
    QStringList texts;
    for (const Place &place : screens) {
        texts.append(textOf(place));
    }
    std::ranges::sort(texts);
    const QByteArray digest =
        QCryptographicHash::hash(texts.join(u'\n').toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toHex().first(8));
}

QString current()
{
    QList<Place> places;
    for (const QScreen *screen : QGuiApplication::screens()) {
        places.append({screen->name(), screen->geometry()});
    }
    return nameOf(places);
}

QString keyed(const QString &what)
{
    return what + u'.' + current();
}

} // namespace qd::console::screenset
