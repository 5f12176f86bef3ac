// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>
#include <QString>

/// Which screens there are. Layouts are remembered per set: what fits the desk with two monitors is not what
/// the notebook wants on the train.
namespace qd::console::screenset {

struct Place
{
    QString name; ///< of the connector or model
    QRect area; ///< in the virtual desktop, device independent

    bool operator==(const Place &) const = default;
};

/// A short name for a set of screens: the same for the same places in any order.
[[nodiscard]] QString nameOf(QList<Place> screens);
/// That of the screens of the moment.
[[nodiscard]] QString current();
/// The key of a layout for the screens of the moment: "window.4f1c09aa".
[[nodiscard]] QString keyed(const QString &what);

} // namespace qd::console::screenset
