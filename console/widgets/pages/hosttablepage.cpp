// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/hosttablepage.h"

#include "console/presenters/panel.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/card.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "console/widgets/delegates/objecttable.h"
#include "console/widgets/delegates/tabledelegate.h"
#include "console/widgets/delegates/tableheader.h"
#include "console/widgets/pages/filterbar.h"
#include "console/widgets/pages/heatmap.h"
#include "console/widgets/pages/orderhold.h"
#include "console/widgets/pages/pagelayout.h"
#include "console/widgets/pages/selectionkeeper.h"
#include "console/widgets/pages/tabletools.h"
#include "console/widgets/pages/viewbar.h"
#include "console/widgets/pages/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kFrozenColumns = 2; // a state without the name beside it says nothing

} // namespace

HostTablePage::HostTablePage(const PageContext &context, HostTablePresenter &presenter, QWidget *parent)
    : Page(context.themes, parent)
    , m_context(context)
    , m_presenter(presenter)
{
    setObjectName(u"hostTablePage"_s);
    build();
    m_visibleDelay.setSingleShot(true);
    m_visibleDelay.setInterval(120ms); // while scrolling, ask once
    connectParts();
    m_scale = scale();
    setState(defaultState());
    retranslate();
}

HostTablePage::~HostTablePage() = default;

void HostTablePage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(20), theme().px(16), theme().px(20), theme().px(12));
    column->setSpacing(theme().px(10));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(theme().px(8));
    buildBar(*bar);
    column->addLayout(bar);
    m_filter = new FilterBar(
        m_context.themes,
        [this](HostFilter::Field field, const QString &typed) {
            return m_presenter.filterOfTyped(field, typed);
        },
        this);
    column->addWidget(m_filter);
    buildTable();
    column->addWidget(m_card, 1);
    m_footer = new Label(m_context.themes, {}, TextRole::Label, Token::TextMuted, this);
    m_footer->setObjectName(u"hostFooter"_s);
    column->addWidget(m_footer);
}

void HostTablePage::buildBar(QHBoxLayout &bar)
{
    ThemeController &themes = m_context.themes;
    m_views = new ViewBar(themes, m_presenter.views(), this);
    m_metric = new SegmentedControl(themes, this);
    m_metric->setObjectName(u"heatMetric"_s);
    for (const char16_t *id : {u"0", u"1", u"2", u"3", u"4"}) {
        m_metric->addSegment(QString::fromUtf16(id), {});
    }
    m_metric->setCurrent(u"0"_s);
    m_metric->hide();
    m_mode = new SegmentedControl(themes, this);
    m_mode->setObjectName(u"hostMode"_s);
    m_mode->addSegment(u"table"_s, {});
    m_mode->addSegment(u"heat"_s, {});
    m_mode->setCurrent(u"table"_s);
    m_columns = new Button(themes, Icon::Columns, {}, this);
    m_columns->setObjectName(u"hostColumns"_s);
    m_export = new Button(themes, Icon::Export, {}, this);
    m_export->setObjectName(u"hostExport"_s);
    bar.addWidget(m_views, 1);
    bar.addWidget(m_metric);
    bar.addWidget(m_mode);
    bar.addWidget(m_columns);
    bar.addWidget(m_export);
}

void HostTablePage::buildTable()
{
    m_table = new ObjectTable;
    m_table->setObjectName(u"hostTable"_s);
    m_table->setModel(m_presenter.model());
    m_delegate = new TableDelegate(m_context.themes, m_formatter, m_context.now, this);
    m_delegate->prepare(*m_table);
    m_header = static_cast<TableHeader *>(m_table->horizontalHeader());
    m_header->setSortable();
    m_table->setFrozenCount(kFrozenColumns);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    buildViews();
    connectTable();
}

void HostTablePage::buildViews()
{
    m_heatMap = new HeatMap(m_context.themes, *m_presenter.model());
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setBackgroundRole(QPalette::Base);
    scroll->setWidget(m_heatMap);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_table);
    m_stack->addWidget(scroll);
    m_card = new Card(m_context.themes, {}, m_stack, SkeletonShape::Table, this);
    m_card->setMenuVisible(false);
}

void HostTablePage::connectTable()
{
    tables::addRowKeys(*m_table);
    tables::addColumnChooser(*m_table, {HostTableModel::State, HostTableModel::Name}, [this] {
        setState({defaultState().columns, m_presenter.model()->sorts(), m_filter->filters()});
    });
    tables::addRowMenu(*m_table, m_context.openMenu);
    m_table->viewport()->installEventFilter(this);
    new SelectionKeeper(*m_table, *m_presenter.model());
    new OrderHold(*m_table, [this](bool isHeld) { m_presenter.model()->setOrderHeld(isHeld); });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, &m_visibleDelay,
        qOverload<>(&QTimer::start));
    connect(
        m_table, &QTableView::activated, this, [this](const QModelIndex &index) { openRow(index.row()); });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == HostTableModel::Name) {
            openRow(index.row());
        }
    });
    connect(m_table, &ObjectTable::cellPicked, this,
        [this](const QModelIndex &index) { filterBy(m_presenter.model()->filterOf(index, false)); });
    connect(m_header, &TableHeader::sortKeysChanged, this, [this](const QList<TableHeader::SortKey> &keys) {
        QList<ColumnSort> sorts;
        for (const TableHeader::SortKey &key : keys) {
            sorts.append({key.column, key.order});
        }
        m_presenter.model()->setSorts(sorts);
        updateShownView();
    });
    connect(m_header, &QHeaderView::sectionMoved, this, &HostTablePage::updateShownView);
    connect(
        m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HostTablePage::updateState);
    connect(m_heatMap, &HeatMap::activated, this, &HostTablePage::openRow);
    connect(m_heatMap, &HeatMap::menuRequested, this, [this](const QPoint &at) { m_context.openMenu(at); });
}

void HostTablePage::connectParts()
{
    HostTableModel *model = m_presenter.model();
    connect(&m_visibleDelay, &QTimer::timeout, this, &HostTablePage::updateVisible);
    connect(&m_presenter, &HostTablePresenter::viewChanged, this, &HostTablePage::updateState);
    connect(model, &HostTableModel::settled, &m_visibleDelay, qOverload<>(&QTimer::start));
    connect(model, &HostTableModel::orderWaitingChanged, this, &HostTablePage::updateState);
    connect(m_filter, &FilterBar::filtersChanged, this, [this](const HostFilterSet &filters) {
        m_presenter.model()->setFilters(filters);
        updateShownView();
    });
    connect(m_filter, &FilterBar::listRequested, this,
        [this] { isHeatMap() ? m_heatMap->setFocus() : m_table->setFocus(); });
    connect(m_card, &Card::actionTriggered, m_filter, &FilterBar::clear);
    connect(m_mode, &SegmentedControl::currentChanged, this, [this](const QString &id) {
        m_stack->setCurrentIndex(id == "heat"_L1 ? 1 : 0);
        m_metric->setVisible(id == "heat"_L1);
        m_columns->setVisible(id != "heat"_L1);
    });
    connect(m_metric, &SegmentedControl::currentChanged, m_heatMap,
        [this](const QString &id) { m_heatMap->setMetric(static_cast<HostTableModel::Metric>(id.toInt())); });
    connect(m_columns, &QAbstractButton::clicked, this, [this] { doToTable(TableAction::ChooseColumns); });
    connect(m_export, &QAbstractButton::clicked, this, [this] { doToTable(TableAction::Export); });
    connect(m_views, &ViewBar::chosen, this, &HostTablePage::openView);
    connect(m_views, &ViewBar::named, this, &HostTablePage::saveView);
    connect(m_views, &ViewBar::updateRequested, this, [this] { saveView(m_views->opened(), false); });
    connect(m_views, &ViewBar::removeRequested, this, &HostTablePage::removeView);
    connect(&m_presenter.rowExport(), &HostExport::finished, this, &HostTablePage::onExported);
    connect(&m_presenter.rowExport(), &HostExport::progressed, this, &HostTablePage::updateState);
    connect(&m_presenter.rowExport(), &HostExport::failed, this,
        [this](const QString &file, const QString &reason) {
            m_context.tell(
                {Severity::Major, tr("The rows could not be written"), file + u" · "_s + reason, {}});
            updateState();
        });
}

void HostTablePage::activate()
{
    m_presenter.activate();
    m_visibleDelay.start();
    updateState();
}

void HostTablePage::deactivate()
{
    m_presenter.deactivate();
}

void HostTablePage::refresh()
{
    m_presenter.refresh();
}

void HostTablePage::showProblems()
{
    m_filter->setFilters({});
    m_filter->setProblemsOnly(true);
}

bool HostTablePage::focusFilter()
{
    m_filter->focusField();
    return true;
}

int HostTablePage::copyRows(bool asCsv)
{
    return tables::copyRows(*m_table, asCsv);
}

bool HostTablePage::isHeatMap() const
{
    return m_stack->currentIndex() == 1;
}

int HostTablePage::currentRow() const
{
    return isHeatMap() ? m_heatMap->current() : m_table->currentIndex().row();
}

Subject HostTablePage::subject() const
{
    const HostTableModel &model = *m_presenter.model();
    const HostSummary *host = model.summaryAt(currentRow());
    if (host == nullptr) {
        return {};
    }
    Subject subject = subjectOf(*host);
    subject.place = Location{Location::Page::Host, model.scope(), host->id};
    const QModelIndex cell = isHeatMap()
        ? model.index(currentRow(), HostTableModel::Cpu + m_metric->current().toInt())
        : m_table->currentIndex();
    subject.value = tables::plainText(cell);
    if (cell.column() >= HostTableModel::Cpu && cell.column() <= HostTableModel::Load) {
        subject.query =
            hostMetricQuery(static_cast<HostTableModel::Metric>(cell.column() - HostTableModel::Cpu),
                hostMatcher({subject.name}));
    }
    return subject;
}

bool HostTablePage::isOrderWaiting() const
{
    return m_presenter.model()->isOrderWaiting();
}

void HostTablePage::sortIn()
{
    m_presenter.model()->sortIn();
}

void HostTablePage::toggleHeatMap()
{
    m_mode->setCurrent(isHeatMap() ? u"table"_s : u"heat"_s);
    m_stack->setCurrentIndex(m_mode->current() == "heat"_L1 ? 1 : 0);
    m_metric->setVisible(isHeatMap());
    m_columns->setVisible(!isHeatMap());
    if (isHeatMap()) {
        m_heatMap->setFocus();
    } else {
        m_table->setFocus();
    }
}

void HostTablePage::openRow(int row)
{
    const HostId host = m_presenter.model()->hostAt(row);
    if (!host.isNull()) {
        m_context.goTo({Location::Page::Host, m_presenter.model()->scope(), host});
    }
}

bool HostTablePage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) {
        m_visibleDelay.start();
    }
    return Page::eventFilter(watched, event);
}

void HostTablePage::updateVisible()
{
    std::vector<HostId> hosts;
    const int first = std::max(0, m_table->rowAt(0));
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    const int end = last < 0 ? m_presenter.model()->rowCount() - 1 : last;
    for (int row = first; row <= end && std::ssize(hosts) < HostTablePresenter::kMaxVisible; ++row) {
        hosts.push_back(m_presenter.model()->hostAt(row));
    }
    m_presenter.setVisibleHosts(hosts);
}

void HostTablePage::updateState()
{
    const HostTableModel &model = *m_presenter.model();
    const SourceView view = m_presenter.view();
    const int hidden = model.totalCount() - model.rowCount();
    ViewState state =
        words::viewState(view, m_presenter.isFresh(), m_presenter.lastContact(), m_context.now(), m_formatter,
            tr("No hosts here yet. Install an agent or mount hosts on a component."));
    if (!view.hasData && hidden > 0) {
        state = ViewState::empty(tr("The filters hide %n host(s).", nullptr, hidden), tr("Clear filters"));
    }
    showTableState(*m_card, state);
    m_footer->setText(footer());
}

QString HostTablePage::footer() const
{
    const HostTableModel &model = *m_presenter.model();
    QStringList parts{tr("%1 shown · %2 in total", "counts of hosts")
                          .arg(m_formatter.count(model.rowCount()), m_formatter.count(model.totalCount()))};
    if (const int selected = tables::selectedRows(*m_table); selected > 0) {
        parts.append(tr("%1 selected", "count of hosts").arg(m_formatter.count(selected)));
    }
    if (const int hidden = model.totalCount() - model.rowCount(); hidden > 0) {
        parts.append(tr("%1 hidden by filters", "count of hosts").arg(m_formatter.count(hidden)));
    }
    if (model.isOrderWaiting()) {
        parts.append(waitingOrder(true, model.newRows()));
    }
    if (!m_presenter.hasAllMetrics()) {
        parts.append(tr("values are fetched for the rows on screen"));
    }
    if (const HostExport &writing = m_presenter.rowExport(); writing.isRunning()) {
        parts.append(
            tr("%1 of %2 rows written")
                .arg(m_formatter.count(writing.rowsWritten()), m_formatter.count(writing.rowsWanted())));
    }
    return parts.join(u" · "_s);
}

void HostTablePage::retranslate()
{
    m_formatter = Formatter();
    m_delegate->setFormatter(m_formatter);
    m_mode->setText(u"table"_s, tr("Table", "a view of hosts"));
    m_mode->setText(u"heat"_s, tr("Heat map"));
    m_columns->setToolTip(tr("Choose columns"));
    m_columns->setAccessibleName(tr("Choose columns"));
    m_export->setToolTip(tr("Export all rows to a file"));
    m_export->setAccessibleName(tr("Export all rows to a file"));
    const QStringList metrics{
        tr("CPU"), tr("Memory"), tr("Disk", "storage"), tr("Net", "network"), tr("Load")};
    for (int i = 0; i < metrics.size(); ++i) {
        m_metric->setText(QString::number(i), metrics[i]);
    }
    const auto percent = [](const QString &name) { return tr("%1 %", "a column in percent").arg(name); };
    m_presenter.model()->setHeaders({tr("State"), tr("Name"), tr("IP"), tr("Site"), tr("Component"),
        percent(tr("CPU")), percent(tr("Memory")), percent(tr("Disk worst")), tr("Net", "network"),
        tr("Load"), tr("CPU, 1 h"), tr("Agent"), tr("Last seen")});
    m_presenter.model()->setStateWords(
        {words::stateWord(HostState::Unknown), words::stateWord(HostState::Online),
            words::stateWord(HostState::Stale), words::stateWord(HostState::Offline)});
    m_table->setAccessibleName(tr("Hosts"));
    m_heatMap->setAccessibleName(tr("Heat map"));
    m_card->setTitle(tr("Hosts"));
    updateState();
}

void HostTablePage::onThemeChanged()
{
    Page::onThemeChanged();
    tables::scaleColumns(*m_table, scale() / m_scale);
    m_scale = scale();
}

} // namespace qd::console
