// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hostfilter.h"

#include "console/state/nameindex.h"
#include "console/state/treestate.h"
#include "shared/model/hostcounts.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kFieldIds{u"state", u"name", u"ip", u"site", u"component", u"agent", u"tag", u"cpu",
    u"memory", u"disk", u"net", u"load"};
static_assert(kFieldIds.size() == HostFilter::kFields);

constexpr std::array<std::string_view, 4> kStates{"unknown", "online", "stale", "offline"};

[[nodiscard]] QStringList partsOf(const QString &value)
{
    QStringList parts;
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts)) {
        if (const QString trimmed = part.trimmed(); !trimmed.isEmpty()) {
            parts.append(trimmed);
        }
    }
    return parts;
}

} // namespace

QString HostFilter::idOf(Field field)
{
    return QString::fromUtf16(kFieldIds[static_cast<std::size_t>(field)]);
}

std::optional<HostFilter::Field> HostFilter::fieldOf(QStringView id)
{
    for (std::size_t i = 0; i < kFieldIds.size(); ++i) {
        if (id.compare(QStringView(kFieldIds[i]), Qt::CaseInsensitive) == 0) {
            return static_cast<Field>(i);
        }
    }
    return std::nullopt;
}

std::optional<HostState> stateNamed(std::string_view name)
{
    const auto found = std::ranges::find(kStates, name);
    return found == kStates.end() ? std::nullopt
                                  : std::optional(static_cast<HostState>(found - kStates.begin()));
}

QString nameOf(HostState state)
{
    const std::string_view name = kStates[static_cast<std::size_t>(state)];
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QList<HostFilter> joined(QList<HostFilter> filters, const HostFilter &added)
{
    const QStringList parts = partsOf(added.value);
    if (parts.isEmpty()) {
        return filters;
    }
    const auto known = std::ranges::find(filters, added.field, &HostFilter::field);
    if (known == filters.end()) {
        filters.append({added.field, parts.join(u", "_s)});
        return filters;
    }
    QStringList values = partsOf(known->value);
    for (const QString &part : parts) {
        if (!values.contains(part, Qt::CaseInsensitive)) {
            values.append(part);
        }
    }
    known->value = values.join(u", "_s);
    return filters;
}

bool matchesPattern(std::string_view pattern, std::string_view text)
{
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') {
        ++p;
    }
    return p == pattern.size();
}

HostMatcher::HostMatcher(const HostFilterSet &set, const TreeState &tree)
    : m_text(lowered(set.text.trimmed().toStdString()))
    , m_isProblemsOnly(set.isProblemsOnly)
{
    for (const HostFilter &filter : set.filters) {
        Rule rule{filter.field, {}, {}, {}, false};
        for (const QString &part : partsOf(filter.value)) {
            rule.values.push_back(valueOf(part, HostFilter::isNumber(filter.field)));
            rule.hasIncluded = rule.hasIncluded || !rule.values.back().isExcluded;
        }
        if (rule.values.empty()) {
            continue;
        }
        if (filter.field == HostFilter::Field::Site || filter.field == HostFilter::Field::Component) {
            findPlaces(rule, tree);
        }
        m_rules.push_back(std::move(rule));
    }
}

HostMatcher::Value HostMatcher::valueOf(const QString &text, bool isNumber)
{
    Value value;
    value.isExcluded = text.startsWith(u'!');
    QStringView rest = QStringView(text).mid(value.isExcluded ? 1 : 0).trimmed();
    value.pattern = lowered(rest.toString().toStdString());
    if (!isNumber) {
        return value;
    }
    using Compare = Value::Compare;
    const bool isLess = rest.startsWith(u'<');
    const bool isMore = rest.startsWith(u'>');
    if (isLess || isMore) {
        rest = rest.mid(1);
        const bool isEqualToo = rest.startsWith(u'=');
        rest = rest.mid(isEqualToo ? 1 : 0);
        value.compare = isLess ? (isEqualToo ? Compare::LessOrEqual : Compare::Less)
                               : (isEqualToo ? Compare::MoreOrEqual : Compare::More);
    }
    bool isRead = false;
    const double number = rest.trimmed().toDouble(&isRead);
    if (isRead && std::isfinite(number)) {
        value.number = number;
    }
    return value;
}

void HostMatcher::findPlaces(Rule &rule, const TreeState &tree) const
{
    for (const NodeId id : tree.allNodes()) {
        if (tree.node(id)->level != TreeLevel::Component) {
            continue;
        }
        const bool isSite = rule.field == HostFilter::Field::Site;
        const std::string name = lowered(tree.node(isSite ? tree.path(id).front() : id)->name);
        for (const Value &value : rule.values) {
            if (matchesPattern(value.pattern, name)) {
                (value.isExcluded ? rule.excluded : rule.included).insert(id);
            }
        }
    }
}

bool HostMatcher::matches(
    const Value &value, const Rule &rule, const HostSummary &host, std::span<const double> metrics)
{
    using Field = HostFilter::Field;
    switch (rule.field) {
    case Field::State:
        return matchesPattern(value.pattern, kStates[static_cast<std::size_t>(host.state)]);
    case Field::Name:
        return matchesPattern(value.pattern, lowered(host.name));
    case Field::Address:
        return matchesPattern(value.pattern, host.address);
    case Field::Version:
        return matchesPattern(value.pattern, lowered(host.agentVersion));
    case Field::Tag:
        return std::ranges::any_of(
            host.tags, [&](const std::string &tag) { return matchesPattern(value.pattern, lowered(tag)); });
    case Field::Site:
    case Field::Component: {
        const auto &places = value.isExcluded ? rule.excluded : rule.included;
        return !host.components.empty() && places.contains(host.components.front());
    }
    case Field::Cpu:
    case Field::Memory:
    case Field::Disk:
    case Field::Network:
    case Field::Load:
        break;
    }
    const double measured =
        metrics[static_cast<std::size_t>(rule.field) - static_cast<std::size_t>(Field::Cpu)];
    if (!value.number || std::isnan(measured)) {
        return false;
    }
    switch (value.compare) {
    case Value::Compare::Less:
        return measured < *value.number;
    case Value::Compare::LessOrEqual:
        return measured <= *value.number;
    case Value::Compare::More:
        return measured > *value.number;
    case Value::Compare::MoreOrEqual:
        return measured >= *value.number;
    case Value::Compare::Equal:
        break;
    }
    return measured == *value.number;
}

bool HostMatcher::acceptsRule(
    const Rule &rule, const HostSummary &host, std::span<const double> metrics) const
{
    bool isIncluded = !rule.hasIncluded;
    for (const Value &value : rule.values) {
        if (value.isExcluded) {
            if (matches(value, rule, host, metrics)) {
                return false;
            }
        } else if (!isIncluded) {
            isIncluded = matches(value, rule, host, metrics);
        }
    }
    return isIncluded;
}

bool HostMatcher::accepts(const HostSummary &host, std::span<const double> metrics) const
{
    if (m_isProblemsOnly && !isProblem(host.state)) {
        return false;
    }
    for (const Rule &rule : m_rules) {
        if (!acceptsRule(rule, host, metrics)) {
            return false;
        }
    }
    return m_text.empty() || lowered(host.name).find(m_text) != std::string::npos
        || host.address.find(m_text) != std::string::npos;
}

bool HostMatcher::asksForMetrics() const
{
    return std::ranges::any_of(m_rules, [](const Rule &rule) { return HostFilter::isNumber(rule.field); });
}

} // namespace qd::console
