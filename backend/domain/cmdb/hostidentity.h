// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/host.h"

#include <string>

namespace qd::backend::cmdb {

/// How a fingerprint that claims a known UUID compares with the one on record (R052).
struct IdentityVerdict
{
    enum class Likeness {
        Same, ///< equal in everything
        Changed, ///< the same machine after a repair: record the new fingerprint
        Clone, ///< another machine with a copied identity: refuse
    };
    Likeness likeness = Likeness::Same;
    std::string difference; ///< English, which traits differ; empty for Same

    bool operator==(const IdentityVerdict &) const = default;
};

/// A machine keeps its agent key. Another key, another serial number or another machine id, where both are
/// known, is another machine. Network cards may be swapped: other addresses are the same machine if at least
/// one stayed, or if the serial number vouches for it.
[[nodiscard]] IdentityVerdict compareIdentity(const HostFingerprint &known, const HostFingerprint &claimed);

} // namespace qd::backend::cmdb
