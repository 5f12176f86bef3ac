// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/hostfactsreader.h"

#include "agent/collect/cpufacts.h"
#include "agent/collect/textfile.h"
#include "agent/collect/textscan.h"

#include <algorithm>
#include <array>
#include <utility>

#include <sys/utsname.h>
#include <unistd.h>

namespace qd::agent {

namespace {

constexpr std::int64_t kSectorBytes = 512;
constexpr std::size_t kMaxDevices = 256;

/// The kernel computes the boot time from two clocks; it wanders as the wall clock is disciplined.
constexpr std::chrono::seconds kBootTimeDrift{30};

std::string oneLine(const std::string &path)
{
    return std::string{trimmed(readSmallFile(path))};
}

bool exists(const std::string &path)
{
    return ::access(path.c_str(), F_OK) == 0;
}

std::vector<std::string> sortedEntries(const std::string &directory)
{
    std::vector<std::string> names;
    eachEntry(directory, [&](std::string_view name) {
        if (names.size() < kMaxDevices) {
            names.emplace_back(name);
        }
    });
    std::ranges::sort(names);
    return names;
}

/// PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
std::string prettyName(std::string_view osRelease)
{
    constexpr std::string_view kKey = "PRETTY_NAME=";
    std::string_view line;
    while (takeLine(osRelease, line)) {
        if (!line.starts_with(kKey)) {
            continue;
        }
        std::string_view value = trimmed(line.substr(kKey.size()));
        if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'')
            && value.back() == value.front()) {
            value = value.substr(1, value.size() - 2);
        }
        return std::string{value};
    }
    return {};
}

/// What manufacturers write who do not write a serial number.
bool isPlaceholder(std::string_view serial)
{
    constexpr std::array<std::string_view, 9> kPlaceholders{"None", "N/A", "Not Specified", "Not Applicable",
        "Default string", "To be filled by O.E.M.", "To Be Filled By O.E.M.", "System Serial Number",
        "0123456789"};
    return std::ranges::find(kPlaceholders, serial) != kPlaceholders.end()
        || serial.find_first_not_of("0 .-") == std::string_view::npos;
}

bool isRealMac(std::string_view mac)
{
    return mac.size() == 17 && mac != "00:00:00:00:00:00";
}

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

/// Takes over from the facts before what only drifts.
void settle(HostFacts &facts, const HostFacts &before)
{
    if (std::chrono::abs(facts.bootTime - before.bootTime) <= kBootTimeDrift) {
        facts.bootTime = before.bootTime;
    }
    if (facts.cpuModel == before.cpuModel) {
        facts.cpuMhz = before.cpuMhz;
    }
}

} // namespace

HostFactsReader::HostFactsReader(Given given, AddressReader addresses)
    : m_given(std::move(given))
    , m_addresses(std::move(addresses))
{
}

HostFacts HostFactsReader::read()
{
    HostFacts facts = m_last.value_or(HostFacts{});
    readSystem(facts);
    if (haveCpusChanged()) {
        readCpuFacts(m_given.roots, facts);
    }
    readMemory(facts);
    facts.disks = readDisks();
    const NetworkAddresses addresses = m_addresses();
    facts.interfaces = readInterfaces(addresses);
    facts.primaryAddress = addresses.primary;
    facts.agentVersion = m_given.agentVersion;
    facts.tags = m_given.tags;
    if (m_last) {
        settle(facts, *m_last);
    }
    m_last = facts;
    return facts;
}

/// On a running machine nothing but their number does, and for /proc/cpuinfo the kernel asks each of them for
/// its clock rate.
bool HostFactsReader::haveCpusChanged()
{
    const std::string online = readSmallFile(m_given.roots.sys + "/devices/system/cpu/online");
    return std::exchange(m_cpusOnline, online) != online || online.empty();
}

std::optional<HostFacts> HostFactsReader::readIfChanged()
{
    const std::optional<HostFacts> before = m_last;
    HostFacts facts = read();
    return before == facts ? std::nullopt : std::optional{std::move(facts)};
}

void HostFactsReader::readSystem(HostFacts &facts) const
{
    // The files say the same as uname(), and of the captured host in a test.
    const std::string kernel = m_given.roots.proc + "/sys/kernel/";
    facts.hostname = m_given.hostname.empty() ? oneLine(kernel + "hostname") : m_given.hostname;
    facts.kernel = oneLine(kernel + "ostype") + " " + oneLine(kernel + "osrelease");
    facts.version = oneLine(kernel + "version");
    facts.arch = oneLine(kernel + "arch"); // since 6.1
    if (facts.arch.empty()) {
        utsname running{};
        facts.arch = ::uname(&running) == 0 ? running.machine : "";
    }
    facts.operatingSystem = prettyName(readSmallFile(m_given.roots.etc + "/os-release"));
    if (facts.operatingSystem.empty()) {
        facts.operatingSystem = "GNU/Linux";
    }
    TextFile stat(m_given.roots.proc + "/stat");
    ReadBuffer buffer;
    const auto text = stat.read(buffer);
    std::string_view rest = text ? *text : std::string_view{};
    std::string_view line;
    while (takeLine(rest, line)) {
        if (takeWord(line) == "btime") {
            facts.bootTime = fromUnixMs(static_cast<std::int64_t>(takeUnsigned(line).value_or(0)) * 1000);
            break;
        }
    }
}

void HostFactsReader::readMemory(HostFacts &facts) const
{
    const std::string text = readSmallFile(m_given.roots.proc + "/meminfo");
    std::string_view rest = text;
    std::string_view line;
    while (takeLine(rest, line)) {
        const std::string_view label = takeWord(line);
        if (label == "MemTotal:") {
            facts.memoryBytes = static_cast<std::int64_t>(takeUnsigned(line).value_or(0)) * 1024;
        } else if (label == "SwapTotal:") {
            facts.swapBytes = static_cast<std::int64_t>(takeUnsigned(line).value_or(0)) * 1024;
        }
    }
}

std::vector<DiskFact> HostFactsReader::readDisks() const
{
    std::vector<DiskFact> disks;
    const std::string directory = m_given.roots.sys + "/block/";
    for (const std::string &name : sortedEntries(directory)) {
        const std::string disk = directory + name;
        // Only hardware has a device behind it: loops, RAM disks, volumes and arrays are made of other disks.
        if (!exists(disk + "/device") || name.starts_with("sr")) {
            continue;
        }
        const auto sectors = parseUnsigned(readSmallFile(disk + "/size"));
        disks.push_back({name, oneLine(disk + "/device/model"),
            static_cast<std::int64_t>(sectors.value_or(0)) * kSectorBytes,
            oneLine(disk + "/queue/rotational") == "1"});
    }
    return disks;
}

std::vector<InterfaceFact> HostFactsReader::readInterfaces(const NetworkAddresses &addresses) const
{
    std::vector<InterfaceFact> interfaces;
    const std::string directory = m_given.roots.sys + "/class/net/";
    for (const std::string &name : sortedEntries(directory)) {
        const std::string interface = directory + name;
        const auto known = addresses.byInterface.find(name);
        const bool isHardware = exists(interface + "/device");
        // Virtual ones count if they carry an address: a bond or a bridge does, one end of a container's wire
        // not.
        if (name == "lo" || (!isHardware && known == addresses.byInterface.end())
            || !exists(interface + "/address")) {
            continue;
        }
        InterfaceFact fact;
        fact.name = name;
        fact.mac = lowerCase(oneLine(interface + "/address"));
        fact.addresses = known == addresses.byInterface.end() ? std::vector<std::string>{} : known->second;
        const auto megabits = parseSigned(readSmallFile(interface + "/speed"));
        fact.speedBits = megabits && *megabits > 0 ? *megabits * 1'000'000 : 0;
        fact.driver = linkName(interface + "/device/driver");
        interfaces.push_back(std::move(fact));
    }
    return interfaces;
}

HostFingerprint HostFactsReader::fingerprint() const
{
    HostFingerprint fingerprint;
    fingerprint.machineId = oneLine(m_given.roots.etc + "/machine-id");
    const std::string serial = oneLine(m_given.roots.sys + "/class/dmi/id/product_serial");
    fingerprint.serial = isPlaceholder(serial) ? std::string{} : serial;
    const std::string directory = m_given.roots.sys + "/class/net/";
    for (const std::string &name : sortedEntries(directory)) {
        const std::string mac = lowerCase(oneLine(directory + name + "/address"));
        if (exists(directory + name + "/device") && isRealMac(mac)) {
            fingerprint.macs.push_back(mac);
        }
    }
    std::ranges::sort(fingerprint.macs);
    const auto repeated = std::ranges::unique(fingerprint.macs); // bonded interfaces share one
    fingerprint.macs.erase(repeated.begin(), repeated.end());
    return fingerprint;
}

} // namespace qd::agent
