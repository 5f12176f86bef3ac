// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/units.h"
#include "console/presenters/gaps.h"
#include "console/presenters/sourceview.h"

#include <QList>
#include <QObject>
#include <QPointF>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace qd::console {

class Backend;
class SubscriptionStore;

/// One query of a panel. In the text, %sel stands for the label matchers of the scope, %by for the label of
/// the children, %rate for a window that fits the step of the chart, %each for " by (host) " and %and for
/// "host," where several hosts are compared.
struct PanelQuery
{
    QString promql;
    QString word; ///< id of the word for its series; a label's value is added when `nameLabel` is set
    QString nameLabel; ///< the series is called after this label; "%by" as above
    std::optional<int> slot = std::nullopt; ///< colour by meaning
    QString metric = {}; ///< that it reads, where it is one
};

/// What a panel shows; its title is the page's matter, found by id.
struct PanelSpec
{
    QString id;
    Unit unit = Unit::None;
    std::vector<PanelQuery> queries;
    bool isStacked = false;
    std::optional<double> axisMax = std::nullopt;
    QString collector = {}; ///< of the agent that measures this; empty: several, or none
    bool isOptional = false; ///< only hosts with the device, the setting or the server for it have this
    std::vector<PanelQuery> compared = {}; ///< asked instead of `queries` when hosts are compared
};

struct PanelSeries
{
    QString id;
    QString label; ///< values of labels: "eth0"; never translated
    QString word; ///< id of a word from the catalogue: "in"; the page has it in every language
    QList<QPointF> points; ///< x = UTC ms
    std::optional<int> slot;
};

struct PanelData
{
    QList<PanelSeries> series;
    Unit unit = Unit::None;
    std::chrono::milliseconds step{10'000};
    bool isStacked = false;
    bool isReduced = false; ///< minimum and maximum per step
    std::optional<double> axisMax;
    int hiddenSeries = 0;
    QList<PanelGap> gaps; ///< ascending
    QList<PanelSeries> previous; ///< one span earlier, shifted onto this one
};

/// What is known about the absence of samples.
struct PanelAbsence
{
    QList<PanelGap> silent; ///< nothing was measured: what a query carries on into these spans is not drawn
    QList<PanelGap> failing; ///< the collector had errors: explains a gap, makes none

    bool operator==(const PanelAbsence &) const = default;
};

/// Where a panel gets its data from; shared by all panels of a page.
struct PanelServices
{
    Backend &backend;
    SubscriptionStore &subscriptions;
    const Clock &clock;
};

/// Label matchers and child label of a place: what turns a PanelSpec into PromQL.
struct PanelScope
{
    QString matchers; ///< `region="cn-north-1",category="Payments"`; may be empty
    QString childLabel; ///< "service"
    bool isCompared = false; ///< several hosts over each other: a series each

    bool operator==(const PanelScope &) const = default;
};

/// The logic of one chart: asks its queries for the scope and the span of the page, joins the answers, and
/// tells the worst state of its parts. Starts and stops with its page. Main thread.
class Panel final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMaxSeries = 40;

    Panel(const PanelSpec &spec, const PanelServices &services, QObject *parent = nullptr);
    ~Panel() override;

    [[nodiscard]] const PanelSpec &spec() const { return m_spec; }
    void setScope(const PanelScope &scope);
    /// @param pixels  plot width
    void setSpan(const QuerySpan &span, int pixels);
    void start();
    void stop();
    [[nodiscard]] bool isStarted() const { return m_isStarted; }
    void refresh();
    void setAbsence(const PanelAbsence &absence);
    /// A second panel of the same query that shows the same, at another width: for one chart shown large. It
    /// shows what this one has until its own answers come, and must not outlive it.
    [[nodiscard]] std::unique_ptr<Panel> twin() const;
    /// Scope, absences and the period before of another panel.
    void follow(const Panel &other);
    /// Asks for the span before the shown one too.
    void setPreviousShown(bool isShown);
    /// While frozen the picture stays; the newest one comes with the thaw.
    void setFrozen(bool isFrozen);

    [[nodiscard]] PanelData data() const;
    /// The oldest instant with a value; nullopt without any.
    [[nodiscard]] std::optional<TimeMs> firstInstant() const;
    /// A step without a value between two that have one. Cheap; a gap that only ends the data is not found.
    [[nodiscard]] bool hasHole() const;
    [[nodiscard]] SourceView view() const;
    /// The PromQL of all queries, a line each.
    [[nodiscard]] QString queryText() const;
    /// The newest answer to one query, for tiles and tables that read the same data.
    [[nodiscard]] const QueryAnswer &answer(std::size_t query) const;

Q_SIGNALS:
    void changed();

private:
    using Sources = std::vector<std::unique_ptr<QuerySource>>;

    void ask();
    void fit(Sources &sources, std::size_t count);
    void onSourceChanged();
    [[nodiscard]] QString expanded(const QString &text) const;
    [[nodiscard]] std::chrono::milliseconds length() const;
    [[nodiscard]] SourceView ownView() const;
    [[nodiscard]] const std::vector<PanelQuery> &queries() const;
    [[nodiscard]] QList<PanelSeries> seriesOf(const Sources &sources, int &hidden) const;

    PanelSpec m_spec;
    const Panel *m_original = nullptr; ///< of a twin
    PanelScope m_scope;
    QuerySpan m_span;
    int m_pixels = 600;
    PanelServices m_services;
    Sources m_sources; ///< one per query
    Sources m_previous; ///< one per query while the span before is shown
    PanelAbsence m_absence;
    bool m_isPreviousShown = false;
    bool m_isFrozen = false;
    bool m_isStarted = false;
    bool m_isWaiting = false; ///< something changed while frozen
};

/// A PromQL selector of one metric, `%sel` included: quoted by __name__ where the name is no identifier.
[[nodiscard]] QString metric(const QString &name, const QString &matchers = QStringLiteral("%sel"));

/// A host has one series for each place it is mounted on, so a plain sum would count it twice. Keeps one
/// series per host and value of `label`.
[[nodiscard]] QString onceByHost(const QString &label, const QString &expression);

/// The same expression as it was `seconds` before: every selector gets an offset.
[[nodiscard]] QString shiftedBack(const QString &promql, std::int64_t seconds);

/// Text as a quoted PromQL string.
[[nodiscard]] QString quoted(const QString &text);

/// `host=~"web-1|web-2"`: exactly these hosts.
[[nodiscard]] QString hostMatcher(const QStringList &names);

/// The values of a curve over the whole window of its answer, one a step: NaN stands for the steps before its
/// first sample and in its gaps, so that what began late is not stretched and no gap is closed up.
[[nodiscard]] QList<double> acrossWindow(const SeriesPoints &series, const QueryAnswer &answer);

/// The newest value of each series of an answer, by the value of a label.
[[nodiscard]] QHash<QString, double> newestBy(const QueryAnswer &answer, const QString &label);

} // namespace qd::console
