// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QSet>
#include <QString>
#include <QStringList>

namespace qd::console {

enum class ThemeChoice { Dark, Light, HighContrast };
enum class DensityChoice { Compact, Normal, Touch };

/// What a person chose about the look; applied at run time.
struct LookSettings
{
    QString language; ///< "en", "zh_CN"; empty follows the system
    ThemeChoice theme = ThemeChoice::Dark;
    DensityChoice density = DensityChoice::Normal;
    int fontPercent = 100; ///< 85-150
    bool reduceMotion = false;
    bool isUtc = false; ///< times in UTC instead of the zone of the desktop

    bool operator==(const LookSettings &) const = default;
};

/// Everything that the console remembers between starts. Writes through to the given file at each change; a
/// value that cannot be read counts as never set. Main thread; the storage must outlive it.
class Settings final : public QObject
{
    Q_OBJECT

public:
    explicit Settings(QSettings &storage, QObject *parent = nullptr);

    [[nodiscard]] const LookSettings &look() const { return m_look; }
    void setLook(const LookSettings &look);

    [[nodiscard]] bool isStarred(int node) const { return m_starred.contains(node); }
    [[nodiscard]] const QSet<int> &starred() const { return m_starred; }
    void setStarred(int node, bool isStarred);

    /// Most recent first, at most 8.
    [[nodiscard]] const QStringList &servers() const { return m_servers; }
    void rememberServer(const QString &server);
    [[nodiscard]] QString lastUser() const;
    void setLastUser(const QString &user);

    /// Session token kept for a server; empty if none. The file is readable by its owner only.
    [[nodiscard]] QString keptToken(const QString &server) const;
    void keepToken(const QString &server, const QString &token);

    /// Window layouts and the like, by key.
    [[nodiscard]] QByteArray layout(const QString &key) const;
    void setLayout(const QString &key, const QByteArray &layout);

Q_SIGNALS:
    void lookChanged(const qd::console::LookSettings &look);
    void starredChanged();
    /// Another window may show what is kept under this key.
    void layoutChanged(const QString &key);
    /// The file could not be written; told once until it can be again.
    void notSaved(const QString &file);

private:
    void load();
    void save();

    QSettings &m_storage;
    LookSettings m_look;
    QSet<int> m_starred;
    QStringList m_servers;
    bool m_isSaved = true;
};

} // namespace qd::console
