// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hosttablepresenter.h"

#include "console/presenters/panelcatalogue.h"
#include "console/state/connectionstate.h"
#include "console/state/subscriptionstore.h"
#include "console/state/treestate.h"

#include <algorithm>
#include <limits>

namespace qd::console {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTrendPixels = 60;

[[nodiscard]] QString tidy(QString promql)
{
    return promql.replace("{,"_L1, "{"_L1).replace(",}"_L1, "}"_L1);
}

/// The values of a host's curve; after its last sample a gap, because a query carries the last value on.
[[nodiscard]] QList<double> measured(SeriesPoints series, const QueryAnswer &answer, const HostSummary &host)
{
    if (host.state != HostState::Online && toUnixMs(host.lastSeen) != 0) {
        const std::int64_t step = series.times.size() > 1 ? series.times[1] - series.times[0] : 0;
        for (std::size_t i = 0; i < series.times.size(); ++i) {
            if (series.times[i] > toUnixMs(host.lastSeen) + step) {
                series.values[i] = std::numeric_limits<double>::quiet_NaN();
            }
        }
    }
    return acrossWindow(series, answer);
}

} // namespace

QString hostMetricQuery(HostTableModel::Metric metric, const QString &matchers)
{
    const auto perHost = [](const char *how, const QString &selector) -> QString {
        return tidy(QString::fromLatin1(how) + u" by (host) ("_s + selector + u')');
    };
    switch (metric) {
    case HostTableModel::Metric::Cpu:
        return perHost("max", qd::console::metric(u"cpu.busy"_s, matchers));
    case HostTableModel::Metric::Memory:
        return perHost("max", qd::console::metric(u"mem.memused.percent"_s, matchers));
    case HostTableModel::Metric::Disk:
        return perHost("max", qd::console::metric(u"df.bytes.used.percent"_s, matchers));
    case HostTableModel::Metric::Network:
        return perHost("sum",
            u"max by (host, iface) (rate("_s
                + qd::console::metric(u"net.if.total.bits"_s, u"iface!=\"lo\","_s + matchers) + u"[90s]))"_s);
    case HostTableModel::Metric::Load:
        return perHost("max", qd::console::metric(u"load.1min"_s, matchers));
    }
    return {};
}

HostTablePresenter::HostTablePresenter(const ConsoleServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_model(services.tree)
    , m_views(services.settings)
    , m_export(services, m_model)
{
    for (int metric = 0; metric < HostTableModel::kMetrics; ++metric) {
        auto &source = m_metrics[static_cast<std::size_t>(metric)];
        source = std::make_unique<QuerySource>(services.backend, services.subscriptions, services.clock);
        source->setSpan({}, 0);
        connect(source.get(), &QuerySource::changed, this, [this, metric] { takeMetric(metric); });
    }
    m_trends = std::make_unique<QuerySource>(services.backend, services.subscriptions, services.clock);
    m_trends->setSpan({true, 1h, {}, {}}, kTrendPixels);
    connect(m_trends.get(), &QuerySource::changed, this, &HostTablePresenter::takeTrends);
    connect(&services.connection, &ConnectionState::liveChanged, this, [this](bool isLive) {
        m_model.setFresh(isLive);
        Q_EMIT viewChanged();
    });
    connect(&services.connection, &ConnectionState::ticked, this, [this] {
        if (m_trends->isStarted()) {
            m_model.tick(); // ages grow although nothing arrives
            Q_EMIT viewChanged();
        }
    });
    connect(&services.tree, &TreeState::resetDone, this, &HostTablePresenter::ask);
    connect(&m_model, &HostTableModel::setUpChanged, this, &HostTablePresenter::ask);
    connect(&m_model, &HostTableModel::settled, this, &HostTablePresenter::viewChanged);
    m_model.setFresh(services.connection.isLive());
    setScope({});
}

HostTablePresenter::~HostTablePresenter() = default;

void HostTablePresenter::setScope(NodeId node)
{
    m_scope = node;
    m_visible.clear();
    m_model.setScope(node);
    ask();
}

void HostTablePresenter::activate()
{
    for (const auto &source : m_metrics) {
        source->start();
    }
    m_trends->start();
}

void HostTablePresenter::deactivate()
{
    for (const auto &source : m_metrics) {
        source->stop();
    }
    m_trends->stop();
}

void HostTablePresenter::refresh()
{
    for (const auto &source : m_metrics) {
        source->refresh();
    }
    m_trends->refresh();
}

bool HostTablePresenter::hasAllMetrics() const
{
    return m_model.totalCount() <= kMaxMetricHosts;
}

QString HostTablePresenter::visibleMatcher() const
{
    QStringList names;
    for (const HostId id : m_visible) {
        if (const HostSummary *host = m_services.tree.host(id); host != nullptr) {
            names.append(QString::fromStdString(host->name));
        }
    }
    return names.isEmpty() ? QString() : hostMatcher(names);
}

void HostTablePresenter::ask()
{
    const QString all = scopeOf(m_services.tree, m_scope).matchers;
    const QString visible = hasAllMetrics() ? QString() : visibleMatcher();
    for (int i = 0; i < HostTableModel::kMetrics; ++i) {
        const auto metric = static_cast<HostTableModel::Metric>(i);
        QString query;
        if (hasAllMetrics() || m_model.needsMetric(metric)) {
            query = hostMetricQuery(metric, all);
        } else if (!visible.isEmpty()) {
            query = hostMetricQuery(metric, visible);
        }
        m_metrics[static_cast<std::size_t>(i)]->setQuery(query);
    }
}

void HostTablePresenter::setVisibleHosts(const std::vector<HostId> &hosts)
{
    std::vector<HostId> bounded(
        hosts.begin(), hosts.begin() + std::min<std::ptrdiff_t>(std::ssize(hosts), kMaxVisible));
    if (bounded == m_visible) {
        return;
    }
    m_visible = std::move(bounded);
    QStringList names;
    for (const HostId id : m_visible) {
        if (const HostSummary *host = m_services.tree.host(id); host != nullptr) {
            names.append(QString::fromStdString(host->name));
        }
    }
    names.sort(); // the same rows in another order are the same question
    m_trends->setQuery(names.isEmpty()
            ? QString()
            : u"max by (host) ("_s + metric(u"cpu.busy"_s, hostMatcher(names)) + u')');
    if (!hasAllMetrics()) {
        ask();
    }
}

std::optional<HostId> HostTablePresenter::hostOf(const SeriesPoints &series) const
{
    const HostSummary *host = m_services.tree.hostByName(std::string(series.labels.get("host")));
    return host == nullptr ? std::nullopt : std::optional(host->id);
}

void HostTablePresenter::takeMetric(int metric)
{
    const QuerySource &source = *m_metrics[static_cast<std::size_t>(metric)];
    if (source.state() == SourceState::Ready) {
        std::unordered_map<HostId, double> values;
        for (const SeriesPoints &series : source.answer().series) {
            if (const auto host = hostOf(series); host && !series.values.empty()) {
                values[*host] = series.values.back();
            }
        }
        m_model.setMetric(static_cast<HostTableModel::Metric>(metric), values);
    }
    Q_EMIT viewChanged();
}

void HostTablePresenter::takeTrends()
{
    std::unordered_map<HostId, QList<double>> trends;
    for (const SeriesPoints &series : m_trends->answer().series) {
        if (const auto host = hostOf(series)) {
            trends[*host] = measured(series, m_trends->answer(), *m_services.tree.host(*host));
        }
    }
    m_model.setTrends(trends);
}

void HostTablePresenter::exportRows(
    const QString &file, const QList<int> &columns, const QStringList &headers)
{
    m_export.start({file, columns, headers, hasAllMetrics()});
}

HostFilter HostTablePresenter::filterOfTyped(HostFilter::Field field, const QString &typed) const
{
    if (HostFilter::isNumber(field)) {
        return {field, typed};
    }
    QStringList values;
    for (const QString &part : typed.split(u',', Qt::SkipEmptyParts)) {
        QString value = part.trimmed();
        const bool isState = field == HostFilter::Field::State
            && stateNamed(QString(value).remove(u'!').toLower().toStdString()).has_value();
        const bool isWhole = isState || value.contains(u'*') || value == "!"_L1
            || std::ranges::any_of(m_services.tree.hosts(),
                [matcher = HostMatcher({{}, false, {{field, QString(value).remove(u'!')}}}, m_services.tree)](
                    const HostSummary &host) { return matcher.accepts(host, {}); });
        if (!isWhole) {
            const bool isExcluded = value.startsWith(u'!');
            value = (isExcluded ? u"!*"_s : u"*"_s) + value.mid(isExcluded ? 1 : 0) + u'*';
        }
        values.append(value);
    }
    return {field, values.join(u", "_s)};
}

SourceView HostTablePresenter::view() const
{
    SourceView view;
    view.hasData = m_model.rowCount() > 0;
    view.isEmpty = m_services.tree.isLoaded() && m_model.totalCount() == 0;
    view.lastSuccess = m_services.connection.lastContact();
    view.state = m_services.tree.isLoaded() ? SourceState::Ready : SourceState::Loading;
    return view;
}

bool HostTablePresenter::isFresh() const
{
    return m_services.connection.isLive();
}

TimeMs HostTablePresenter::lastContact() const
{
    return m_services.connection.lastContact();
}

} // namespace qd::console
