// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostviews.h"

#include "console/models/hosttablemodel.h"
#include "console/state/settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

const QString kKey = u"hostViews"_s;
constexpr int kMaxWidth = 2'000;
constexpr int kMaxValue = 500; // characters of one filter

[[nodiscard]] QJsonObject objectOf(const HostTableState &state)
{
    QJsonArray columns;
    for (const HostTableState::Column &column : state.columns) {
        columns.append(QJsonObject{{u"id"_s, HostTableModel::columnId(column.column)},
            {u"width"_s, column.width}, {u"hidden"_s, column.isHidden}});
    }
    QJsonArray sorts;
    for (const ColumnSort &sort : state.sorts) {
        sorts.append(QJsonObject{{u"id"_s, HostTableModel::columnId(sort.column)},
            {u"descending"_s, sort.order == Qt::DescendingOrder}});
    }
    QJsonArray filters;
    for (const HostFilter &filter : state.filters.filters) {
        filters.append(QJsonObject{{u"field"_s, HostFilter::idOf(filter.field)}, {u"value"_s, filter.value}});
    }
    return {{u"columns"_s, columns}, {u"sort"_s, sorts}, {u"filters"_s, filters},
        {u"text"_s, state.filters.text}, {u"problems"_s, state.filters.isProblemsOnly}};
}

[[nodiscard]] HostTableState stateOf(const QJsonObject &object)
{
    HostTableState state;
    QList<int> known;
    for (const QJsonValue &value : object["columns"_L1].toArray()) {
        const int column = HostTableModel::columnOf(value["id"_L1].toString());
        if (column >= 0 && !known.contains(column)) {
            known.append(column);
            state.columns.append(
                {column, std::clamp(value["width"_L1].toInt(), 0, kMaxWidth), value["hidden"_L1].toBool()});
        }
    }
    for (const QJsonValue &value : object["sort"_L1].toArray()) {
        const int column = HostTableModel::columnOf(value["id"_L1].toString());
        if (column >= 0 && state.sorts.size() < HostTableModel::kMaxSorts) {
            state.sorts.append(
                {column, value["descending"_L1].toBool() ? Qt::DescendingOrder : Qt::AscendingOrder});
        }
    }
    for (const QJsonValue &value : object["filters"_L1].toArray()) {
        if (const auto field = HostFilter::fieldOf(value["field"_L1].toString())) {
            state.filters.filters =
                joined(state.filters.filters, {*field, value["value"_L1].toString().left(kMaxValue)});
        }
    }
    state.filters.text = object["text"_L1].toString().left(kMaxValue);
    state.filters.isProblemsOnly = object["problems"_L1].toBool();
    return state;
}

[[nodiscard]] QList<int> shownColumns(const HostTableState &state)
{
    QList<int> shown;
    for (const HostTableState::Column &column : state.columns) {
        if (!column.isHidden) {
            shown.append(column.column);
        }
    }
    return shown;
}

} // namespace

QByteArray HostTableState::toJson() const
{
    return QJsonDocument(objectOf(*this)).toJson(QJsonDocument::Compact);
}

HostTableState HostTableState::fromJson(const QByteArray &json)
{
    return stateOf(QJsonDocument::fromJson(json).object());
}

bool HostTableState::showsTheSame(const HostTableState &other) const
{
    return filters == other.filters && sorts == other.sorts && shownColumns(*this) == shownColumns(other);
}

HostViews::HostViews(Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    load();
    connect(&settings, &Settings::layoutChanged, this, [this](const QString &key) {
        if (key == kKey) {
            load();
            Q_EMIT changed();
        }
    });
}

void HostViews::load()
{
    m_views.clear();
    const QJsonArray stored = QJsonDocument::fromJson(m_settings.layout(kKey)).array();
    for (const QJsonValue &value : stored) {
        const QString name = value["name"_L1].toString();
        if (check(name) == NameProblem::None) {
            m_views.append({name, stateOf(value.toObject())});
        }
    }
}

void HostViews::store()
{
    QJsonArray stored;
    for (const View &view : std::as_const(m_views)) {
        QJsonObject object = objectOf(view.state);
        object.insert(u"name"_s, view.name);
        stored.append(object);
    }
    m_settings.setLayout(kKey, QJsonDocument(stored).toJson(QJsonDocument::Compact)); // leads to load()
}

QStringList HostViews::names() const
{
    QStringList names;
    for (const View &view : m_views) {
        names.append(view.name);
    }
    return names;
}

qsizetype HostViews::placeOf(const QString &name) const
{
    const auto found = std::ranges::find(m_views, name, &View::name);
    return found == m_views.end() ? -1 : found - m_views.begin();
}

std::optional<HostTableState> HostViews::find(const QString &name) const
{
    const qsizetype place = placeOf(name);
    return place < 0 ? std::nullopt : std::optional(m_views[place].state);
}

HostViews::NameProblem HostViews::check(const QString &name, const QString &renamed) const
{
    const QString wanted = name.trimmed();
    if (wanted.isEmpty()) {
        return NameProblem::Empty;
    }
    if (wanted.size() > kMaxName) {
        return NameProblem::TooLong;
    }
    const bool isTaken = std::ranges::any_of(m_views, [&](const View &view) {
        return view.name != renamed && view.name.compare(wanted, Qt::CaseInsensitive) == 0;
    });
    if (isTaken) {
        return NameProblem::Taken;
    }
    return renamed.isEmpty() && m_views.size() >= kMaxViews ? NameProblem::Full : NameProblem::None;
}

void HostViews::save(const QString &name, const HostTableState &state)
{
    if (const qsizetype place = placeOf(name); place >= 0) {
        m_views[place].state = state;
    } else if (check(name) == NameProblem::None) {
        m_views.append({name.trimmed(), state});
    } else {
        return;
    }
    store();
}

void HostViews::rename(const QString &from, const QString &to)
{
    const qsizetype place = placeOf(from);
    if (place >= 0 && check(to, from) == NameProblem::None) {
        m_views[place].name = to.trimmed();
        store();
    }
}

std::optional<HostViews::Removed> HostViews::remove(const QString &name)
{
    const qsizetype place = placeOf(name);
    if (place < 0) {
        return std::nullopt;
    }
    const View gone = m_views.takeAt(place);
    store();
    return Removed{place, gone.name, gone.state};
}

void HostViews::restore(const Removed &removed)
{
    if (check(removed.name) == NameProblem::None) {
        m_views.insert(std::min(removed.place, m_views.size()), {removed.name, removed.state});
        store();
    }
}

} // namespace qd::console
