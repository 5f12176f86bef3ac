// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/hosttablemodel.h"
#include "console/presenters/consoleservices.h"
#include "console/state/calls.h"
#include "shared/base/result.h"

#include <QObject>
#include <QSaveFile>
#include <QStringList>
#include <QTimer>

#include <array>
#include <memory>
#include <unordered_map>
#include <vector>

namespace qd::console {

/// Writes every row of the host table to a CSV file, a page at a time, without stopping the window. Values of
/// metrics that the table does not hold, because it fetches only those of the rows on screen, are asked for
/// page by page. The file appears whole at the end or not at all. Main thread; one export at a time.
class HostExport final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kPage = 200; ///< hosts; a query names each of them

    HostExport(const ConsoleServices &services, const HostTableModel &model, QObject *parent = nullptr);
    ~HostExport() override;

    struct Plan
    {
        QString file;
        QList<int> columns; ///< HostTableModel::Column
        QStringList headers; ///< one for each column
        bool hasAllMetrics = true; ///< the model holds the values of every host
    };
    /// A running export ends first; its file is not written.
    void start(const Plan &plan);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_file != nullptr; }
    [[nodiscard]] int rowsWritten() const { return m_rows; }
    [[nodiscard]] int rowsWanted() const { return static_cast<int>(m_hosts.size()); }

Q_SIGNALS:
    void progressed();
    /// @param hostsWithoutValues  hosts whose values the server did not give
    void finished(const QString &file, int rows, int hostsWithoutValues);
    /// @param reason  of the system, in its language
    void failed(const QString &file, const QString &reason);

private:
    void writePage();
    void writeLine(const QStringList &fields);
    void askPage();
    void take(int metric, std::uint64_t generation, const Result<QueryAnswer> &answer);
    [[nodiscard]] QString value(const HostSummary &host, int column) const;
    void finish();
    void fail(const QString &reason);

    ConsoleServices m_services;
    const HostTableModel &m_model;
    Plan m_plan;
    std::unique_ptr<QSaveFile> m_file;
    std::vector<HostId> m_hosts;
    std::size_t m_at = 0; ///< first host of the page
    int m_rows = 0;
    std::array<std::unordered_map<HostId, double>, HostTableModel::kMetrics> m_values; ///< of this page
    int m_waitingAnswers = 0;
    bool m_isPageIncomplete = false;
    int m_withoutValues = 0;
    std::uint64_t m_generation = 0; ///< answers to an export that was cancelled are dropped
    QTimer m_next;
};

} // namespace qd::console
