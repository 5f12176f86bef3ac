// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace qd::console {

/// The five states that every view shows, plus the lack of a right. `hasData` tells loading-first from
/// refreshing, and failed-with-old-data from failed-with-nothing.
struct ViewState
{
    enum class Kind : std::uint8_t { Loading, Ready, Empty, Stale, Failed, Denied };

    Kind kind = Kind::Loading;
    bool hasData = false;
    QString title; ///< Empty: why, in one sentence. Failed: what. Denied: which right is missing
    QString detail; ///< Failed: since when and what it means. Denied: who grants it
    QString code; ///< Failed: "Timeout"; copied with the details
    QString action; ///< word of the one button of Empty and Failed ("Retry"); empty: no button
    QString age; ///< Stale and Failed with data: "updated 4 min ago"

    bool operator==(const ViewState &) const = default;

    [[nodiscard]] static ViewState loading(bool hasData = false)
    {
        return {Kind::Loading, hasData, {}, {}, {}, {}, {}};
    }
    [[nodiscard]] static ViewState ready() { return {Kind::Ready, true, {}, {}, {}, {}, {}}; }
    [[nodiscard]] static ViewState empty(const QString &why, const QString &action = {})
    {
        return {Kind::Empty, false, why, {}, {}, action, {}};
    }
    [[nodiscard]] static ViewState stale(const QString &age)
    {
        return {Kind::Stale, true, {}, {}, {}, {}, age};
    }
    [[nodiscard]] static ViewState failed(
        const QString &what, const QString &detail, const QString &code, const QString &action)
    {
        return {Kind::Failed, false, what, detail, code, action, {}};
    }
    [[nodiscard]] static ViewState denied(const QString &right, const QString &who)
    {
        return {Kind::Denied, false, right, who, {}, {}, {}};
    }

    /// Data stays readable on screen, at 45 % opacity.
    [[nodiscard]] bool isDimmed() const { return kind == Kind::Stale || (kind == Kind::Failed && hasData); }
};

} // namespace qd::console
