// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/spool/dictionary.h"

#include "agent/spool/bytesio.h"
#include "shared/protocol/wire.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <random>
#include <utility>

namespace qd::agent {

namespace {

constexpr std::uint8_t kPreamble = 1; ///< opens a segment, empty
constexpr std::uint8_t kEntries = 2; ///< length of the boot id, the boot id, an encoded RegisterSeries
constexpr std::size_t kMaxBootId = 255;
constexpr std::size_t kEntriesPerRecord = 1'000;

std::uint64_t randomId()
{
    std::random_device device;
    std::uint64_t id = 0;
    while (id == 0) {
        id = std::uint64_t{device()} << 32 | device();
    }
    return id;
}

struct EntriesRecord
{
    std::string bootId;
    protocol::RegisterSeries series;
};

series::Bytes write(std::string_view bootId, protocol::RegisterSeries series)
{
    series::Bytes record;
    putNumber(record, static_cast<std::uint8_t>(bootId.size()));
    const auto text = std::as_bytes(std::span{bootId.data(), bootId.size()});
    record.insert(record.end(), text.begin(), text.end());
    const protocol::Blob message = protocol::encode({protocol::kVersion, 0, std::move(series)});
    record.insert(record.end(), message.begin(), message.end());
    return record;
}

std::optional<EntriesRecord> read(series::ByteView record)
{
    const auto length = takeNumber<std::uint8_t>(record);
    if (!length || record.size() < *length) {
        return std::nullopt;
    }
    auto envelope = protocol::decode(record.subspan(*length));
    auto *series = envelope ? std::get_if<protocol::RegisterSeries>(&envelope->message) : nullptr;
    if (series == nullptr) {
        return std::nullopt;
    }
    return EntriesRecord{{reinterpret_cast<const char *>(record.data()), *length}, std::move(*series)};
}

} // namespace

Dictionary::Dictionary(Options options, Reporter &reporter)
    : m_options(std::move(options))
    , m_reporter(reporter)
    , m_log({m_options.directory, 1'000'000, 1'000'000, m_options.write}, kPreamble,
          [] { return series::Bytes{}; })
{
    m_options.bootId.resize(std::min(m_options.bootId.size(), kMaxBootId));
}

void Dictionary::open()
{
    const auto recovered = m_log.open([this](std::uint8_t kind, series::ByteView payload, RecordPlace place) {
        readRecord(kind, payload, place);
    });
    bool isWhole = recovered.has_value();
    if (!recovered) {
        m_isFailing = true;
        m_reporter.raise(EventSeverity::Error, "spool",
            "The series dictionary cannot be kept on disk: " + recovered.error().toString());
    } else if (recovered->corrupted + recovered->tornTails > 0) {
        // Slots may be missing at the end, and a slot given out twice would mix up two series.
        isWhole = false;
        m_reporter.raise(EventSeverity::Warning, "spool",
            "The series dictionary on disk is damaged; series are numbered anew");
    }
    const bool isSameBoot = !m_options.bootId.empty() && m_newestBootId == m_options.bootId;
    if (!isWhole || m_id == 0 || !isSameBoot || !takeCurrentEntries()
        || m_entries.size() > m_options.maxEntries) {
        begin();
    }
}

void Dictionary::readRecord(std::uint8_t kind, series::ByteView payload, RecordPlace place)
{
    const auto record = kind == kEntries ? read(payload) : std::nullopt;
    if (!record) {
        m_log.release(place);
        return;
    }
    m_id = record->series.dictionary;
    m_newestBootId = record->bootId;
    m_places[m_id].push_back(place);
}

bool Dictionary::takeCurrentEntries()
{
    m_entries = entriesOf(m_id);
    m_byHash.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].slot != i) {
            return false; // a record between is lost: the numbering has a hole
        }
        m_byHash.emplace(m_entries[i].series.labels.hash(), m_entries[i].slot);
    }
    m_flushed = m_entries.size();
    return true;
}

void Dictionary::begin()
{
    m_id = randomId();
    m_places[m_id];
    m_entries.clear();
    m_byHash.clear();
    m_flushed = 0;
}

void Dictionary::renew()
{
    m_id = randomId();
    m_places[m_id];
    m_flushed = 0;
}

std::uint32_t Dictionary::slotOf(const SeriesDescription &series)
{
    const std::uint64_t hash = series.labels.hash();
    const auto [first, last] = m_byHash.equal_range(hash);
    for (auto at = first; at != last; ++at) {
        // The whole description counts: a changed unit or interval has to be announced, and a slot never
        // changes.
        if (m_entries[at->second].series == series) {
            return at->second;
        }
    }
    const auto slot = static_cast<std::uint32_t>(m_entries.size());
    m_entries.push_back({slot, series});
    m_byHash.emplace(hash, slot);
    return slot;
}

void Dictionary::flush()
{
    if (m_flushed == m_entries.size()) {
        return;
    }
    while (m_flushed < m_entries.size()) {
        const std::size_t count = std::min(kEntriesPerRecord, m_entries.size() - m_flushed);
        const auto first = m_entries.begin() + static_cast<std::ptrdiff_t>(m_flushed);
        const auto place = m_log.append(
            kEntries, write(m_options.bootId, {m_id, {first, first + static_cast<std::ptrdiff_t>(count)}}));
        if (!place) {
            onDiskFailure(place.error());
            return;
        }
        m_places[m_id].push_back(*place);
        m_flushed += count;
    }
    m_log.flush();
    if (std::exchange(m_isFailing, false)) {
        m_reporter.raise(EventSeverity::Info, "spool", "The series dictionary is kept on disk again");
    }
}

void Dictionary::onDiskFailure(const Error &error)
{
    if (!std::exchange(m_isFailing, true)) {
        m_reporter.raise(EventSeverity::Error, "spool",
            "The series dictionary cannot be kept on disk: " + error.toString());
    }
    if (m_flushed > 0) {
        // A later process would find a part of this dictionary and give its next slots to other series.
        renew();
    }
}

std::vector<protocol::SeriesEntry> Dictionary::entriesOf(std::uint64_t dictionary) const
{
    if (dictionary == m_id && !m_entries.empty()) {
        return m_entries;
    }
    std::vector<protocol::SeriesEntry> entries;
    const auto places = m_places.find(dictionary);
    if (places == m_places.end()) {
        return entries;
    }
    for (const RecordPlace &place : places->second) {
        const auto record = m_log.read(place);
        auto content = record ? read(*record) : std::nullopt;
        if (content) {
            std::move(
                content->series.entries.begin(), content->series.entries.end(), std::back_inserter(entries));
        }
    }
    return entries;
}

void Dictionary::keepOnly(const std::set<std::uint64_t> &dictionaries)
{
    std::erase_if(m_places, [&](const auto &old) {
        if (old.first == m_id || dictionaries.contains(old.first)) {
            return false;
        }
        for (const RecordPlace &place : old.second) {
            m_log.release(place);
        }
        return true;
    });
}

} // namespace qd::agent
