// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/spool/recordlog.h"
#include "agent/spool/reporter.h"
#include "shared/protocol/agentmessages.h"

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace qd::agent {

/// Gives each series the slot under which it travels in blocks, and remembers the slots on disk, so that
/// blocks which outlive the process stay readable. A dictionary has a random id; numbering starts over under
/// a new id when the old one cannot be trusted: after a boot (the disk may have lost its newest entries),
/// after damage, when it has grown too large. Old dictionaries are kept while spooled blocks need them. Not
/// thread safe; blocks on the disk.
class Dictionary
{
public:
    struct Options
    {
        std::filesystem::path directory;
        std::string bootId; ///< of the running kernel; empty if unknown
        std::size_t maxEntries = 50'000; ///< a larger dictionary is begun anew at the next open()
        RecordLog::WriteCall write{}; ///< as in RecordLog::Options
    };

    /// @param reporter  must outlive the dictionary
    Dictionary(Options options, Reporter &reporter);

    /// Reads what an earlier process left; call once, before anything else. Trouble with the disk is reported
    /// and leaves a working dictionary in memory.
    void open();

    [[nodiscard]] std::uint64_t id() const { return m_id; }

    /// The slot of a series, a new one at its first appearance. New slots are durable after flush().
    [[nodiscard]] std::uint32_t slotOf(const SeriesDescription &series);

    /// Writes new slots to disk; call before the first block that uses them is spooled. Cheap if there are
    /// none.
    void flush();

    /// Slots of the current dictionary, in order: entry i has slot i.
    [[nodiscard]] std::span<const protocol::SeriesEntry> entries() const { return m_entries; }

    /// Slots of any dictionary that is still kept; empty if it is unknown or unreadable.
    [[nodiscard]] std::vector<protocol::SeriesEntry> entriesOf(std::uint64_t dictionary) const;

    [[nodiscard]] bool isKnown(std::uint64_t dictionary) const { return m_places.contains(dictionary); }

    /// Same slots under a new id: the backend has kept sequence numbers that this agent has not given out, as
    /// happens when a machine is put back to an earlier state.
    void renew();

    /// Forgets old dictionaries but these; the current one always stays.
    void keepOnly(const std::set<std::uint64_t> &dictionaries);

private:
    void readRecord(std::uint8_t kind, series::ByteView payload, RecordPlace place);
    void begin();
    [[nodiscard]] bool takeCurrentEntries();
    void onDiskFailure(const Error &error);

    Options m_options;
    Reporter &m_reporter;
    RecordLog m_log;
    std::uint64_t m_id = 0;
    std::string m_newestBootId; ///< of the newest dictionary on disk
    std::vector<protocol::SeriesEntry> m_entries;
    std::unordered_multimap<std::uint64_t, std::uint32_t> m_byHash;
    std::map<std::uint64_t, std::vector<RecordPlace>> m_places; ///< entries on disk, by dictionary
    std::size_t m_flushed = 0; ///< entries that are on disk
    bool m_isFailing = false;
};

} // namespace qd::agent
