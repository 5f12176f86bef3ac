// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/settings.h"

#include <QFile>

#include <algorithm>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxServers = 8;

/// QSettings takes '/' as a level; an address is full of them.
[[nodiscard]] QString keyOf(const QString &server)
{
    return u"sessions/"_s + QString::fromLatin1(server.toUtf8().toHex());
}

} // namespace

Settings::Settings(QSettings &storage, QObject *parent)
    : QObject(parent)
    , m_storage(storage)
{
    load();
}

void Settings::load()
{
    m_look.language = m_storage.value("look/language"_L1).toString();
    m_look.theme = static_cast<ThemeChoice>(std::clamp(m_storage.value("look/theme"_L1, 0).toInt(), 0, 2));
    m_look.density =
        static_cast<DensityChoice>(std::clamp(m_storage.value("look/density"_L1, 1).toInt(), 0, 2));
    m_look.fontPercent = std::clamp(m_storage.value("look/fontPercent"_L1, 100).toInt(), 85, 150);
    m_look.reduceMotion = m_storage.value("look/reduceMotion"_L1, false).toBool();
    m_look.isUtc = m_storage.value("look/utc"_L1, false).toBool();
    for (const QString &id : m_storage.value("tree/starred"_L1).toStringList()) {
        if (const int node = id.toInt(); node > 0) {
            m_starred.insert(node);
        }
    }
    m_servers = m_storage.value("connect/servers"_L1).toStringList().mid(0, kMaxServers);
}

void Settings::setLook(const LookSettings &look)
{
    LookSettings wanted = look;
    wanted.fontPercent = std::clamp(wanted.fontPercent, 85, 150);
    if (wanted == m_look) {
        return;
    }
    m_look = wanted;
    m_storage.setValue("look/language"_L1, m_look.language);
    m_storage.setValue("look/theme"_L1, static_cast<int>(m_look.theme));
    m_storage.setValue("look/density"_L1, static_cast<int>(m_look.density));
    m_storage.setValue("look/fontPercent"_L1, m_look.fontPercent);
    m_storage.setValue("look/reduceMotion"_L1, m_look.reduceMotion);
    m_storage.setValue("look/utc"_L1, m_look.isUtc);
    save();
    Q_EMIT lookChanged(m_look);
}

void Settings::setStarred(int node, bool isStarred)
{
    if (isStarred == m_starred.contains(node)) {
        return;
    }
    if (isStarred) {
        m_starred.insert(node);
    } else {
        m_starred.remove(node);
    }
    QStringList ids;
    for (const int id : std::as_const(m_starred)) {
        ids.append(QString::number(id));
    }
    ids.sort();
    m_storage.setValue("tree/starred"_L1, ids);
    save();
    Q_EMIT starredChanged();
}

void Settings::save()
{
    m_storage.sync();
    const bool isSaved = m_storage.status() == QSettings::NoError;
    if (m_isSaved && !isSaved) {
        Q_EMIT notSaved(m_storage.fileName());
    }
    m_isSaved = isSaved;
}

void Settings::rememberServer(const QString &server)
{
    m_servers.removeAll(server);
    m_servers.prepend(server);
    m_servers = m_servers.mid(0, kMaxServers);
    m_storage.setValue("connect/servers"_L1, m_servers);
}

QString Settings::lastUser() const
{
    return m_storage.value("connect/user"_L1).toString();
}

void Settings::setLastUser(const QString &user)
{
    m_storage.setValue("connect/user"_L1, user);
}

QString Settings::keptToken(const QString &server) const
{
    return m_storage.value(keyOf(server)).toString();
}

void Settings::keepToken(const QString &server, const QString &token)
{
    if (token.isEmpty()) {
        m_storage.remove(keyOf(server));
        return;
    }
    m_storage.setValue(keyOf(server), token);
    m_storage.sync();
    if (!QFile::setPermissions(m_storage.fileName(), QFile::ReadOwner | QFile::WriteOwner)) {
        m_storage.remove(keyOf(server)); // a secret that others can read is worse than signing in again
    }
}

QByteArray Settings::layout(const QString &key) const
{
    return m_storage.value(u"layout/"_s + key).toByteArray();
}

void Settings::setLayout(const QString &key, const QByteArray &layout)
{
    if (layout != this->layout(key)) {
        m_storage.setValue(u"layout/"_s + key, layout);
        Q_EMIT layoutChanged(key);
    }
}

} // namespace qd::console
