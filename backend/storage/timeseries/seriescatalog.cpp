// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/seriescatalog.h"

#include "backend/domain/metrics/treelabels.h"
#include "backend/storage/timeseries/headrows.h"

#include <mutex>

namespace qd::backend {
namespace {

constexpr std::uint32_t kNone = kNoOrdinal;
constexpr std::size_t kMaxUnit = 64;

/// PostgreSQL takes neither invalid UTF-8 nor NUL in text, and would refuse the whole transaction.
bool isStorableText(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1
            : lead >> 5 == 6                   ? 2
            : lead >> 4 == 14                  ? 3
            : lead >> 3 == 30                  ? 4
                                               : 0;
        if (lead == 0 || length == 0 || i + length > text.size()) {
            return false;
        }
        std::uint32_t point = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if (next >> 6 != 2) {
                return false;
            }
            point = point << 6 | (next & 0x3FU);
        }
        constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
        if (point < kSmallest[length] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) {
            return false;
        }
        i += length;
    }
    return true;
}

/// Labels that the tree owns keep their value under "exported_...", as Prometheus does with clashing names.
Labels withoutTreeLabels(const Labels &labels)
{
    std::vector<Labels::Pair> pairs = labels.pairs();
    for (Labels::Pair &pair : pairs) {
        if (TreeLabels::owns(pair.first)) {
            pair.first = "exported_" + pair.first;
        }
    }
    return Labels(std::move(pairs));
}

std::string whyNot(std::uint32_t slot, const SeriesDescription &series)
{
    if (slot > SeriesCatalog::kMaxSlot) {
        return "slot: beyond " + std::to_string(SeriesCatalog::kMaxSlot);
    }
    if (const auto valid = validate(series); !valid) {
        return valid.error().message;
    }
    if (series.unit.size() > kMaxUnit || !isStorableText(series.unit)) {
        return "unit: longer than 64 bytes or not UTF-8";
    }
    for (const auto &[name, value] : series.labels.pairs()) {
        if (!isStorableText(name) || !isStorableText(value)) {
            return "labels: not UTF-8";
        }
    }
    return {};
}

} // namespace

std::uint32_t SeriesCatalog::findOrdinal(const Host &host, const Labels &labels) const
{
    for (auto [at, end] = host.ordinalsByHash.equal_range(labels.hash()); at != end; ++at) {
        if (m_index.hasLabels(host.seriesOfOrdinal[at->second], labels)) {
            return at->second;
        }
    }
    return kNone;
}

std::int32_t SeriesCatalog::nextPart(
    const Host &host, const StagedRegistrations::Part &part, const StagedRegistrations &staged)
{
    const auto known = host.dictionaries.find(part.dictionary);
    std::int32_t next = known != host.dictionaries.end() ? known->second.parts : 0;
    for (const StagedRegistrations::Part &other : staged.parts) {
        if (other.host == part.host && other.dictionary == part.dictionary) {
            next = std::max(next, other.part + 1);
        }
    }
    return next;
}

/// Whether a part says nothing new, as a repeat after a reconnect, and needs no row.
bool SeriesCatalog::isKnown(const Host &host, const StagedRegistrations::Part &part)
{
    const auto known = host.dictionaries.find(part.dictionary);
    return known != host.dictionaries.end() && known->second.parts == part.part
        && std::equal(part.slots.begin(), part.slots.end(), part.ordinals.begin(),
            [&table = *known->second.slots](std::int32_t slot, std::int32_t ordinal) {
                const auto index = static_cast<std::size_t>(slot);
                return index < table.size() && table[index] == static_cast<std::uint32_t>(ordinal);
            });
}

std::vector<RefusedRegistration> SeriesCatalog::stage(HostId hostId, std::uint64_t dictionary,
    std::span<const SeriesRegistration> entries, StagedRegistrations &staged) const
{
    const std::shared_lock lock(m_mutex);
    static const Host kNewHost;
    const auto found = m_hosts.find(hostId);
    const Host &host = found == m_hosts.end() ? kNewHost : found->second;
    auto next = static_cast<std::uint32_t>(host.seriesOfOrdinal.size());
    std::map<Labels, std::uint32_t> stagedOrdinals;
    for (const StagedRegistrations::Series &series : staged.series) {
        if (series.host == hostId) {
            stagedOrdinals.emplace(series.description.labels, series.ordinal);
            next = std::max(next, series.ordinal + 1);
        }
    }
    StagedRegistrations::Part part{
        .host = hostId, .dictionary = dictionary, .part = 0, .slots = {}, .ordinals = {}};
    part.part = nextPart(host, part, staged);
    std::vector<RefusedRegistration> refused;
    for (const SeriesRegistration &entry : entries) {
        SeriesDescription series = entry.series;
        series.labels = withoutTreeLabels(series.labels);
        std::string reason = whyNot(entry.slot, series);
        std::uint32_t ordinal = reason.empty() ? findOrdinal(host, series.labels) : kNone;
        if (const auto at = stagedOrdinals.find(series.labels);
            ordinal == kNone && at != stagedOrdinals.end()) {
            ordinal = at->second;
        }
        if (reason.empty() && ordinal == kNone && next >= m_maxSeriesPerHost) {
            reason = "series: the host has " + std::to_string(m_maxSeriesPerHost) + " already";
        }
        if (!reason.empty()) {
            refused.push_back({entry.slot, std::move(reason)});
            continue;
        }
        if (ordinal == kNone) {
            ordinal = next++;
            stagedOrdinals.emplace(series.labels, ordinal);
            staged.series.push_back({hostId, ordinal, std::move(series)});
        }
        part.slots.push_back(static_cast<std::int32_t>(entry.slot));
        part.ordinals.push_back(static_cast<std::int32_t>(ordinal));
    }
    if (!part.slots.empty() && !isKnown(host, part)) {
        staged.parts.push_back(std::move(part));
    }
    return refused;
}

void SeriesCatalog::apply(const StagedRegistrations &staged)
{
    const std::unique_lock lock(m_mutex);
    for (const StagedRegistrations::Series &series : staged.series) {
        enter(series);
    }
    for (const StagedRegistrations::Part &part : staged.parts) {
        enter(part);
    }
}

void SeriesCatalog::load(const StagedRegistrations::Series &series)
{
    const std::unique_lock lock(m_mutex);
    enter(series);
}

void SeriesCatalog::load(const StagedRegistrations::Part &part)
{
    const std::unique_lock lock(m_mutex);
    enter(part);
}

std::uint32_t SeriesCatalog::internMeta(const SeriesDescription &description)
{
    const auto [at, isNew] =
        m_metaIds.emplace(std::pair(description.unit, static_cast<int>(description.kind)),
            static_cast<std::uint32_t>(m_metas.size()));
    if (isNew) {
        m_metas.push_back({description.unit, description.kind});
    }
    return at->second;
}

void SeriesCatalog::enter(const StagedRegistrations::Series &series)
{
    Host &host = m_hosts[series.host];
    const std::uint32_t index = m_index.add(series.description.labels);
    const std::uint32_t meta = internMeta(series.description);
    m_series.push_back({series.host, series.ordinal, meta});
    m_metaOfMetric[std::string(series.description.labels.metricName())] = meta;
    if (host.seriesOfOrdinal.size() <= series.ordinal) {
        host.seriesOfOrdinal.resize(series.ordinal + 1, kNone);
    }
    host.seriesOfOrdinal[series.ordinal] = index;
    host.ordinalsByHash.emplace(series.description.labels.hash(), series.ordinal);
}

void SeriesCatalog::enter(const StagedRegistrations::Part &part)
{
    Dictionary &dictionary = m_hosts[part.host].dictionaries[part.dictionary];
    auto table =
        dictionary.slots ? std::make_shared<SlotTable>(*dictionary.slots) : std::make_shared<SlotTable>();
    for (std::size_t i = 0; i < part.slots.size() && i < part.ordinals.size(); ++i) {
        const auto slot = static_cast<std::size_t>(part.slots[i]);
        if (slot <= kMaxSlot) {
            table->resize(std::max(table->size(), slot + 1), kNone);
            (*table)[slot] = static_cast<std::uint32_t>(part.ordinals[i]);
        }
    }
    dictionary.slots = std::move(table);
    dictionary.parts = std::max(dictionary.parts, part.part + 1);
}

std::shared_ptr<const SlotTable> SeriesCatalog::slots(HostId host, std::uint64_t dictionary) const
{
    const std::shared_lock lock(m_mutex);
    const auto found = m_hosts.find(host);
    if (found == m_hosts.end()) {
        return nullptr;
    }
    const auto known = found->second.dictionaries.find(dictionary);
    return known == found->second.dictionaries.end() ? nullptr : known->second.slots;
}

SeriesSet SeriesCatalog::match(std::span<const promql::CompiledMatcher> matchers) const
{
    const std::shared_lock lock(m_mutex);
    return m_index.match(matchers);
}

SeriesSet SeriesCatalog::seriesOf(std::span<const HostId> hosts) const
{
    const std::shared_lock lock(m_mutex);
    SeriesSet series;
    for (const HostId host : hosts) {
        if (const auto found = m_hosts.find(host); found != m_hosts.end()) {
            const std::vector<std::uint32_t> &numbers = found->second.seriesOfOrdinal;
            for (std::size_t i = 0; i < numbers.size();) {
                std::size_t end = i + 1;
                while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) {
                    ++end;
                }
                if (numbers[i] != kNone) {
                    series.addRange(numbers[i], std::uint64_t{numbers[end - 1]} + 1);
                }
                i = end;
            }
        }
    }
    return series;
}

CatalogSeries SeriesCatalog::series(std::uint32_t index) const
{
    const std::shared_lock lock(m_mutex);
    return m_series[index];
}

Labels SeriesCatalog::labels(std::uint32_t index) const
{
    const std::shared_lock lock(m_mutex);
    return m_index.labels(index);
}

std::pair<std::string, MetricKind> SeriesCatalog::meta(std::uint32_t meta) const
{
    const std::shared_lock lock(m_mutex);
    return {m_metas[meta].unit, m_metas[meta].kind};
}

std::vector<std::string> SeriesCatalog::labelNames(const SeriesSet &series) const
{
    const std::shared_lock lock(m_mutex);
    const std::vector<std::string_view> names = m_index.labelNames(series);
    return {names.begin(), names.end()};
}

std::vector<std::string> SeriesCatalog::labelValues(std::string_view label, const SeriesSet &series) const
{
    const std::shared_lock lock(m_mutex);
    const std::vector<std::string_view> values = m_index.labelValues(label, series);
    return {values.begin(), values.end()};
}

std::vector<MetricMetadata> SeriesCatalog::metadata() const
{
    const std::shared_lock lock(m_mutex);
    std::vector<MetricMetadata> all;
    for (const auto &[name, meta] : m_metaOfMetric) {
        all.push_back({name, m_metas[meta].unit, m_metas[meta].kind});
    }
    return all;
}

std::uint32_t SeriesCatalog::seriesCount() const
{
    const std::shared_lock lock(m_mutex);
    return m_index.seriesCount();
}

} // namespace qd::backend
