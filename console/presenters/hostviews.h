// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/hostfilter.h"
#include "console/models/columnsort.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <optional>

namespace qd::console {

class Settings;

/// How the host table is set up: which columns in which order, what it is sorted by and what it hides.
struct HostTableState
{
    struct Column
    {
        int column = 0; ///< HostTableModel::Column
        int width = 0; ///< pixels at 100 %; 0: as it comes
        bool isHidden = false;
        bool operator==(const Column &) const = default;
    };

    QList<Column> columns; ///< in shown order; columns that are not named follow as they come
    QList<ColumnSort> sorts;
    HostFilterSet filters;

    [[nodiscard]] QByteArray toJson() const;
    /// What cannot be read, or names a column or field that there is not, is left out.
    [[nodiscard]] static HostTableState fromJson(const QByteArray &json);

    /// The same rows in the same order under the same columns; widths may differ.
    [[nodiscard]] bool showsTheSame(const HostTableState &other) const;
    bool operator==(const HostTableState &) const = default;
};

/// The saved views of the host table, in the order in which they were saved. They are kept with the settings
/// of this desktop user: the server knows nothing of them, so nobody else sees them. What is saved here is
/// seen by the views of other windows. Main thread.
class HostViews final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMaxViews = 50;
    static constexpr int kMaxName = 60;

    explicit HostViews(Settings &settings, QObject *parent = nullptr);

    [[nodiscard]] QStringList names() const;
    [[nodiscard]] std::optional<HostTableState> find(const QString &name) const;

    enum class NameProblem { None, Empty, TooLong, Taken, Full };
    /// Whether a view may be called so. @param renamed  the view that is to get the name; empty: a new one
    [[nodiscard]] NameProblem check(const QString &name, const QString &renamed = {}) const;
    /// Adds a view or replaces the one with that name; nothing if the name is not good.
    void save(const QString &name, const HostTableState &state);
    void rename(const QString &from, const QString &to);
    struct Removed
    {
        qsizetype place = 0;
        QString name;
        HostTableState state;
    };
    /// @return what brings it back with restore()
    std::optional<Removed> remove(const QString &name);
    void restore(const Removed &removed);

Q_SIGNALS:
    void changed();

private:
    struct View
    {
        QString name;
        HostTableState state;
    };
    void load();
    void store();
    [[nodiscard]] qsizetype placeOf(const QString &name) const;

    Settings &m_settings;
    QList<View> m_views;
};

} // namespace qd::console
