// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/lastdatafile.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <optional>

namespace qd::console {

class ConnectionState;
class OfflineBackend;
class SubscriptionStore;
class TreeState;

/// Keeps the last data of a session on disk while it lives, and opens them when there is no server: the tree,
/// the hosts and what was shown last. Packing, encryption and the disk are a worker's. Gathering is a copy in
/// the main thread, in slices of a few milliseconds: a host that changes between two of them is kept as it is
/// when its turn comes. Only the newest picture is kept, and only one save runs at a time.
class LastDataKeeper final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kInterval{120'000};

    /// @param directory  where the files lie; exists
    LastDataKeeper(OfflineBackend &backend, const ConnectionState &connection, const TreeState &tree,
        SubscriptionStore &subscriptions, const QString &directory, QObject *parent = nullptr);
    /// Waits for a save that runs.
    ~LastDataKeeper() override;

    /// Whose data could be opened; nothing if there are none.
    [[nodiscard]] std::optional<LastDataInfo> stored() const { return m_stored; }
    /// Begins to save what is known, unless nothing is, last data themselves are open, or a save runs.
    void save();
    [[nodiscard]] bool isSaving() const { return m_isSaving; }
    /// Saves and waits for it: at the end of the program.
    void saveAndWait();
    /// Reads the data and shows them in place of the server's; opened() or openFailed() follows.
    void open();
    /// Removes what is kept: somebody signed out.
    void forget();

Q_SIGNALS:
    void storedChanged();
    void opened();
    void openFailed(const qd::Error &error);

private:
    /// What a slice has to go on with.
    struct Gathering
    {
        LastData data;
        std::vector<HostId> hosts;
        std::size_t next = 0; ///< of `hosts`
    };

    [[nodiscard]] bool canSave() const;
    void begin();
    /// Copies hosts until the time is up. @return false when all are there
    [[nodiscard]] bool gatherSlice(std::chrono::microseconds most);
    void drop();
    void write();
    void onSaved(const LastDataInfo &info, const Result<void> &saved);
    void onRead(const Result<LastData> &data);

    OfflineBackend &m_backend;
    const ConnectionState &m_connection;
    const TreeState &m_tree;
    SubscriptionStore &m_subscriptions;
    LastDataFile m_file;
    QThreadPool m_worker; ///< one thread: saves and reads never meet
    QTimer m_timer;
    QTimer m_slice; ///< runs while something is gathered
    std::optional<Gathering> m_gathering;
    std::optional<LastDataInfo> m_stored;
    std::uint64_t m_generation = 0; ///< a save that began before forget() does not count
    bool m_isSaving = false;
};

} // namespace qd::console
