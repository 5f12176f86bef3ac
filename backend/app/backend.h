// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/app/frontend.h"
#include "backend/app/options.h"
#include "backend/domain/metrics/inventorylabels.h"
#include "backend/storage/postgres/postgresaccessstore.h"
#include "backend/storage/postgres/postgresinventorystore.h"
#include "backend/storage/postgres/postgressupervisor.h"
#include "backend/storage/timeseries/timeseriesengine.h"

#include <QObject>
#include <QThread>
#include <QThreadPool>
#include <QTimer>

namespace qd::backend {

/// The whole backend: makes every part, starts them in order, watches the database and stops everything.
/// Lives in the main thread, which does nothing else.
///
/// Start: port (only /healthz answers) -> database -> schema and first administrator -> inventory -> replay
/// of the journal -> open for everybody. A database that is away or comes late is waited for.
class Backend final : public QObject
{
    Q_OBJECT

public:
    explicit Backend(Options options);
    ~Backend() override;

    /// Takes the port and begins. @errors Unavailable (port taken), Corrupt or InvalidInput (TLS files)
    [[nodiscard]] Result<void> start();

    /// Stops in order; stopped() follows. Blocks while samples are flushed, for some seconds at most.
    void stop();

    [[nodiscard]] QString url() const;

Q_SIGNALS:
    void ready();
    /// It cannot go on, and trying again will not help.
    void failed(const qd::Error &error);
    void stopped();

private:
    enum class Phase { Idle, Waiting, Preparing, Loading, Replaying, Ready, Stopping };

    [[nodiscard]] Result<std::optional<QSslConfiguration>> tls() const;
    [[nodiscard]] storage::DatabaseAddress databaseAddress() const;
    [[nodiscard]] std::vector<http::ServerPages::HealthSource> healthSources();
    void makeStores();
    void onSupervisorState(storage::PostgresSupervisor::State state, const QString &reason);
    void prepareDatabase();
    void onPrepared(const Result<void> &prepared);
    void onLoaded(const Result<void> &loaded);
    void onReplayed(const Result<void> &replayed);
    void retryLater(const Error &error);
    void observeSamples();
    void probe();
    void dropOldEvents();
    void setDatabaseHealth(bool isHealthy, const QString &message);

    const Options m_options;
    SystemClock m_clock;
    std::atomic<Phase> m_phase{Phase::Idle};
    mutable std::mutex m_healthMutex; ///< guards the two below, which I/O threads read
    bool m_isDatabaseHealthy = false;
    std::string m_databaseMessage = "starting";

    std::unique_ptr<storage::PostgresSupervisor> m_supervisor; ///< null with a given database
    QThread m_inventoryThread;
    std::unique_ptr<storage::SqlWorkers> m_probes;
    std::unique_ptr<storage::PostgresAccessStore> m_access;
    std::unique_ptr<storage::PostgresInventoryStore> m_inventoryStore;
    std::unique_ptr<cmdb::LiveInventory> m_inventory; ///< lives in m_inventoryThread
    std::unique_ptr<InventoryLabels> m_labels;
    std::unique_ptr<TimeseriesEngine> m_engine;
    cmdb::HostStateTracker m_tracker;
    int m_observer = 0;
    std::unique_ptr<Frontend> m_front;

    QThreadPool m_starter; ///< one thread, for the steps of the start that block
    QTimer m_retryTimer;
    QTimer m_probeTimer;
    QTimer m_eventRetentionTimer;
    std::chrono::milliseconds m_backoff{0};
    bool m_isProbing = false;
    SteadyMs m_probeStart{};
};

} // namespace qd::backend
