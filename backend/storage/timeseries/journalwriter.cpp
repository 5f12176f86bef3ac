// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/journalwriter.h"

#include "backend/storage/timeseries/copybuffer.h"
#include "backend/storage/timeseries/journalframe.h"

#include <QLoggingCategory>

#include <limits>
#include <random>

namespace qd::backend {
namespace {

Q_LOGGING_CATEGORY(lcJournal, "qd.backend.journal")

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kRowBytes = 256U << 10;
constexpr std::size_t kMaxStagedSeries = 20'000;
constexpr std::size_t kItemOverhead = 256; ///< so that empty items fill the queue too
constexpr std::chrono::milliseconds kConnectTimeout{5'000};
constexpr std::chrono::milliseconds kCommitTimeout{30'000};
constexpr std::chrono::milliseconds kFirstRetry{100};
constexpr std::chrono::milliseconds kLastRetry{5'000};

bool isDataError(const Error &error)
{
    const auto state = error.context.find("sqlstate");
    return state != error.context.end()
        && (state->second.starts_with("22") || state->second.starts_with("23"));
}

} // namespace

JournalWriter::JournalWriter(const TimeseriesConfig &config, const Clock &clock, SeriesCatalog &catalog,
    HeadStore &heads, SequenceTable &sequences, TimeseriesCounters &counters,
    MetricStore::CommitObserver onCommit)
    : m_config(config)
    , m_clock(clock)
    , m_catalog(catalog)
    , m_heads(heads)
    , m_sequences(sequences)
    , m_counters(counters)
    , m_onCommit(std::move(onCommit))
    , m_connection(config.connection, "quarterdeck journal")
    , m_table("metric_journal", kHourMs)
    , m_inFlightMs(kNever)
{
    m_connection.setTimeout(kCommitTimeout);
    m_connection.setInterrupt([this] { return giveUp(); });
}

JournalWriter::~JournalWriter()
{
    stop(std::chrono::milliseconds{0});
}

void JournalWriter::start(std::int64_t nextId)
{
    m_nextId = nextId;
    m_isStopping = false;
    m_thread = std::thread([this] { run(); });
}

void JournalWriter::stop(std::chrono::milliseconds timeout)
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_stopDeadline = std::chrono::steady_clock::now() + timeout;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

bool JournalWriter::giveUp() const
{
    const std::lock_guard lock(m_mutex);
    return m_isStopping && std::chrono::steady_clock::now() >= m_stopDeadline;
}

void JournalWriter::push(Item item, std::size_t bytes)
{
    // The caller holds m_mutex.
    const std::size_t before = m_queuedBytes;
    m_queuedBytes += bytes + kItemOverhead;
    m_queue.emplace_back(std::move(item), bytes + kItemOverhead);
    if (m_queue.size() == 1 || (before < m_config.groupBytes && m_queuedBytes >= m_config.groupBytes)) {
        m_changed.notify_one();
    }
}

void JournalWriter::registerSeries(HostId host, std::uint64_t dictionary,
    std::vector<SeriesRegistration> entries, SampleIngest::RegisterDone done)
{
    std::size_t bytes = 0;
    for (const SeriesRegistration &entry : entries) {
        bytes += 64;
        for (const auto &[name, value] : entry.series.labels.pairs()) {
            bytes += name.size() + value.size() + 64;
        }
    }
    std::unique_lock lock(m_mutex);
    if (m_isStopping || m_queuedBytes >= m_config.maxQueuedBytes) {
        const bool isStopping = m_isStopping;
        lock.unlock();
        done(failure(
            isStopping ? ErrorCode::Cancelled : ErrorCode::Unavailable, "journal: registration not taken"));
        return;
    }
    push(Registration{host, dictionary, std::move(entries), std::move(done), {}, {}}, bytes);
}

Result<void> JournalWriter::append(IngestBlock block, SampleIngest::AppendDone done)
{
    const std::lock_guard lock(m_mutex);
    if (m_isStopping || m_queuedBytes >= m_config.maxQueuedBytes) {
        m_sequences.turnAway(block.host, block.dictionary, block.sequence);
        return failure(ErrorCode::Unavailable, "journal: the queue is full");
    }
    switch (m_sequences.offer(block.host, block.dictionary, block.sequence)) {
    case SequenceTable::Verdict::OutOfOrder:
        return failure(ErrorCode::Unavailable, "journal: a block before this one was turned away");
    case SequenceTable::Verdict::Repeat:
        ++m_counters.blocksRepeated;
        push(Repeat{std::move(done)}, 0);
        return {};
    case SequenceTable::Verdict::New:
        break;
    }
    const std::size_t bytes = block.raw.size();
    push(Block{std::move(block), std::move(done)}, bytes);
    return {};
}

bool JournalWriter::isSaturated() const
{
    const std::lock_guard lock(m_mutex);
    return m_isStopping || m_queuedBytes >= m_config.maxQueuedBytes;
}

std::string JournalWriter::trouble() const
{
    const std::lock_guard lock(m_mutex);
    return m_trouble;
}

void JournalWriter::setTrouble(std::string reason)
{
    const std::lock_guard lock(m_mutex);
    m_trouble = std::move(reason);
}

void JournalWriter::run()
{
    Group group;
    while (takeGroup(group)) {
        m_inFlightMs = m_lastWrittenMs; // before the clock is read: no partition may go in between
        prepare(group);
        m_inFlightMs = group.writtenMs;
        if (commit(group)) {
            apply(group);
        } else {
            cancel(group.items);
        }
        m_inFlightMs = kNever;
        group = {};
    }
    std::vector<Item> left;
    {
        const std::lock_guard lock(m_mutex);
        for (auto &[item, bytes] : m_queue) {
            left.push_back(std::move(item));
        }
        m_queue.clear();
        m_queuedBytes = 0;
    }
    cancel(left);
    m_connection.disconnect();
}

/// Waits for work. @return false when stopping and either all is done or time is up
bool JournalWriter::takeGroup(Group &group)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_isStopping || !m_queue.empty(); });
    m_changed.wait_for(
        lock, m_config.groupWindow, [this] { return m_isStopping || m_queuedBytes >= m_config.groupBytes; });
    if (m_queue.empty() || (m_isStopping && std::chrono::steady_clock::now() >= m_stopDeadline)) {
        return false;
    }
    std::size_t bytes = 0;
    while (!m_queue.empty() && bytes < m_config.groupBytes) {
        bytes += m_queue.front().second;
        group.items.push_back(std::move(m_queue.front().first));
        m_queue.pop_front();
    }
    // Released now although not yet committed: the group is at most one more groupBytes.
    m_queuedBytes -= bytes;
    return true;
}

void JournalWriter::prepare(Group &group)
{
    group.id = m_nextId++;
    // Never backwards, whatever the wall clock does: partitions are dropped by this time.
    group.writtenMs = m_lastWrittenMs = std::max(m_lastWrittenMs, toUnixMs(m_clock.now()));
    std::optional<series::ByteWriter> out(std::in_place, group.rows.emplace_back());
    for (Item &item : group.items) {
        if (auto *registration = std::get_if<Registration>(&item)) {
            if (group.staged.series.size() > kMaxStagedSeries) {
                registration->error =
                    Error{ErrorCode::Unavailable, "journal: too many new series at once", {}};
                continue;
            }
            registration->refused = m_catalog.stage(
                registration->host, registration->dictionary, registration->entries, group.staged);
        } else if (const auto *block = std::get_if<Block>(&item)) {
            if (out->size() >= kRowBytes) {
                out->finish();
                out.emplace(group.rows.emplace_back());
            }
            writeFrame(block->block, *out);
        }
    }
    out->finish();
}

Result<void> JournalWriter::ensureConnected()
{
    return m_connection.isConnected() ? Result<void>() : m_connection.connect(kConnectTimeout);
}

/// Until it is committed or stopping took too long.
bool JournalWriter::commit(Group &group)
{
    for (unsigned attempt = 0;; ++attempt) {
        auto written = ensureConnected();
        written = written ? writeOnce(group, attempt > 0) : written;
        if (written) {
            break;
        }
        m_table.forget();
        ++m_counters.commitRetries;
        setTrouble(written.error().message);
        if (attempt % 10 == 0) {
            qCWarning(lcJournal, "group %lld not committed, attempt %u: %s", static_cast<long long>(group.id),
                attempt + 1, written.error().toString().c_str());
        }
        if (isDataError(written.error()) && attempt > 0 && !group.staged.parts.empty()) {
            refuseRegistrations(group, written.error());
            continue;
        }
        (void)(m_connection.isConnected() ? m_connection.execute("ROLLBACK") : Result<void>());
        if (!waitBeforeRetry(attempt)) {
            return false;
        }
    }
    m_table.confirm(group.writtenMs);
    setTrouble({});
    ++m_counters.commits;
    return true;
}

/// A registration that the database will not take must not hold up everybody's blocks.
void JournalWriter::refuseRegistrations(Group &group, const Error &error)
{
    (void)(m_connection.isConnected() ? m_connection.execute("ROLLBACK") : Result<void>());
    group.staged = {};
    for (Item &item : group.items) {
        if (auto *registration = std::get_if<Registration>(&item)) {
            registration->error = error;
        }
    }
}

Result<bool> JournalWriter::isCommitted(const Group &group)
{
    PgParameters parameters;
    parameters.add(group.writtenMs);
    parameters.add(group.id);
    const auto rows = m_connection.query(
        "SELECT 1 FROM metric_journal WHERE written_ms = $1 AND id = $2 LIMIT 1", parameters);
    if (!rows) {
        return failure(rows.error());
    }
    return rows->count() > 0;
}

Result<void> JournalWriter::writeOnce(const Group &group, bool isRepeat)
{
    auto done =
        m_connection.execute(beginExclusive(PgExclusive::Journal) + m_table.creation(group.writtenMs));
    if (done && isRepeat) {
        // Whether the attempt before got through is not known; its row in the journal says it.
        const auto committed = isCommitted(group);
        if (committed && *committed) {
            return m_connection.execute("ROLLBACK");
        }
        done = committed ? done : Result<void>(failure(committed.error()));
    }
    CopyBuffer copy;
    if (done && !group.staged.series.empty()) {
        for (const StagedRegistrations::Series &series : group.staged.series) {
            std::vector<std::string> labels;
            for (const auto &[name, value] : series.description.labels.pairs()) {
                labels.push_back(name);
                labels.push_back(value);
            }
            copy.beginRow(6);
            copy.add(series.host.value);
            copy.add(static_cast<std::int32_t>(series.ordinal));
            copy.add(std::span<const std::string>(labels));
            copy.add(std::string_view(series.description.unit));
            copy.add(static_cast<std::int16_t>(series.description.kind));
            copy.add(series.description.intervalMs);
        }
        done = m_connection.copyIn("COPY metric_series (host_id, ordinal, labels, unit, kind, interval_ms) "
                                   "FROM STDIN (FORMAT binary)",
            copy.finish());
        copy.clear();
    }
    if (done && !group.staged.parts.empty()) {
        for (const StagedRegistrations::Part &part : group.staged.parts) {
            copy.beginRow(5);
            copy.add(part.host.value);
            copy.add(static_cast<std::int64_t>(part.dictionary));
            copy.add(part.part);
            copy.add(std::span<const std::int32_t>(part.slots));
            copy.add(std::span<const std::int32_t>(part.ordinals));
        }
        done = m_connection.copyIn("COPY metric_dictionary (host_id, dictionary, part, slots, ordinals) "
                                   "FROM STDIN (FORMAT binary)",
            copy.finish());
        copy.clear();
    }
    if (done) {
        std::int32_t part = 0;
        for (const series::Bytes &row : group.rows) {
            copy.beginRow(4);
            copy.add(group.id);
            copy.add(part++);
            copy.add(group.writtenMs);
            copy.add(series::ByteView(row));
        }
        done = m_connection.copyIn(
            "COPY metric_journal (id, part, written_ms, data) FROM STDIN (FORMAT binary)", copy.finish());
    }
    return done ? m_connection.execute("COMMIT") : done;
}

bool JournalWriter::waitBeforeRetry(unsigned attempt)
{
    thread_local std::minstd_rand random{std::random_device{}()};
    const auto longest = std::min(kLastRetry, kFirstRetry * (1U << std::min(attempt, 6U)));
    const std::chrono::milliseconds wait{
        std::uniform_int_distribution<long>(longest.count() / 2, longest.count())(random)};
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(
        lock, wait, [this] { return m_isStopping && std::chrono::steady_clock::now() >= m_stopDeadline; });
    return !(m_isStopping && std::chrono::steady_clock::now() >= m_stopDeadline);
}

void JournalWriter::apply(Group &group)
{
    m_catalog.apply(group.staged);
    const std::int64_t committedMs = toUnixMs(m_clock.now());
    std::vector<HostProgress> changed;
    for (const series::Bytes &row : group.rows) {
        m_counters.journalBytes += row.size();
    }
    for (const Item &item : group.items) {
        if (const auto *block = std::get_if<Block>(&item)) {
            applyBlock(*block, group.writtenMs, committedMs, changed);
        }
    }
    for (Item &item : group.items) {
        if (auto *block = std::get_if<Block>(&item)) {
            block->done({});
        } else if (auto *repeat = std::get_if<Repeat>(&item)) {
            repeat->done({});
        } else if (auto *registration = std::get_if<Registration>(&item)) {
            m_counters.seriesRefused += registration->refused.size();
            if (registration->error) {
                registration->done(failure(*registration->error));
            } else {
                registration->done(std::move(registration->refused));
            }
        }
    }
    if (!changed.empty()) {
        m_onCommit(changed);
    }
}

void JournalWriter::applyBlock(
    const Block &item, std::int64_t writtenMs, std::int64_t committedMs, std::vector<HostProgress> &changed)
{
    const IngestBlock &block = item.block;
    m_sequences.keep(block.host, block.dictionary, block.sequence);
    if (!m_decoder.decode(block.raw, m_flat)) { // append() decoded it before; only damaged memory leads here
        ++m_counters.corruptSections;
        return;
    }
    const auto slots = m_catalog.slots(block.host, block.dictionary);
    const auto head = m_heads.obtain(block.host);
    const HostProgress progress{.host = block.host,
        .newestSample = {},
        .sentAt = block.sentAt,
        .clockOffsetMs = block.clockOffsetMs,
        .receivedAt = block.receivedAt,
        .committedAt = fromUnixMs(committedMs)};
    const HostHead::AppendOutcome outcome =
        head->append(m_flat, slots ? std::span(*slots) : std::span<const std::uint32_t>(),
            {block.dictionary, block.sequence, progress, writtenMs}, m_config.lateWindow);
    ++m_counters.blocksKept;
    m_counters.samplesKept += outcome.added;
    m_counters.samplesLate += outcome.refusedLate;
    m_counters.samplesUnknownSlot += outcome.unknownSlot;
    if (changed.empty() || changed.back().host != block.host) {
        changed.push_back(head->progress());
    } else {
        changed.back() = head->progress();
    }
}

void JournalWriter::cancel(std::vector<Item> &items)
{
    const auto cancelled = [] { return failure(ErrorCode::Cancelled, "journal: stopped before the commit"); };
    for (Item &item : items) {
        if (auto *block = std::get_if<Block>(&item)) {
            block->done(cancelled());
        } else if (auto *repeat = std::get_if<Repeat>(&item)) {
            repeat->done(cancelled());
        } else if (auto *registration = std::get_if<Registration>(&item)) {
            registration->done(cancelled());
        }
    }
}

} // namespace qd::backend
