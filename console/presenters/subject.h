// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/shellpresenter.h"
#include "shared/model/host.h"

#include <QString>

#include <optional>

namespace qd::console {

/// What the row or the tile that a person points at stands for: what commands about it open and copy. A field
/// that makes no sense for it is empty.
struct Subject
{
    QString name;
    QString address;
    QString id; ///< UUID of a host, number of a place
    QString value; ///< "61.3 %"
    QString query; ///< PromQL
    std::optional<Location> place;

    bool operator==(const Subject &) const = default;
};

/// Name, address and UUID; the page adds the way there.
[[nodiscard]] inline Subject subjectOf(const HostSummary &host)
{
    Subject subject;
    subject.name = QString::fromStdString(host.name);
    subject.address = QString::fromStdString(host.address);
    subject.id = QString::fromStdString(host.uuid);
    return subject;
}

} // namespace qd::console
