// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/spool/reporter.h"

#include <string>
#include <utility>
#include <vector>

namespace qd::agent {

/// Remembers what people were told.
class FakeReporter final : public Reporter
{
public:
    void note(EventSeverity, std::string_view area, std::string text) override
    {
        notes.push_back(std::string{area} + ": " + text);
    }
    void raise(EventSeverity, std::string_view source, std::string message) override
    {
        events.push_back(std::string{source} + ": " + message);
    }
    [[nodiscard]] bool hasEvent(std::string_view part) const { return has(events, part); }
    [[nodiscard]] bool hasNote(std::string_view part) const { return has(notes, part); }

    std::vector<std::string> notes;
    std::vector<std::string> events;

private:
    [[nodiscard]] static bool has(const std::vector<std::string> &lines, std::string_view part)
    {
        for (const std::string &line : lines) {
            if (line.find(part) != std::string::npos) {
                return true;
            }
        }
        return false;
    }
};

} // namespace qd::agent
