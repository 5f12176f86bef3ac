// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/hosttablepage.h"

#include "console/widgets/controls/card.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "console/widgets/delegates/tabledelegate.h"
#include "console/widgets/pages/heatmap.h"
#include "console/widgets/pages/orderhold.h"
#include "console/widgets/pages/pagelayout.h"
#include "console/widgets/pages/tabletools.h"
#include "console/widgets/pages/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

HostTablePage::HostTablePage(const PageContext &context, HostTablePresenter &presenter, QWidget *parent)
    : Page(context.themes, parent)
    , m_context(context)
    , m_presenter(presenter)
{
    setObjectName(u"hostTablePage"_s);
    build();
    m_visibleDelay.setSingleShot(true);
    m_visibleDelay.setInterval(120ms); // while scrolling, ask once
    connect(&m_visibleDelay, &QTimer::timeout, this, &HostTablePage::updateVisible);
    connect(&presenter, &HostTablePresenter::viewChanged, this, &HostTablePage::updateState);
    connect(presenter.model(), &HostTableModel::settled, &m_visibleDelay, qOverload<>(&QTimer::start));
    connect(presenter.model(), &HostTableModel::orderWaitingChanged, this, &HostTablePage::updateState);
    retranslate();
}

HostTablePage::~HostTablePage() = default;

void HostTablePage::build()
{
    ThemeController &themes = m_context.themes;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(20), theme().px(16), theme().px(20), theme().px(12));
    column->setSpacing(theme().px(12));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(theme().px(8));
    m_filter = new SearchField(themes, this);
    m_filter->setObjectName(u"hostFilter"_s);
    m_filter->setKeyHint(u"/"_s);
    m_filter->setMaximumWidth(theme().px(340));
    m_problems = new ToggleChip(themes, {}, this);
    m_problems->setObjectName(u"hostProblems"_s);
    m_problems->setCheckable(true);
    m_metric = new SegmentedControl(themes, this);
    m_metric->setObjectName(u"heatMetric"_s);
    m_mode = new SegmentedControl(themes, this);
    m_mode->setObjectName(u"hostMode"_s);
    m_mode->addSegment(u"table"_s, {});
    m_mode->addSegment(u"heat"_s, {});
    for (const char16_t *id : {u"0", u"1", u"2", u"3", u"4"}) {
        m_metric->addSegment(QString::fromUtf16(id), {});
    }
    m_mode->setCurrent(u"table"_s);
    m_metric->setCurrent(u"0"_s);
    m_metric->hide();
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_problems);
    bar->addStretch(1);
    bar->addWidget(m_metric);
    bar->addWidget(m_mode);
    column->addLayout(bar);
    buildTable();
    column->addWidget(m_card, 1);
    m_footer = new Label(themes, {}, TextRole::Label, Token::TextMuted, this);
    m_footer->setObjectName(u"hostFooter"_s);
    column->addWidget(m_footer);

    connect(m_filter, &QLineEdit::textChanged, m_presenter.model(), &HostTableModel::setFilter);
    connect(m_filter, &SearchField::listRequested, m_table, [this] { m_table->setFocus(); });
    connect(m_problems, &QAbstractButton::toggled, m_presenter.model(), &HostTableModel::setProblemsOnly);
    connect(m_mode, &SegmentedControl::currentChanged, this, [this](const QString &id) {
        m_views->setCurrentIndex(id == "heat"_L1 ? 1 : 0);
        m_metric->setVisible(id == "heat"_L1);
    });
    connect(m_metric, &SegmentedControl::currentChanged, m_heatMap,
        [this](const QString &id) { m_heatMap->setMetric(static_cast<HostTableModel::Metric>(id.toInt())); });
}

void HostTablePage::buildTable()
{
    m_table = new QTableView;
    m_table->setObjectName(u"hostTable"_s);
    m_table->setModel(m_presenter.model());
    m_delegate = new TableDelegate(m_context.themes, m_formatter, m_context.now, this);
    m_delegate->prepare(*m_table);
    m_table->setSortingEnabled(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setSortIndicator(HostTableModel::State, Qt::AscendingOrder);
    header->setStretchLastSection(true);
    setDefaultColumns();
    tables::addRowKeys(*m_table);
    tables::addColumnChooser(*m_table, {HostTableModel::State, HostTableModel::Name});
    tables::addRowMenu(*m_table, m_context.openMenu);
    m_table->viewport()->installEventFilter(this);
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
    connect(
        m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HostTablePage::updateState);
    m_heatMap = new HeatMap(m_context.themes, *m_presenter.model());
    connect(m_heatMap, &HeatMap::activated, this, &HostTablePage::openRow);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setBackgroundRole(QPalette::Base);
    scroll->setWidget(m_heatMap);
    m_views = new QStackedWidget;
    m_views->addWidget(m_table);
    m_views->addWidget(scroll);
    m_card = new Card(m_context.themes, {}, m_views, SkeletonShape::Table, this);
    m_card->setMenuVisible(false);
    connect(m_card, &Card::actionTriggered, this, [this] {
        m_filter->clear();
        m_problems->setChecked(false);
    });
}

void HostTablePage::setDefaultColumns()
{
    const QList<int> widths{104, 178, 108, 84, 126, 94, 94, 94, 94, 60, 118, 90, 104};
    for (int column = 0; column < widths.size(); ++column) {
        m_table->setColumnWidth(column, theme().px(widths[column]));
    }
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

QByteArray HostTablePage::saveState() const
{
    return m_table->horizontalHeader()->saveState();
}

void HostTablePage::restoreState(const QByteArray &state)
{
    if (!state.isEmpty() && m_table->horizontalHeader()->restoreState(state)) {
        const QHeaderView *header = m_table->horizontalHeader();
        m_presenter.model()->sort(header->sortIndicatorSection(), header->sortIndicatorOrder());
    }
}

void HostTablePage::showProblems()
{
    m_filter->clear();
    m_problems->setChecked(true);
}

bool HostTablePage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
    return true;
}

int HostTablePage::copyRows(bool asCsv)
{
    return tables::copyRows(*m_table, asCsv);
}

Subject HostTablePage::subject() const
{
    const HostTableModel &model = *m_presenter.model();
    const HostSummary *host = model.summaryAt(m_table->currentIndex().row());
    if (host == nullptr) {
        return {};
    }
    Subject subject = subjectOf(*host);
    subject.place = Location{Location::Page::Host, model.scope(), host->id};
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
    m_mode->setCurrent(m_views->currentIndex() == 0 ? u"heat"_s : u"table"_s);
    m_views->setCurrentIndex(m_mode->current() == "heat"_L1 ? 1 : 0);
    m_metric->setVisible(m_views->currentIndex() == 1);
    m_views->currentIndex() == 1 ? m_heatMap->setFocus() : m_table->setFocus();
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
    SourceView view = m_presenter.view();
    const int hidden = model.totalCount() - model.rowCount();
    ViewState state =
        words::viewState(view, m_presenter.isFresh(), m_presenter.lastContact(), m_context.now(), m_formatter,
            tr("No hosts here yet. Install an agent or mount hosts on a component."));
    if (!view.hasData && hidden > 0) {
        state = ViewState::empty(tr("The filters hide %n host(s).", nullptr, hidden), tr("Clear filters"));
    }
    showTableState(*m_card, state);
    QString footer = tr("%1 shown · %2 in total", "counts of hosts")
                         .arg(m_formatter.count(model.rowCount()), m_formatter.count(model.totalCount()));
    if (const qsizetype selected = m_table->selectionModel()->selectedRows().size(); selected > 1) {
        footer += u" · "_s + tr("%1 selected", "count of hosts").arg(m_formatter.count(selected));
    }
    if (hidden > 0) {
        footer += u" · "_s + tr("%1 hidden by filters", "count of hosts").arg(m_formatter.count(hidden));
    }
    if (model.isOrderWaiting()) {
        footer += u" · "_s + waitingOrder(true, model.newRows());
    }
    if (!m_presenter.hasAllMetrics()) {
        footer += u" · "_s + tr("values are fetched for the rows on screen");
    }
    m_footer->setText(footer);
}

void HostTablePage::retranslate()
{
    m_formatter = Formatter();
    m_delegate->setFormatter(m_formatter);
    m_filter->setPlaceholderText(tr("Filter by name or address"));
    m_filter->setAccessibleName(tr("Filter by name or address"));
    m_problems->setText(tr("Problems only"));
    m_mode->setText(u"table"_s, tr("Table", "a view of hosts"));
    m_mode->setText(u"heat"_s, tr("Heat map"));
    const QStringList metrics{
        tr("CPU"), tr("Memory"), tr("Disk", "storage"), tr("Net", "network"), tr("Load")};
    for (int i = 0; i < metrics.size(); ++i) {
        m_metric->setText(QString::number(i), metrics[i]);
    }
    m_presenter.model()->setHeaders({tr("State"), tr("Name"), tr("IP"), tr("Site"), tr("Component"),
        tr("CPU"), tr("Memory"), tr("Disk worst"), tr("Net", "network"), tr("Load"), tr("CPU, 1 h"),
        tr("Agent"), tr("Last seen")});
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
    setDefaultColumns();
}

} // namespace qd::console
