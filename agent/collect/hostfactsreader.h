// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "shared/model/host.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace qd::agent {

/// Addresses of this host's interfaces, as the kernel has them now.
struct NetworkAddresses
{
    std::map<std::string, std::vector<std::string>> byInterface; ///< with prefix length, sorted
    std::string primary; ///< source address towards the default route; empty without one
};

/// Asks the running kernel. Sends nothing.
[[nodiscard]] NetworkAddresses readNetworkAddresses();

/// What a host is, read from /proc, /sys and /etc. What cannot be read stays empty or 0: an unknown fact is
/// no error. Used on one thread; a read takes some ms at most and does not block.
class HostFactsReader
{
public:
    struct Given
    {
        HostRoots roots{};
        std::string hostname{}; ///< empty: the kernel's
        std::string agentVersion{};
        std::vector<std::string> tags{};
    };
    using AddressReader = std::function<NetworkAddresses()>;

    explicit HostFactsReader(Given given, AddressReader addresses = readNetworkAddresses);

    /// All facts now.
    [[nodiscard]] HostFacts read();

    /// All facts if one has changed since the last call of either function, or at the first call. The drift
    /// of a CPU's clock rate and of the computed boot time are no changes.
    [[nodiscard]] std::optional<HostFacts> readIfChanged();

    /// Machine id, MACs and serial; agentKey is for the owner of the key to fill in.
    [[nodiscard]] HostFingerprint fingerprint() const;

private:
    [[nodiscard]] bool haveCpusChanged();
    void readSystem(HostFacts &facts) const;
    void readMemory(HostFacts &facts) const;
    [[nodiscard]] std::vector<DiskFact> readDisks() const;
    [[nodiscard]] std::vector<InterfaceFact> readInterfaces(const NetworkAddresses &addresses) const;

    Given m_given;
    AddressReader m_addresses;
    std::optional<HostFacts> m_last;
    std::string m_cpusOnline; ///< as the kernel listed them at the last read
};

} // namespace qd::agent
