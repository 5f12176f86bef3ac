// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/overviewpage.h"

#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/delegates/tabledelegate.h"
#include "console/widgets/pages/chartstage.h"
#include "console/widgets/pages/hintstrip.h"
#include "console/widgets/pages/installguide.h"
#include "console/widgets/pages/orderhold.h"
#include "console/widgets/pages/pagelayout.h"
#include "console/widgets/pages/panelgrid.h"
#include "console/widgets/pages/spans.h"
#include "console/widgets/pages/tabletools.h"
#include "console/widgets/pages/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTileColumn = 158;
constexpr int kTileHeight = 98;
constexpr int kMaxTableRows = 16;

} // namespace

OverviewPage::OverviewPage(const PageContext &context, OverviewPresenter &presenter, QWidget *parent)
    : Page(context.themes, parent)
    , m_context(context)
    , m_presenter(presenter)
{
    setObjectName(u"overviewPage"_s);
    build();
    connect(&presenter, &OverviewPresenter::headerChanged, this, &OverviewPage::updateHeader);
    connect(&presenter, &OverviewPresenter::tilesChanged, this, &OverviewPage::updateTiles);
    connect(presenter.children(), &QAbstractItemModel::rowsInserted, this, &OverviewPage::updateTable);
    connect(presenter.children(), &QAbstractItemModel::rowsRemoved, this, &OverviewPage::updateTable);
    connect(presenter.children(), &CellTableModel::orderWaitingChanged, this, &OverviewPage::updateStates);
    connect(&presenter, &OverviewPresenter::hiddenChildrenChanged, this, &OverviewPage::updateStates);
    connect(&context.time, &TimeContext::rangeChanged, this, &OverviewPage::updateSpan);
    connect(&context.time, &TimeContext::liveChanged, this, &OverviewPage::updateSpan);
    retranslate();
}

OverviewPage::~OverviewPage() = default;

void OverviewPage::build()
{
    ThemeController &themes = m_context.themes;
    const auto [scroll, content, column] = makePageColumn(*this, theme());
    auto *header = new QHBoxLayout;
    header->setSpacing(theme().px(10));
    m_title = new Label(themes, {}, TextRole::PageTitle, Token::Text, content);
    m_title->setObjectName(u"pageTitle"_s);
    m_pill = new Pill(themes, content);
    m_level = new Chip(themes, {}, content);
    m_hosts = new Chip(themes, {}, content);
    m_hosts->setObjectName(u"overviewHosts"_s);
    m_openHosts = new Button(themes, Icon::Host, {}, content);
    m_openHosts->setObjectName(u"openHosts"_s);
    connect(m_openHosts, &QAbstractButton::clicked, this, [this] {
        m_context.goTo({Location::Page::Hosts, m_presenter.scope(), {}});
    });
    header->addWidget(m_title);
    for (QWidget *fact :
        {static_cast<QWidget *>(m_pill), static_cast<QWidget *>(m_level), static_cast<QWidget *>(m_hosts)}) {
        header->addWidget(fact, 0, Qt::AlignVCenter);
    }
    m_before = new ToggleChip(themes, {}, content);
    m_before->setObjectName(u"periodBefore"_s);
    m_before->setCheckable(true);
    connect(m_before, &QAbstractButton::toggled, &m_presenter, &OverviewPresenter::setPreviousShown);
    connect(&m_presenter, &OverviewPresenter::comparisonChanged, m_before,
        [this] { m_before->setChecked(m_presenter.isPreviousShown()); });
    header->addStretch(1);
    header->addWidget(m_before);
    header->addWidget(m_openHosts);
    column->addLayout(header);
    m_hint = new HintStrip(m_context, content);
    column->addWidget(m_hint->widget());

    m_tileGrid = new ResponsiveGrid(themes, kTileColumn, kTileHeight, 6, content);
    for (const char16_t *id : {u"hosts", u"problems", u"cpu", u"memory", u"network", u"disk"}) {
        auto *tile = new StatTile(themes, m_tileGrid);
        tile->setObjectName(u"tile."_s + QString::fromUtf16(id));
        connect(tile, &QAbstractButton::clicked, this, [this] {
            m_context.goTo({Location::Page::Hosts, m_presenter.scope(), {}});
        });
        connect(tile, &StatTile::menuRequested, this, [this](const QPoint &at) { m_context.openMenu(at); });
        m_tiles.append(tile);
        m_tileGrid->add(tile);
    }
    column->addWidget(m_tileGrid);

    buildCharts(column, content);
    buildTable(content);
    column->addStretch(1);
}

void OverviewPage::buildCharts(QLayout *column, QWidget *content)
{
    const auto freshness = [this] {
        return PanelView::Freshness{m_presenter.isFresh(), m_presenter.lastContact()};
    };
    m_charts = new PanelGrid(m_presenter.panels(), m_context, freshness, 3, content);
    m_charts->createAll();
    m_charts->setOpenable(true);
    m_stage = new ChartStage(*this, m_context, freshness);
    connect(
        m_charts, &PanelGrid::maximizeRequested, m_stage, [this](PanelView *view) { m_stage->show(*view); });
    connect(m_charts, &PanelGrid::openRequested, this, [this] {
        m_context.goTo({Location::Page::Hosts, m_presenter.scope(), {}});
    });
    for (const PanelView *view : m_charts->views()) {
        connect(view->card()->chart(), &TimeChart::dataChanged, this, &OverviewPage::updateHint);
    }
    column->addWidget(m_charts);
    m_guide = new InstallGuide(m_context.themes);
    m_guideCard = new Card(m_context.themes, {}, m_guide, SkeletonShape::Text, content);
    m_guideCard->setObjectName(u"installCard"_s);
    m_guideCard->setMenuVisible(false);
    m_guideCard->setState(ViewState::ready());
    m_guideCard->hide();
    column->addWidget(m_guideCard);
}

void OverviewPage::updateHint()
{
    const bool hasHosts = !m_presenter.isComplete() || m_presenter.counts().total() > 0;
    if (hasHosts && !m_presenter.isFresh()) {
        m_hint->keep(); // the banner of the window says why nothing comes, and nothing moves below it
    } else {
        m_hint->setHint(hasHosts ? m_presenter.hint() : RangeHint());
    }
    m_guide->setPlace(m_presenter.server(), m_presenter.scope().isNull());
    m_guideCard->setVisible(!hasHosts);
    m_charts->setVisible(hasHosts);
    m_attention->setVisible(hasHosts || m_presenter.children()->rowCount() > 0);
}

void OverviewPage::maximizeChart()
{
    m_stage->toggle(m_charts->isVisible() ? m_charts->views() : QList<PanelView *>());
}

void OverviewPage::togglePeriodBefore()
{
    m_presenter.setPreviousShown(!m_presenter.isPreviousShown());
}

void OverviewPage::buildTable(QWidget *content)
{
    m_table = new QTableView;
    m_table->setObjectName(u"attentionTable"_s);
    m_table->setModel(m_presenter.children());
    m_delegate = new TableDelegate(m_context.themes, m_formatter, m_context.now, this);
    m_delegate->prepare(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tables::addSorting(*m_table, *m_presenter.children(), [this] { updateStates(); });
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(AttentionModel::Name, QHeaderView::Stretch);
    tables::addRowKeys(*m_table);
    tables::addRowMenu(*m_table, m_context.openMenu);
    new OrderHold(*m_table, [this](bool isHeld) { m_presenter.children()->setOrderHeld(isHeld); });
    tables::addColumnChooser(*m_table, {AttentionModel::State, AttentionModel::Name});
    connect(
        m_table, &QTableView::activated, this, [this](const QModelIndex &index) { openChild(index.row()); });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == AttentionModel::Name) {
            openChild(index.row());
        }
    });
    m_attention = new Card(m_context.themes, {}, m_table, SkeletonShape::Table, content);
    m_attention->setObjectName(u"attentionCard"_s);
    m_attention->setMenuVisible(false);
    content->layout()->addWidget(m_attention);
}

void OverviewPage::activate()
{
    m_formatter = Formatter();
    updateSpan();
    m_presenter.activate();
    updateHeader();
    updateTable();
}

void OverviewPage::deactivate()
{
    m_stage->close();
    m_presenter.deactivate();
}

void OverviewPage::refresh()
{
    m_presenter.refresh();
}

int OverviewPage::copyRows(bool asCsv)
{
    return tables::copyRows(*m_table, asCsv);
}

bool OverviewPage::isOrderWaiting() const
{
    return m_presenter.children()->isOrderWaiting();
}

void OverviewPage::sortIn()
{
    m_presenter.children()->sortIn();
}

bool OverviewPage::canDo(TableAction action) const
{
    return action == TableAction::SortByColumn && m_attention->isVisible();
}

void OverviewPage::doToTable(TableAction)
{
    tables::takeSortKeys(*m_table);
}

QByteArray OverviewPage::saveState() const
{
    return tables::columnState(*m_table);
}

void OverviewPage::restoreState(const QByteArray &state)
{
    tables::restoreColumns(*m_table, *m_presenter.children(), state);
}

void OverviewPage::updateSpan()
{
    m_presenter.setFrozen(m_context.time.isPaused());
    const int pixels = theme().px(PanelGrid::kColumn);
    m_presenter.setSpan(spanOf(m_context.time), pixels);
    // The window slides in whole steps of what its charts show: in between there is nothing new to see.
    m_context.time.setStep(
        std::chrono::milliseconds(QuerySource::stepFor(m_context.time.range().length(), pixels)));
}

void OverviewPage::openChild(int row)
{
    if (const std::optional<Location> place = placeOf(row)) {
        m_context.goTo(*place);
    }
}

std::optional<Location> OverviewPage::placeOf(int row) const
{
    const QString key = m_presenter.children()->keyAt(row);
    if (key.isEmpty()) {
        return std::nullopt;
    }
    const int id = key.mid(1).toInt();
    return key.front() == u'n' ? Location{Location::Page::Overview, NodeId{id}, {}}
                               : Location{Location::Page::Host, m_presenter.scope(), HostId{id}};
}

Subject OverviewPage::subject() const
{
    const QWidget *source = focusWidget(); // of this page, also while a menu or the palette has the keys
    for (qsizetype i = 0; i < m_tiles.size(); ++i) {
        if (m_tiles[i] == source) {
            return subjectOfTile(i);
        }
    }
    if (const PanelView *view = ChartStage::focused(m_charts->views(), *this)) {
        return view->subject(Location{Location::Page::Hosts, m_presenter.scope(), {}});
    }
    Subject subject;
    const int row = m_table->currentIndex().row();
    if (const std::optional<Location> place = placeOf(row); place && source == m_table) {
        subject = place->page == Location::Page::Host ? m_presenter.hostSubject(place->host) : Subject();
        subject.name = m_presenter.children()->index(row, AttentionModel::Name).data().toString();
        subject.place = place;
        if (subject.id.isEmpty()) {
            subject.id = QString::number(place->node.value);
        }
    }
    return subject;
}

void OverviewPage::retranslate()
{
    m_formatter = Formatter();
    m_delegate->setFormatter(m_formatter);
    m_openHosts->setText(tr("Open hosts"));
    m_before->setText(tr("Period before", "toggles: draw it into the charts"));
    m_guideCard->setTitle(tr("No hosts yet"));
    m_hint->retranslate();
    m_attention->setTitle(tr("Needs attention"));
    const auto percent = [](const QString &name) { return tr("%1 %", "a column in percent").arg(name); };
    m_presenter.children()->setHeaders({tr("State"), tr("Name"), tr("CPU trend"), tr("Hosts up"),
        tr("Problems"), percent(tr("CPU")), percent(tr("Memory")), percent(tr("Disk worst"))});
    m_table->setAccessibleName(tr("Children of this place, worst first"));
    m_charts->retranslate();
    updateHeader();
    updateTiles();
}

void OverviewPage::onThemeChanged()
{
    Page::onThemeChanged();
    updateTable();
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    updateTable();
}

void OverviewPage::updateHeader()
{
    const HostCounts counts = m_presenter.counts();
    const QString name = m_presenter.name();
    m_title->setText(name.isEmpty() ? tr("All regions") : name);
    const bool isComplete = m_presenter.isComplete();
    m_pill->setVisible(m_presenter.isLoaded());
    if (!m_presenter.isFresh()) {
        m_pill->setSeverity(Severity::Unknown, tr("Stale"));
    } else if (!isComplete && counts.problems() == 0) {
        m_pill->setSeverity(Severity::Unknown, tr("Loading"));
    } else {
        m_pill->setSeverity(counts.worst());
    }
    m_level->setVisible(m_presenter.level().has_value());
    m_level->setText(m_presenter.level() ? words::levelWord(m_presenter.level()) : QString());
    m_hosts->setVisible(m_presenter.isLoaded());
    m_hosts->setText(isComplete
            ? tr("%n host(s)", nullptr, counts.total())
            : words::hostsLoaded(m_presenter.loadedHosts(), m_presenter.expectedHosts(), m_formatter));
    setHostTiles();
    updateStates();
}

void OverviewPage::updateStates()
{
    m_charts->updateStates();
    m_stage->updateState();
    updateHint();
    SourceView view;
    view.hasData = m_presenter.children()->rowCount() > 0;
    view.isEmpty = m_presenter.isLoaded() && !view.hasData;
    view.state = m_presenter.isLoaded() ? SourceState::Ready : SourceState::Loading;
    view.lastSuccess = m_presenter.lastContact();
    showTableState(*m_attention,
        words::viewState(view, m_presenter.isFresh(), m_presenter.lastContact(), m_context.now(), m_formatter,
            tr("No hosts here yet. Install an agent or mount hosts on a component.")),
        childrenNote());
}

QString OverviewPage::childrenNote() const
{
    const HiddenChildren &hidden = m_presenter.hiddenChildren();
    const int rows = m_presenter.children()->rowCount();
    QString note = m_presenter.children()->sorts().isEmpty() ? tr("%n entries, worst first", nullptr, rows)
                                                             : tr("%n entries", nullptr, rows);
    if (hidden.count > 0) {
        // What is not listed may only be called good while that is known.
        note += u" · "_s
            + (hidden.problems > 0 ? tr("%n more, %1 of them with problems", nullptr, hidden.count)
                                         .arg(m_formatter.count(hidden.problems))
                    : m_presenter.isSure() ? tr("%n more, all reporting", nullptr, hidden.count)
                                           : tr("%n more", "entries of a list", hidden.count));
    }
    const QString waiting = waitingOrder(isOrderWaiting(), m_presenter.children()->newRows());
    return waiting.isEmpty() ? note : note + u" · "_s + waiting;
}

void OverviewPage::updateTable()
{
    const int rows = std::clamp(m_presenter.children()->rowCount(), 3, kMaxTableRows);
    m_attention->setFixedHeight(theme().px(40) + m_table->horizontalHeader()->sizeHint().height()
        + rows * theme().rowHeight() + theme().px(14));
    // The trend takes what the words do not need; numbers keep their width.
    const int width = m_attention->width();
    const auto share = [&](int column, double part) {
        m_table->setColumnWidth(column, static_cast<int>(width * part));
    };
    share(AttentionModel::State, 0.095);
    share(AttentionModel::Trend, 0.20);
    share(AttentionModel::Hosts, 0.085);
    share(AttentionModel::Problems, 0.085);
    share(AttentionModel::Cpu, 0.11);
    share(AttentionModel::Memory, 0.11);
    share(AttentionModel::Disk, 0.11);
    updateStates();
}

} // namespace qd::console
