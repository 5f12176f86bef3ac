// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/journalcopy.h"

#include "backend/storage/timeseries/copybuffer.h"

namespace qd::backend {

Result<void> copySeries(PgConnection &connection, std::span<const StagedRegistrations::Series> series)
{
    CopyBuffer copy;
    for (const StagedRegistrations::Series &one : series) {
        std::vector<std::string> labels;
        for (const auto &[name, value] : one.description.labels.pairs()) {
            labels.push_back(name);
            labels.push_back(value);
        }
        copy.beginRow(6);
        copy.add(one.host.value);
        copy.add(static_cast<std::int32_t>(one.ordinal));
        copy.add(std::span<const std::string>(labels));
        copy.add(std::string_view(one.description.unit));
        copy.add(static_cast<std::int16_t>(one.description.kind));
        copy.add(one.description.intervalMs);
    }
    return copy.empty()
        ? Result<void>()
        : connection.copyIn("COPY metric_series (host_id, ordinal, labels, unit, kind, interval_ms) "
                            "FROM STDIN (FORMAT binary)",
            copy.finish());
}

Result<void> copyDictionaries(PgConnection &connection, std::span<const StagedRegistrations::Part> parts)
{
    CopyBuffer copy;
    for (const StagedRegistrations::Part &part : parts) {
        copy.beginRow(5);
        copy.add(part.host.value);
        copy.add(static_cast<std::int64_t>(part.dictionary));
        copy.add(part.part);
        copy.add(std::span<const std::int32_t>(part.slots));
        copy.add(std::span<const std::int32_t>(part.ordinals));
    }
    return copy.empty()
        ? Result<void>()
        : connection.copyIn("COPY metric_dictionary (host_id, dictionary, part, slots, ordinals) "
                            "FROM STDIN (FORMAT binary)",
            copy.finish());
}

Result<void> copyJournal(
    PgConnection &connection, std::int64_t id, std::int64_t writtenMs, const std::deque<series::Bytes> &rows)
{
    CopyBuffer copy;
    std::int32_t part = 0;
    for (const series::Bytes &row : rows) {
        copy.beginRow(4);
        copy.add(id);
        copy.add(part++);
        copy.add(writtenMs);
        copy.add(series::ByteView(row));
    }
    return connection.copyIn(
        "COPY metric_journal (id, part, written_ms, data) FROM STDIN (FORMAT binary)", copy.finish());
}

} // namespace qd::backend
