// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/cpufacts.h"

#include "agent/collect/textfile.h"
#include "agent/collect/textscan.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace qd::agent {

namespace {

constexpr double kKilohertz = 1000.0; ///< in a megahertz

struct CpuInfo
{
    std::string model;
    std::string vendor;
    double mhz = 0.0;
    std::int64_t cacheBytes = 0;
    std::int32_t processors = 0;
    std::set<std::pair<std::string, std::string>> cores; ///< physical id, core id
};

/// "8192 KB" of cpuinfo, "32K" and "8M" of sysfs.
std::int64_t parseSize(std::string_view text)
{
    text = trimmed(text);
    const std::size_t unit = text.find_first_not_of("0123456789");
    const auto number = parseUnsigned(text.substr(0, unit));
    if (!number) {
        return 0;
    }
    const std::string_view suffix =
        unit == std::string_view::npos ? std::string_view{} : trimmed(text.substr(unit));
    const std::int64_t scale = suffix.starts_with('K') ? 1024 : suffix.starts_with('M') ? 1024 * 1024 : 1;
    return static_cast<std::int64_t>(*number) * scale;
}

void keepFirst(std::string &to, std::string_view value)
{
    if (to.empty()) {
        to = value;
    }
}

CpuInfo parseCpuinfo(std::string_view text)
{
    CpuInfo info;
    std::string package;
    std::string_view line;
    while (takeLine(text, line)) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) {
            continue;
        }
        const std::string_view key = trimmed(line.substr(0, colon));
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (key == "processor") {
            ++info.processors;
        } else if (key == "model name" || key == "Processor" || key == "cpu model" || key == "cpu") {
            keepFirst(info.model, value);
        } else if (key == "vendor_id" || key == "CPU implementer") {
            keepFirst(info.vendor, value);
        } else if (key == "cpu MHz" && info.mhz == 0.0) {
            info.mhz = parseDecimal(value).value_or(0.0);
        } else if (key == "cache size" && info.cacheBytes == 0) {
            info.cacheBytes = parseSize(value);
        } else if (key == "physical id") {
            package = value;
        } else if (key == "core id") {
            info.cores.emplace(package, value);
        }
    }
    return info;
}

/// The largest cache that the first CPU uses.
std::int64_t cacheFromSysfs(const std::string &cpus)
{
    std::int64_t largest = 0;
    const std::string directory = cpus + "/cpu0/cache";
    eachEntry(directory, [&](std::string_view name) {
        if (name.starts_with("index")) {
            largest =
                std::max(largest, parseSize(readSmallFile(directory + "/" + std::string{name} + "/size")));
        }
    });
    return largest;
}

} // namespace

void readCpuFacts(const HostRoots &roots, HostFacts &facts)
{
    const std::string cpus = roots.sys + "/devices/system/cpu";
    TextFile file(roots.proc + "/cpuinfo");
    ReadBuffer buffer;
    const auto text = file.read(buffer);
    const CpuInfo info = parseCpuinfo(text ? *text : std::string_view{});
    facts.cpuModel = info.model;
    facts.cpuVendor = info.vendor;
    const auto online = countCpuList(readSmallFile(cpus + "/online"));
    facts.cpuLogicalCores = online ? static_cast<std::int32_t>(*online) : info.processors;
    facts.cpuPhysicalCores =
        info.cores.empty() ? facts.cpuLogicalCores : static_cast<std::int32_t>(info.cores.size());
    // The rate it can reach, where known: the rate of this moment says nothing about the machine.
    const auto fastest = parseUnsigned(readSmallFile(cpus + "/cpu0/cpufreq/cpuinfo_max_freq"));
    facts.cpuMhz = fastest ? static_cast<double>(*fastest) / kKilohertz : info.mhz;
    const std::int64_t cache = cacheFromSysfs(cpus);
    facts.cpuCacheBytes = cache > 0 ? cache : info.cacheBytes;
}

} // namespace qd::agent
