// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/palettepresenter.h"

#include "console/state/calls.h"
#include "console/state/connectionstate.h"
#include "console/state/treestate.h"

#include <algorithm>

namespace qd::console {

namespace {

constexpr int kMaxMetrics = 8;

[[nodiscard]] PaletteEntry sectionLine(PaletteEntry::Section section)
{
    PaletteEntry line;
    line.kind = PaletteEntry::Kind::Section;
    line.section = section;
    return line;
}

[[nodiscard]] bool isSame(const PaletteEntry &a, const PaletteEntry &b)
{
    return a.kind == b.kind && a.id == b.id && a.object == b.object;
}

} // namespace

PalettePresenter::PalettePresenter(const ConsoleServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    const auto onNames = [this] { m_isIndexOld = true; };
    connect(&services.tree, &TreeState::resetDone, this, onNames);
    connect(&services.tree, &TreeState::nodesChanged, this, onNames);
    connect(&services.tree, &TreeState::hostsChanged, this,
        [onNames](const auto &, const std::vector<HostId> &moved, const std::vector<HostId> &removed) {
            if (!moved.empty() || !removed.empty()) {
                onNames();
            }
        });
}

void PalettePresenter::open(std::vector<PaletteEntry> commands)
{
    m_commands = std::move(commands);
    m_text.clear();
    if (m_metrics.isEmpty()) {
        fetchMetricNames();
    }
    update();
}

void PalettePresenter::fetchMetricNames()
{
    fetchMetrics(m_services.backend, this, [this](const Result<QStringList> &names) {
        if (!names) {
            Q_EMIT metricsFailed(names.error());
            return;
        }
        m_metrics = *names;
        update();
    });
}

void PalettePresenter::setText(const QString &text)
{
    if (text != m_text) {
        m_text = text;
        update();
    }
}

void PalettePresenter::choose(const PaletteEntry &entry)
{
    std::erase_if(m_recent, [&](const PaletteEntry &known) { return isSame(known, entry); });
    m_recent.insert(m_recent.begin(), entry);
    m_recent.resize(std::min<std::size_t>(m_recent.size(), kMaxRecent));
}

void PalettePresenter::update()
{
    const QString text = m_text.trimmed();
    const QChar prefix = text.isEmpty() ? QChar() : text.front();
    const bool isCommandsOnly = prefix == u'>';
    const bool isObjectsOnly = prefix == u'@';
    const std::string pattern =
        lowered((isCommandsOnly || isObjectsOnly ? text.mid(1).trimmed() : text).toStdString());
    std::vector<PaletteEntry> entries;
    if (pattern.empty() && !isCommandsOnly && !isObjectsOnly) {
        addRecent(entries);
    }
    // Somebody who types a name wants the thing; somebody who types nothing wants to see what can be done.
    if (!isObjectsOnly) {
        addCommands(entries, pattern);
    }
    if (!isCommandsOnly && (!pattern.empty() || isObjectsOnly)) {
        addObjects(entries, pattern);
    }
    if (!isCommandsOnly && !isObjectsOnly && !pattern.empty()) {
        addMetrics(entries, pattern);
    }
    m_model.setEntries(std::move(entries));
}

void PalettePresenter::addRecent(std::vector<PaletteEntry> &into) const
{
    std::vector<PaletteEntry> recent;
    for (const PaletteEntry &entry : m_recent) {
        if (auto now = asNow(entry)) {
            now->section = PaletteEntry::Section::Recent;
            recent.push_back(*std::move(now));
        }
    }
    if (!recent.empty()) {
        into.push_back(sectionLine(PaletteEntry::Section::Recent));
        into.insert(into.end(), recent.begin(), recent.end());
    }
}

std::optional<PaletteEntry> PalettePresenter::asNow(const PaletteEntry &entry) const
{
    // A host has got worse, a command cannot run any more, a place is gone since it was chosen.
    switch (entry.kind) {
    case PaletteEntry::Kind::Command: {
        const auto found = std::ranges::find(m_commands, entry.id, &PaletteEntry::id);
        return found == m_commands.end() ? std::nullopt : std::optional(*found);
    }
    case PaletteEntry::Kind::Node:
        return m_services.tree.node(NodeId{entry.object}) == nullptr
            ? std::nullopt
            : std::optional(nodeEntry(NodeId{entry.object}));
    case PaletteEntry::Kind::Host:
        return m_services.tree.host(HostId{entry.object}) == nullptr
            ? std::nullopt
            : std::optional(hostEntry(HostId{entry.object}));
    case PaletteEntry::Kind::Metric:
    case PaletteEntry::Kind::Section:
        break;
    }
    return entry;
}

void PalettePresenter::addCommands(std::vector<PaletteEntry> &into, const std::string &pattern) const
{
    std::vector<std::pair<int, const PaletteEntry *>> found;
    for (const PaletteEntry &command : m_commands) {
        if (pattern.empty()) {
            // In the order of the menus: what can be done here, not what has a short name.
            if (command.isOfPage || m_text.startsWith(u'>')) {
                found.emplace_back(command.reason.isEmpty() ? 1 : 0, &command);
            }
            continue;
        }
        // Chinese titles are found by their letters, any title by its id too.
        const int byTitle = subsequenceScore(pattern, lowered(command.title.toStdString()));
        const int byId = subsequenceScore(pattern, command.id.toStdString());
        if (const int score = std::max(byTitle, byId); score >= 0) {
            found.emplace_back(score, &command);
        }
    }
    std::ranges::stable_sort(found, std::greater{}, [](const auto &entry) { return entry.first; });
    if (!pattern.empty()) {
        found.resize(std::min<std::size_t>(found.size(), kMaxCommands));
    }
    if (found.empty()) {
        return;
    }
    into.push_back(sectionLine(PaletteEntry::Section::Commands));
    for (const auto &[score, command] : found) {
        into.push_back(*command);
    }
}

Severity PalettePresenter::honest(Severity severity) const
{
    return !m_services.isTreeSure() && severity == Severity::Healthy ? Severity::Unknown : severity;
}

PaletteEntry PalettePresenter::nodeEntry(NodeId id) const
{
    PaletteEntry entry;
    entry.kind = PaletteEntry::Kind::Node;
    entry.section = PaletteEntry::Section::Places;
    entry.object = id.value;
    entry.title = QString::fromStdString(m_services.tree.node(id)->name);
    const std::vector<NodeId> path = m_services.tree.path(id);
    entry.detail = path.size() > 1 ? m_services.tree.pathText(path[path.size() - 2]) : QString();
    entry.severity = honest(m_services.tree.counts(id).worst());
    return entry;
}

PaletteEntry PalettePresenter::hostEntry(HostId id) const
{
    const HostSummary &host = *m_services.tree.host(id);
    PaletteEntry entry;
    entry.kind = PaletteEntry::Kind::Host;
    entry.section = PaletteEntry::Section::Places;
    entry.object = id.value;
    entry.title = QString::fromStdString(host.name);
    entry.detail = host.components.empty() ? QString() : m_services.tree.pathText(host.components.front());
    entry.severity = honest(severityOf(host.state));
    return entry;
}

void PalettePresenter::addObjects(std::vector<PaletteEntry> &into, const std::string &pattern)
{
    if (m_isIndexOld) {
        m_index.rebuild(m_services.tree);
        m_isIndexOld = false;
    }
    const std::vector<NameIndex::Match> found = m_index.subsequence(pattern, kMaxObjects);
    if (found.empty()) {
        return;
    }
    into.push_back(sectionLine(PaletteEntry::Section::Places));
    for (const NameIndex::Match &match : found) {
        const NameIndex::Entry &entry = m_index.entries()[static_cast<std::size_t>(match.entry)];
        into.push_back(
            entry.kind == NameIndex::Kind::Node ? nodeEntry(NodeId{entry.id}) : hostEntry(HostId{entry.id}));
    }
}

void PalettePresenter::addMetrics(std::vector<PaletteEntry> &into, const std::string &pattern) const
{
    std::vector<std::pair<int, QString>> found;
    for (const QString &name : m_metrics) {
        if (const int score = subsequenceScore(pattern, lowered(name.toStdString())); score >= 0) {
            found.emplace_back(score, name);
        }
    }
    std::ranges::stable_sort(found, std::greater{}, [](const auto &entry) { return entry.first; });
    found.resize(std::min<std::size_t>(found.size(), kMaxMetrics));
    if (found.empty()) {
        return;
    }
    into.push_back(sectionLine(PaletteEntry::Section::Metrics));
    for (const auto &[score, name] : found) {
        PaletteEntry entry;
        entry.kind = PaletteEntry::Kind::Metric;
        entry.section = PaletteEntry::Section::Metrics;
        entry.id = name;
        entry.title = name;
        into.push_back(entry);
    }
}

} // namespace qd::console
