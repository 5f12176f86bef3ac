// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/hostidentity.h"

#include <algorithm>

namespace qd::backend::cmdb {

namespace {

bool differ(const std::string &known, const std::string &claimed)
{
    return !known.empty() && !claimed.empty() && known != claimed;
}

bool shareNone(const std::vector<std::string> &known, const std::vector<std::string> &claimed)
{
    return !known.empty() && !claimed.empty()
        && std::find_first_of(known.begin(), known.end(), claimed.begin(), claimed.end()) == known.end();
}

} // namespace

IdentityVerdict compareIdentity(const HostFingerprint &known, const HostFingerprint &claimed)
{
    using enum IdentityVerdict::Likeness;
    if (known == claimed) {
        return {Same, {}};
    }
    if (known.agentKey != claimed.agentKey) {
        return {Clone, "another agent key"};
    }
    if (differ(known.serial, claimed.serial)) {
        return {Clone, "serial number " + claimed.serial + " instead of " + known.serial};
    }
    if (differ(known.machineId, claimed.machineId)) {
        return {Clone, "machine id " + claimed.machineId + " instead of " + known.machineId};
    }
    const bool isVouchedFor = !known.serial.empty() && known.serial == claimed.serial;
    if (shareNone(known.macs, claimed.macs) && !isVouchedFor) {
        return {Clone, "none of its network addresses is known, and no serial number vouches for it"};
    }
    return {Changed, "network addresses, machine id or serial number changed"};
}

} // namespace qd::backend::cmdb
