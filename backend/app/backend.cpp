// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/backend.h"

#include "backend/api/http/tlsidentity.h"
#include "backend/app/exposed.h"
#include "backend/storage/postgres/firstadministrator.h"
#include "backend/storage/postgres/schema.h"

#include <QHostInfo>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QtConcurrent>

namespace qd::backend {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using storage::PostgresSupervisor;

namespace {

Q_LOGGING_CATEGORY(lcBackend, "qd.backend.app")

constexpr auto kFirstBackoff = 500ms;
constexpr auto kLongestBackoff = 10'000ms;
constexpr auto kProbeInterval = 2'000ms;
constexpr auto kLongestProbe = 4s;
constexpr auto kEventRetentionInterval = 1h;

Result<void> prepare(const storage::DatabaseAddress &address, const QString &home)
{
    return storage::ensureDatabase(address).and_then([&]() -> Result<void> {
        storage::SqlSession session{address};
        auto version = storage::migrate(session);
        if (!version) {
            return failure(std::move(version).error());
        }
        return storage::ensureFirstAdministrator(session, home);
    });
}

/// A database that another version of this program owns does not become ours by waiting.
bool isHopeless(const Error &error)
{
    return error.code == ErrorCode::Conflict || error.code == ErrorCode::Corrupt;
}

} // namespace

Backend::Backend(Options options)
    : m_options{std::move(options)}
    , m_tracker{m_clock}
{
    m_starter.setMaxThreadCount(1);
    m_retryTimer.setSingleShot(true);
    m_retryTimer.callOnTimeout(this, &Backend::prepareDatabase);
    m_probeTimer.callOnTimeout(this, &Backend::probe);
    m_eventRetentionTimer.callOnTimeout(this, &Backend::dropOldEvents);
    m_inventoryThread.setObjectName(u"inventory"_s);
}

Backend::~Backend()
{
    m_front.reset();
    m_starter.waitForDone();
    m_engine.reset();
    // What still waits in the stores is answered before the thread that would take the answers ends.
    m_inventoryStore.reset();
    m_labels.reset();
    if (m_inventory) {
        m_inventory.release()->deleteLater(); // in its own thread, before that ends
    }
    m_inventoryThread.quit();
    m_inventoryThread.wait();
}

storage::DatabaseAddress Backend::databaseAddress() const
{
    return m_options.database ? *m_options.database : m_supervisor->address();
}

QString Backend::url() const
{
    const bool isAny = m_options.listen == QHostAddress::Any || m_options.listen == QHostAddress::AnyIPv4
        || m_options.listen == QHostAddress::AnyIPv6;
    QString host = isAny ? QHostInfo::localHostName() : m_options.listen.toString();
    if (host.contains(u':')) {
        host = u"["_s + host + u"]";
    }
    return (m_options.usesTls() ? u"https://"_s : u"http://"_s) + host + u":"
        + QString::number(m_front->port());
}

Result<std::optional<QSslConfiguration>> Backend::tls() const
{
    if (!m_options.usesTls()) {
        return std::optional<QSslConfiguration>{};
    }
    const auto wrap = [](QSslConfiguration &&configuration) {
        return std::optional{std::move(configuration)};
    };
    if (!m_options.tlsCertificate.isEmpty()) {
        return http::TlsIdentity::given(m_options.tlsCertificate, m_options.tlsKey).transform(wrap);
    }
    QStringList names = m_options.tlsNames;
    names << u"localhost"_s << u"127.0.0.1"_s << QHostInfo::localHostName();
    if (!names.contains(m_options.listen.toString())
        && !m_options.listen.isEqual(QHostAddress{QHostAddress::Any})) {
        names << m_options.listen.toString();
    }
    return http::TlsIdentity::own(m_options.home + u"/tls", names, m_clock).transform(wrap);
}

Result<void> Backend::start()
{
    auto encryption = tls();
    if (!encryption) {
        return failure(std::move(encryption).error());
    }
    if (!m_options.database) {
        m_supervisor = std::make_unique<PostgresSupervisor>(m_options.home);
        connect(m_supervisor.get(), &PostgresSupervisor::stateChanged, this, &Backend::onSupervisorState);
    }
    makeStores();
    Frontend::Settings settings;
    settings.tls = *std::move(encryption);
    settings.health = healthSources();
    settings.metrics.push_back([this](http::Exposition &out) { expose(out, *m_engine); });
    m_front = std::make_unique<Frontend>(
        Frontend::Ground{*m_access, *m_inventory, m_tracker, *m_engine, *m_engine, m_clock},
        std::move(settings));
    if (auto listening = m_front->listen(m_options.listen, m_options.port); !listening) {
        return listening;
    }
    qCInfo(lcBackend, "listening at %s, home is %s", qPrintable(url()), qPrintable(m_options.home));
    m_phase = Phase::Waiting;
    if (m_supervisor) {
        m_supervisor->start();
    } else {
        prepareDatabase();
    }
    return {};
}

void Backend::makeStores()
{
    const storage::DatabaseAddress address = databaseAddress();
    storage::SqlWorkers::Limits probeLimits;
    probeLimits.threads = 1;
    probeLimits.session.statementTimeout = 2s;
    m_probes = std::make_unique<storage::SqlWorkers>(address, probeLimits);
    m_access = std::make_unique<storage::PostgresAccessStore>(address, m_clock);
    m_inventoryStore = std::make_unique<storage::PostgresInventoryStore>(address);
    m_inventory = std::make_unique<cmdb::LiveInventory>(*m_inventoryStore);
    m_inventory->moveToThread(&m_inventoryThread);
    m_inventoryThread.start();
    m_labels = std::make_unique<InventoryLabels>(*m_inventory);

    TimeseriesConfig config;
    config.connection = address.toConnectionString();
    config.rawRetention = m_options.rawRetention;
    config.fiveMinuteRetention = m_options.fiveMinuteRetention;
    config.hourRetention = m_options.hourRetention;
    m_engine = std::make_unique<TimeseriesEngine>(std::move(config), m_clock, *m_labels);
}

std::vector<http::ServerPages::HealthSource> Backend::healthSources()
{
    return {
        [this] {
            const std::lock_guard lock{m_healthMutex};
            return http::HealthItem{"database", m_isDatabaseHealthy, m_databaseMessage};
        },
        [this] {
            const Phase phase = m_phase;
            const char *message = phase == Phase::Ready ? ""
                : phase == Phase::Replaying             ? "reading back the journal"
                : phase == Phase::Stopping              ? "stopping"
                                                        : "waiting for the database";
            return http::HealthItem{"start", phase == Phase::Ready, message};
        },
        [this] {
            std::string trouble = m_engine->writeTrouble();
            if (trouble.empty() && m_phase == Phase::Ready && m_engine->isSaturated()) {
                trouble = "samples wait for the database";
            }
            return http::HealthItem{"journal", trouble.empty(), trouble};
        },
    };
}

void Backend::setDatabaseHealth(bool isHealthy, const QString &message)
{
    const std::lock_guard lock{m_healthMutex};
    if (isHealthy != m_isDatabaseHealthy && m_phase == Phase::Ready) {
        if (isHealthy) {
            qCInfo(lcBackend, "the database answers again");
        } else {
            qCCritical(lcBackend, "the database is away: %s", qPrintable(message));
        }
    }
    m_isDatabaseHealthy = isHealthy;
    m_databaseMessage = message.toStdString();
}

void Backend::onSupervisorState(PostgresSupervisor::State state, const QString &reason)
{
    if (state != PostgresSupervisor::State::Ready) {
        setDatabaseHealth(false, u"PostgreSQL is not running: "_s + reason);
        if (state == PostgresSupervisor::State::Stopped && m_phase == Phase::Stopping) {
            Q_EMIT stopped();
        }
        return;
    }
    if (m_phase == Phase::Waiting && !m_retryTimer.isActive()) {
        prepareDatabase();
    }
}

void Backend::prepareDatabase()
{
    m_phase = Phase::Preparing;
    QtConcurrent::run(&m_starter, [address = databaseAddress(), home = m_options.home] {
        return prepare(address, home);
    }).then(this, [this](const Result<void> &prepared) { onPrepared(prepared); });
}

void Backend::retryLater(const Error &error)
{
    m_phase = Phase::Waiting;
    m_backoff = std::clamp<std::chrono::milliseconds>(m_backoff * 2, kFirstBackoff, kLongestBackoff);
    const auto pause = m_backoff / 2 + m_backoff * QRandomGenerator::global()->bounded(1000) / 2000;
    qCWarning(lcBackend, "the database cannot be used yet, next try in %lld ms: %s",
        static_cast<long long>(pause.count()), error.toString().c_str());
    setDatabaseHealth(false, QString::fromStdString(error.message));
    m_retryTimer.start(pause);
}

void Backend::onPrepared(const Result<void> &prepared)
{
    if (m_phase == Phase::Stopping) {
        return;
    }
    if (!prepared) {
        if (isHopeless(prepared.error())) {
            Q_EMIT failed(prepared.error());
        } else {
            retryLater(prepared.error());
        }
        return;
    }
    m_phase = Phase::Loading;
    m_inventory->refresh().then(this, [this](const Result<void> &loaded) { onLoaded(loaded); });
}

void Backend::onLoaded(const Result<void> &loaded)
{
    if (m_phase == Phase::Stopping) {
        return;
    }
    if (!loaded) {
        retryLater(loaded.error());
        return;
    }
    m_phase = Phase::Replaying;
    QtConcurrent::run(&m_starter, [engine = m_engine.get()] {
        return engine->start();
    }).then(this, [this](const Result<void> &replayed) { onReplayed(replayed); });
}

void Backend::onReplayed(const Result<void> &replayed)
{
    if (m_phase == Phase::Stopping) {
        return;
    }
    if (!replayed) {
        // Half a replay cannot be continued in this process; whoever supervises it starts the next.
        Q_EMIT failed(replayed.error());
        return;
    }
    observeSamples();
    setDatabaseHealth(true, {});
    m_probeTimer.start(kProbeInterval);
    m_eventRetentionTimer.start(kEventRetentionInterval);
    dropOldEvents();
    m_phase = Phase::Ready;
    m_front->open();
    const auto snapshot = m_inventory->snapshot();
    qCInfo(lcBackend, "ready: %zu hosts, %u series", snapshot->hosts().size(), m_engine->seriesCount());
    Q_EMIT ready();
}

void Backend::observeSamples()
{
    for (const HostProgress &progress : m_engine->allProgress()) {
        m_tracker.restoreLastSeen(
            progress.host, progress.newestSample - std::chrono::milliseconds{progress.clockOffsetMs});
    }
    m_observer = m_engine->addObserver([this](std::span<const HostProgress> committed) {
        for (const HostProgress &progress : committed) {
            m_tracker.samplesArrived(
                progress.host, {progress.newestSample, progress.clockOffsetMs, progress.receivedAt});
        }
    });
}

void Backend::probe()
{
    if (m_isProbing) {
        // A server that hangs does not even answer that it timed out.
        const auto waited =
            std::chrono::duration_cast<std::chrono::seconds>(m_clock.steadyNow() - m_probeStart);
        if (waited >= kLongestProbe && m_phase == Phase::Ready) {
            setDatabaseHealth(false, u"no answer for %1 s"_s.arg(waited.count()));
        }
        return;
    }
    m_isProbing = true;
    m_probeStart = m_clock.steadyNow();
    m_probes
        ->submit([](storage::SqlSession &session) -> Result<void> {
            auto answered = session.run(u"select 1"_s);
            return answered ? Result<void>{} : failure(std::move(answered).error());
        })
        .then(this, [this](const Result<void> &answered) {
            m_isProbing = false;
            if (m_phase == Phase::Ready) {
                setDatabaseHealth(answered.has_value(),
                    answered ? QString{} : QString::fromStdString(answered.error().message));
            }
        });
}

void Backend::dropOldEvents()
{
    m_inventoryStore->dropEventsOlderThan(m_options.eventRetention)
        .then(this, [](const Result<std::int64_t> &dropped) {
            if (!dropped) {
                qCWarning(
                    lcBackend, "old events stay for another hour: %s", dropped.error().toString().c_str());
            } else if (*dropped > 0) {
                qCInfo(lcBackend, "dropped %lld old events", static_cast<long long>(*dropped));
            }
        });
}

void Backend::stop()
{
    if (m_phase == Phase::Stopping) {
        return;
    }
    const bool wasReady = m_phase.exchange(Phase::Stopping) == Phase::Ready;
    qCInfo(lcBackend, "stopping");
    m_retryTimer.stop();
    m_probeTimer.stop();
    m_eventRetentionTimer.stop();
    if (m_front) {
        m_front->stop();
    }
    m_starter.waitForDone();
    if (wasReady) {
        m_engine->removeObserver(m_observer);
    }
    m_engine->stop();
    if (m_supervisor && m_supervisor->state() != PostgresSupervisor::State::Stopped) {
        m_supervisor->stop();
    } else {
        Q_EMIT stopped();
    }
}

} // namespace qd::backend
