// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/consoleservices.h"
#include "console/state/connectionstate.h"
#include "shared/model/hostcounts.h"
#include "shared/base/ids.h"

#include <QObject>
#include <QString>

#include <vector>

namespace qd::console {

/// Where a window is.
struct Location
{
    enum class Page { Overview, Hosts, Host, Settings };
    Page page = Page::Overview;
    NodeId node; ///< scope; null = everything
    HostId host; ///< Page::Host only

    bool operator==(const Location &) const = default;
};

/// One part of the breadcrumbs, and what else its menu offers.
struct Crumb
{
    QString name; ///< empty: "All"
    Location target;
};

/// Something the notification list keeps.
struct Notice
{
    TimeMs time;
    Severity severity = Severity::Info;
    QString id;
    QString text;
    QString detail;
};

/// The window: where it is and was, the way there, and what banner and status bar have to say. Main thread.
class ShellPresenter final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMaxHistory = 100;
    static constexpr int kMaxNotices = 200;

    /// @param placeKey  under which the place is remembered for the next start; empty: it is not
    explicit ShellPresenter(const ConsoleServices &services,
        const QString &placeKey = QStringLiteral("place"), QObject *parent = nullptr);

    [[nodiscard]] const Location &location() const { return m_location; }
    void goTo(const Location &location);
    bool back();
    bool forward();
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_history.size(); }

    /// From "everything" to the current place.
    [[nodiscard]] std::vector<Crumb> crumbs() const;
    /// The places beside a part of the breadcrumbs, by name; hosts at most 50.
    [[nodiscard]] std::vector<Crumb> siblings(int crumb) const;
    [[nodiscard]] int hostCount() const; ///< below the scope
    [[nodiscard]] bool isTreeLoaded() const;
    [[nodiscard]] bool isTreeComplete() const;
    [[nodiscard]] int expectedHosts() const;
    /// Its node and host are in the tree.
    [[nodiscard]] bool exists(const Location &place) const;

    [[nodiscard]] const ConnectionState &connection() const { return m_services.connection; }
    [[nodiscard]] HostCounts allCounts() const;
    void retryNow();

    void addNotice(Severity severity, const QString &id, const QString &text, const QString &detail = {});
    [[nodiscard]] const std::vector<Notice> &notices() const { return m_notices; } ///< newest first
    [[nodiscard]] TimeMs now() const { return m_services.clock.now(); }
    /// Where a live range ends: now, or when last data were true.
    [[nodiscard]] TimeMs dataNow() const { return m_services.connection.dataNow(); }

Q_SIGNALS:
    void locationChanged(const qd::console::Location &location);
    /// Names or counts of the place differ.
    void placeChanged();
    void statusChanged();
    void noticesChanged();

private:
    void onTreeChanged();
    void returnToLastPlace();

    ConsoleServices m_services;
    QString m_placeKey;
    Location m_location;
    std::vector<Location> m_history{Location{}};
    std::size_t m_at = 0;
    std::vector<Notice> m_notices;
    bool m_isPlaced = false; ///< somebody went somewhere, or the first tree brought the last place back
};

} // namespace qd::console
