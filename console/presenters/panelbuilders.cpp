// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/panelbuilders.h"

namespace qd::console::panels {

using namespace Qt::StringLiterals;

namespace {

[[nodiscard]] QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

[[nodiscard]] QString windowed(const char *function, const char *name)
{
    return text(function) + u'(' + metric(text(name)) + u"[%rate])"_s;
}

[[nodiscard]] PanelQuery query(
    const QString &promql, const char *name, const char *word, const char *label, std::optional<int> slot)
{
    return {promql, text(word), text(label), slot, text(name)};
}

} // namespace

PanelQuery gauge(const char *name, const char *word, std::optional<int> slot)
{
    return query(u"max%each("_s + metric(text(name)) + u')', name, word, "", slot);
}

PanelQuery gaugeBy(const char *name, const char *label, const char *word)
{
    return query(u"max by (%and"_s + text(label) + u") ("_s + metric(text(name)) + u')', name, word, label,
        std::nullopt);
}

PanelQuery rate(const char *name, const char *word, std::optional<int> slot)
{
    return query(u"max%each("_s + windowed("rate", name) + u')', name, word, "", slot);
}

PanelQuery rateBy(const char *name, const char *label, const char *word)
{
    return query(u"max by (%and"_s + text(label) + u") ("_s + windowed("rate", name) + u')', name, word,
        label, std::nullopt);
}

PanelQuery rateOver(const char *name, const char *label, const char *word, std::optional<int> slot)
{
    const QString once = u"max by (%and"_s + text(label) + u") ("_s + windowed("rate", name) + u')';
    return query(u"sum%each("_s + once + u')', name, word, "", slot);
}

PanelQuery growth(const char *name, const char *word, std::optional<int> slot)
{
    return query(u"max%each("_s + windowed("increase", name) + u')', name, word, "", slot);
}

PanelSpec panel(const char *id, Unit unit, std::vector<PanelQuery> queries)
{
    PanelSpec spec;
    spec.id = text(id);
    spec.unit = unit;
    spec.queries = std::move(queries);
    return spec;
}

PanelSpec percentPanel(const char *id, std::vector<PanelQuery> queries)
{
    PanelSpec spec = panel(id, Unit::Percent, std::move(queries));
    spec.axisMax = 100.0;
    return spec;
}

PanelSpec stacked(PanelSpec spec, PanelQuery compared)
{
    spec.isStacked = true;
    spec.compared = {std::move(compared)};
    return spec;
}

PanelSpec by(const char *collector, PanelSpec spec)
{
    spec.collector = text(collector);
    return spec;
}

PanelSpec optional(PanelSpec spec)
{
    spec.isOptional = true;
    return spec;
}

} // namespace qd::console::panels
