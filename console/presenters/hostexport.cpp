// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostexport.h"

#include "console/format/csv.h"
#include "console/presenters/hosttablepresenter.h"
#include "console/presenters/panel.h"
#include "console/state/connectionstate.h"
#include "console/state/treestate.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace qd::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

[[nodiscard]] bool isMetric(int column)
{
    return column >= HostTableModel::Cpu && column <= HostTableModel::Load;
}

} // namespace

HostExport::HostExport(const ConsoleServices &services, const HostTableModel &model, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_model(model)
{
    m_next.setSingleShot(true);
    m_next.setInterval(0ms);
    connect(&m_next, &QTimer::timeout, this, &HostExport::askPage);
}

HostExport::~HostExport() = default;

void HostExport::start(const Plan &plan)
{
    cancel();
    m_plan = plan;
    m_hosts = m_model.shownHosts();
    m_at = 0;
    m_rows = 0;
    m_withoutValues = 0;
    m_file = std::make_unique<QSaveFile>(plan.file);
    if (!m_file->open(QIODevice::WriteOnly)) {
        fail(m_file->errorString());
        return;
    }
    m_file->write("\xEF\xBB\xBF"); // spreadsheets take a file without it for Latin 1
    writeLine(plan.headers);
    m_next.start();
}

void HostExport::cancel()
{
    ++m_generation;
    m_next.stop();
    if (m_file) {
        m_file->cancelWriting();
        m_file.reset();
    }
}

void HostExport::askPage()
{
    m_isPageIncomplete = false;
    const auto end = std::min(m_at + kPage, m_hosts.size());
    QStringList names;
    for (std::size_t i = m_at; i < end; ++i) {
        if (const HostSummary *host = m_services.tree.host(m_hosts[i]); host != nullptr) {
            names.append(QString::fromStdString(host->name));
        }
    }
    m_waitingAnswers = 0;
    for (int metric = 0; metric < HostTableModel::kMetrics; ++metric) {
        m_values[static_cast<std::size_t>(metric)].clear();
        m_waitingAnswers += m_plan.columns.contains(HostTableModel::Cpu + metric) ? 1 : 0;
    }
    if (m_plan.hasAllMetrics || names.isEmpty() || m_waitingAnswers == 0) {
        m_waitingAnswers = 0;
        writePage();
        return;
    }
    const TimeMs now = m_services.connection.dataNow();
    for (int metric = 0; metric < HostTableModel::kMetrics; ++metric) {
        if (!m_plan.columns.contains(HostTableModel::Cpu + metric)) {
            continue;
        }
        const RangeQuery query{
            hostMetricQuery(static_cast<HostTableModel::Metric>(metric), hostMatcher(names)), now, now,
            10'000, 0};
        queryRange(m_services.backend, query, this,
            [this, metric, asked = m_generation](
                const Result<QueryAnswer> &answer) { take(metric, asked, answer); });
    }
}

void HostExport::take(int metric, std::uint64_t generation, const Result<QueryAnswer> &answer)
{
    if (generation != m_generation) {
        return;
    }
    if (!answer) {
        m_isPageIncomplete = true;
    } else {
        for (const SeriesPoints &series : answer.value().series) {
            const HostSummary *host = m_services.tree.hostByName(std::string(series.labels.get("host")));
            if (host != nullptr && !series.values.empty()) {
                m_values[static_cast<std::size_t>(metric)][host->id] = series.values.back();
            }
        }
    }
    if (--m_waitingAnswers == 0) {
        writePage();
    }
}

QString HostExport::value(const HostSummary &host, int column) const
{
    if (!isMetric(column)) {
        return m_model.plainText(host, column);
    }
    const auto metric = static_cast<HostTableModel::Metric>(column - HostTableModel::Cpu);
    double value = std::numeric_limits<double>::quiet_NaN();
    if (m_plan.hasAllMetrics) {
        value = m_model.metricOf(host.id, metric);
    } else {
        const auto &values = m_values[static_cast<std::size_t>(metric)];
        const auto found = values.find(host.id);
        value = found == values.end() ? value : found->second;
    }
    return std::isnan(value) ? QString() : QString::number(value, 'g', 12);
}

void HostExport::writeLine(const QStringList &fields)
{
    QStringList quoted;
    for (const QString &field : fields) {
        quoted.append(csvField(field));
    }
    m_file->write(quoted.join(u',').toUtf8() + "\r\n");
}

void HostExport::writePage()
{
    const auto end = std::min(m_at + kPage, m_hosts.size());
    for (; m_at < end; ++m_at) {
        const HostSummary *host = m_services.tree.host(m_hosts[m_at]);
        if (host == nullptr) {
            continue; // it went while the file was written
        }
        QStringList fields;
        for (const int column : std::as_const(m_plan.columns)) {
            fields.append(value(*host, column));
        }
        writeLine(fields);
        ++m_rows;
        m_withoutValues += m_isPageIncomplete ? 1 : 0;
    }
    if (m_file->error() != QFileDevice::NoError) {
        fail(m_file->errorString());
        return;
    }
    Q_EMIT progressed();
    if (m_at >= m_hosts.size()) {
        finish();
    } else {
        m_next.start();
    }
}

void HostExport::finish()
{
    if (!m_file->commit()) {
        fail(m_file->errorString());
        return;
    }
    m_file.reset();
    Q_EMIT finished(m_plan.file, m_rows, m_withoutValues);
}

void HostExport::fail(const QString &reason)
{
    const QString file = m_plan.file;
    cancel();
    Q_EMIT failed(file, reason);
}

} // namespace qd::console
