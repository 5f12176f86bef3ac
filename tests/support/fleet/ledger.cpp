// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/ledger.h"

#include <algorithm>

namespace qd::fleet {

namespace {

std::string keyOf(const Labels &labels)
{
    std::string rest;
    for (const auto &[name, value] : labels.pairs()) {
        if (name != Labels::kMetricName) {
            rest += (rest.empty() ? "" : ",") + name + "=" + value;
        }
    }
    return std::string{labels.metricName()} + "{" + rest + "}";
}

} // namespace

Ledger::Ledger(const std::string &path)
    : m_file(path.empty() ? nullptr : std::fopen(path.c_str(), "a"))
{
}

void Ledger::acknowledged(const std::string &host, const Catalog &catalog, const series::Block &block)
{
    for (const series::Column &column : block.columns) {
        const auto entry = std::ranges::find(catalog.entries, column.slot, &protocol::SeriesEntry::slot);
        const std::string key = keyOf(entry->series.labels);
        for (std::size_t row = 0; row < block.times.size(); ++row) {
            if (!series::isAbsent(column.values[row])) {
                std::fprintf(m_file.get(), "%s\t%s\t%lld\t%.17g\n", host.c_str(), key.c_str(),
                    static_cast<long long>(block.times[row]), column.values[row]);
            }
        }
    }
    std::fflush(m_file.get());
}

} // namespace qd::fleet
