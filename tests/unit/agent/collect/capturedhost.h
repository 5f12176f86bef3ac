// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/eventsink.h"

#include <QString>
#include <QTemporaryDir>

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace qd::agent {

/// A private copy of a captured host (tests/data/proc), to be changed as a test needs.
class CapturedHost
{
public:
    explicit CapturedHost(const QString &kernel);

    [[nodiscard]] HostRoots roots() const;
    /// Puts the files of the second reading over the first, in place: descriptors that are open see them.
    void toSecondReading();
    void write(const QString &path, std::string_view text) const;
    void remove(const QString &path) const;
    [[nodiscard]] QString path(const QString &path) const;
    [[nodiscard]] QByteArray read(const QString &path) const;

    /// Kernels there are, oldest first.
    [[nodiscard]] static QStringList kernels();

private:
    QString m_kernel;
    QTemporaryDir m_folder;
};

/// Runs a collector by hand and keeps what it puts.
class CollectorRun
{
public:
    /// Ten seconds go by before each run.
    Result<void> run(Collector &collector, TierSet due = TierSet::all());
    void prepare(Collector &collector, TierSet due = TierSet::all());
    void advance(std::chrono::milliseconds time) { m_steady += time; }

    /// Of the last run, by `cpu.busy` or `disk.io.util{device="sda"}`.
    [[nodiscard]] const std::map<std::string, double> &values() const { return m_values; }
    [[nodiscard]] bool has(const std::string &series) const { return m_values.contains(series); }
    /// NaN if there is no such sample.
    [[nodiscard]] double value(const std::string &series) const;
    [[nodiscard]] const SeriesTable &series() const { return m_series; }

private:
    SeriesTable m_series;
    TierPlan m_plan;
    ReadBuffer m_buffer;
    SteadyMs m_steady{std::chrono::hours{1}};
    std::map<std::string, double> m_values;
};

class KeptEvents final : public EventSink
{
public:
    void raise(HostEvent event) override { events.push_back(std::move(event)); }

    std::vector<HostEvent> events;
};

} // namespace qd::agent
