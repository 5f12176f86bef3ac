// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/hostpage.h"

#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/popover.h"
#include "console/widgets/delegates/tabledelegate.h"
#include "console/widgets/pages/burstchip.h"
#include "console/widgets/pages/chartstage.h"
#include "console/widgets/pages/checkstrip.h"
#include "console/widgets/pages/comparepicker.h"
#include "console/widgets/pages/factlist.h"
#include "console/widgets/pages/hintstrip.h"
#include "console/widgets/pages/hostfacts.h"
#include "console/widgets/pages/pagelayout.h"
#include "console/widgets/pages/panelgrid.h"
#include "console/widgets/pages/pathstrip.h"
#include "console/widgets/pages/spans.h"
#include "console/widgets/pages/tabletools.h"
#include "console/widgets/pages/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kChips = 4;

} // namespace

HostPage::HostPage(const PageContext &context, HostPresenter &presenter, QWidget *parent)
    : Page(context.themes, parent)
    , m_context(context)
    , m_presenter(presenter)
{
    setObjectName(u"hostPage"_s);
    m_delegate = new TableDelegate(context.themes, m_formatter, context.now, this);
    build();
    connect(&presenter, &HostPresenter::headerChanged, this, &HostPage::updateHeader);
    connect(&presenter, &HostPresenter::detailsChanged, this, &HostPage::updateDetails);
    connect(&presenter, &HostPresenter::tablesChanged, this, &HostPage::updateTables);
    connect(&presenter, &HostPresenter::comparisonChanged, this, &HostPage::updateComparison);
    connect(&presenter, &HostPresenter::hintChanged, this, &HostPage::updateHint);
    connect(&presenter, &HostPresenter::checksChanged, this, &HostPage::updateChecks);
    connect(&presenter, &HostPresenter::shownPanelsChanged, this, &HostPage::updateShownPanels);
    connect(&presenter.burst(), &BurstPresenter::changed, this, &HostPage::updateBurst);
    connect(&context.time, &TimeContext::rangeChanged, this, &HostPage::updateSpan);
    connect(&context.time, &TimeContext::liveChanged, this, &HostPage::updateSpan);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, this, &HostPage::updateVisiblePanels);
    retranslate();
}

HostPage::~HostPage() = default;

void HostPage::build()
{
    const auto [scroll, content, column] = makePageColumn(*this, theme());
    m_scroll = scroll;
    buildHeader(column, content);
    m_checks = new CheckStrip(m_context.themes, content);
    column->addWidget(m_checks);
    m_path = new PathStrip(m_context.themes);
    m_pathCard = new Card(m_context.themes, {}, m_path, SkeletonShape::Text, content);
    m_pathCard->setMenuVisible(false);
    column->addWidget(m_pathCard);
    m_hint = new HintStrip(m_context, content);
    column->addWidget(m_hint->widget());
    m_stage = new ChartStage(*this, m_context, [this] {
        return PanelView::Freshness{m_presenter.isFresh(), freshUntil()};
    });
    const int families = static_cast<int>(m_presenter.families().size());
    buildFamilies(column, content, 0, 1); // what people come for; the tables before the rest
    buildTables(column, content);
    buildFamilies(column, content, 1, families);
    column->addStretch(1);
    updateShownPanels();
}

void HostPage::buildHeader(QLayout *column, QWidget *content)
{
    ThemeController &themes = m_context.themes;
    auto *header = new QHBoxLayout;
    header->setSpacing(theme().px(10));
    m_title = new Label(themes, {}, TextRole::PageTitle, Token::Text, content);
    m_title->setObjectName(u"pageTitle"_s);
    m_pill = new Pill(themes, content);
    m_pill->setObjectName(u"hostState"_s);
    m_age = new Label(themes, {}, TextRole::Label, Token::TextSecondary, content);
    m_age->setObjectName(u"hostAge"_s);
    header->addWidget(m_title);
    header->addWidget(m_pill, 0, Qt::AlignVCenter);
    for (int i = 0; i < kChips; ++i) {
        m_chips.append(new Chip(themes, {}, content));
        header->addWidget(m_chips.back(), 0, Qt::AlignVCenter);
    }
    header->addWidget(m_age);
    m_burst = new BurstChip(themes, content);
    header->addWidget(m_burst, 0, Qt::AlignVCenter);
    connect(m_burst, &BurstChip::endRequested, this, [this] { m_presenter.burst().end(); });
    m_where = new Label(themes, {}, TextRole::Label, Token::TextMuted, content);
    m_where->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_where->setElideMode(Qt::ElideMiddle);
    header->addWidget(m_where, 1);
    m_compare = new Button(themes, Icon::Columns, {}, content);
    m_compare->setObjectName(u"compareButton"_s);
    header->addWidget(m_compare);
    m_picker = new ComparePicker(themes, m_presenter, this);
    m_picker->hide(); // until the popover has it
    connect(m_compare, &QAbstractButton::clicked, this, [this] {
        if (m_pickerPopover == nullptr) {
            m_pickerPopover = new Popover(m_context.themes, m_picker, window());
        }
        m_pickerPopover->openBelow(m_compare, true);
    });
    static_cast<QBoxLayout *>(column)->addLayout(header);
}

void HostPage::buildFamilies(QLayout *column, QWidget *content, int from, int to)
{
    for (int i = from; i < to; ++i) {
        const HostFamily &family = m_presenter.families()[static_cast<std::size_t>(i)];
        auto *title = new Label(m_context.themes, {}, TextRole::Section, Token::TextSecondary, content);
        auto *grid = new PanelGrid(
            family.panels, m_context,
            [this] {
                return PanelView::Freshness{m_presenter.isFresh(), freshUntil()};
            },
            family.panels.size() % 3 == 0 ? 3 : 4, content);
        connect(
            grid, &PanelGrid::maximizeRequested, m_stage, [this](PanelView *view) { m_stage->show(*view); });
        column->addWidget(title);
        column->addWidget(grid);
        m_families.append({family.id, title, grid});
    }
}

void HostPage::activate()
{
    m_isActive = true;
    updateBurst();
    updateSpan();
    m_presenter.activate();
    updateHeader();
    updateDetails();
    updateTables();
    updateVisiblePanels();
}

void HostPage::deactivate()
{
    m_isActive = false;
    m_stage->close();
    m_presenter.deactivate();
}

void HostPage::refresh()
{
    m_presenter.refresh();
}

int HostPage::copyRows(bool asCsv)
{
    return tables::copyRows(focusedTable(), asCsv);
}

bool HostPage::isOrderWaiting() const
{
    return m_presenter.filesystems()->isOrderWaiting();
}

void HostPage::sortIn()
{
    m_presenter.filesystems()->sortIn();
}

QList<PanelView *> HostPage::views() const
{
    QList<PanelView *> all;
    for (const Family &family : m_families) {
        if (!family.grid->isHidden()) {
            all.append(family.grid->views());
        }
    }
    return all;
}

Subject HostPage::subject() const
{
    const PanelView *view = ChartStage::focused(views(), *this);
    return view == nullptr ? Subject() : view->subject({});
}

void HostPage::maximizeChart()
{
    m_stage->toggle(views());
}

void HostPage::togglePeriodBefore()
{
    m_presenter.setPreviousShown(!m_presenter.isPreviousShown());
}

void HostPage::updateHint()
{
    const HostSummary *host = m_presenter.summary();
    if (host != nullptr && host->state == HostState::Online && !m_presenter.isFresh()) {
        m_hint->keep(); // the banner of the window says why nothing comes, and nothing moves below it
    } else {
        m_hint->setHint(host == nullptr ? RangeHint() : m_presenter.hint());
    }
}

void HostPage::updateSpan()
{
    m_presenter.setFrozen(m_context.time.isPaused());
    const int pixels = theme().px(PanelGrid::kColumn);
    m_presenter.setSpan(spanOf(m_context.time), pixels);
    // The window slides in whole steps of what its charts show: in between there is nothing new to see.
    m_context.time.setStep(
        std::chrono::milliseconds(QuerySource::stepFor(m_context.time.range().length(), pixels)));
}

void HostPage::updateVisiblePanels()
{
    if (!m_isActive) {
        return;
    }
    m_scroll->widget()->layout()->activate(); // what was shown or hidden just now has its place
    for (const Family &family : std::as_const(m_families)) {
        family.grid->updateNear(*m_scroll->viewport());
    }
}

void HostPage::updateShownPanels()
{
    for (const Family &family : std::as_const(m_families)) {
        family.grid->setShown([this](const PanelSpec &spec) { return m_presenter.isShown(spec); });
        family.grid->setVisible(family.grid->hasShown());
        family.title->setVisible(family.grid->hasShown());
    }
    updateVisiblePanels();
}

bool HostPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
        m_presenter.setProcessesPaused(event->type() == QEvent::Enter);
    }
    return Page::eventFilter(watched, event);
}

void HostPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitTables();
    updateVisiblePanels();
}

void HostPage::onThemeChanged()
{
    Page::onThemeChanged();
    const double scale = theme().px(1000) / 1000.0;
    for (QTableView *table : {m_filesystems, m_processes}) {
        tables::scaleColumns(*table, scale / m_scale);
    }
    m_scale = scale;
    fitTables();
}

void HostPage::updateHeader()
{
    const HostSummary *host = m_presenter.summary();
    if (host == nullptr) {
        m_title->setText(tr("This host is gone"));
        m_pill->setSeverity(Severity::Unknown);
        return;
    }
    m_title->setText(QString::fromStdString(host->name));
    const TimeMs now = m_presenter.now();
    const bool isOnline = host->state == HostState::Online;
    if (isOnline && !m_presenter.isFresh()) {
        m_pill->setSeverity(Severity::Unknown, tr("Was online"));
    } else {
        m_pill->setSeverity(severityOf(host->state), words::stateWord(host->state));
    }
    m_age->setText(m_presenter.isFresh() ? tr("for %1", "how long a host has been in its state")
                                               .arg(m_formatter.duration(now - host->stateSince))
                                         : words::updated(freshUntil(), now, m_formatter));
    m_where->setText(m_presenter.path());
    m_chips[0]->setText(QString::fromStdString(host->address));
    m_chips[0]->setVisible(!host->address.empty());
    m_chips[1]->setText(tr("agent %1", "version").arg(QString::fromStdString(host->agentVersion)));
    for (const Family &family : std::as_const(m_families)) {
        family.grid->updateStates();
    }
    m_stage->updateState();
    updateHint();
    updateDetails();
}

void HostPage::updateChecks()
{
    m_checks->setChecks(m_presenter.checks(), m_formatter);
}

void HostPage::updateBurst()
{
    m_burst->setStatus(m_presenter.burst().status(), m_presenter.burst().endObstacle());
}

void HostPage::updateDetails()
{
    updateChecks();
    const auto &details = m_presenter.details();
    m_chips[2]->setVisible(details.has_value());
    m_chips[3]->setVisible(details.has_value() && !details->facts.tags.empty());
    if (details) {
        m_chips[2]->setText(QString::fromStdString(details->facts.operatingSystem));
        QStringList tags;
        for (const std::string &tag : details->facts.tags) {
            tags.append(QString::fromStdString(tag));
        }
        m_chips[3]->setText(tags.join(u", "_s));
        m_facts->setGroups(hostFacts(details->facts, m_formatter, m_presenter.now()));
        setEvents();
        fitTables();
    }
    m_path->setHops(m_presenter.dataPath(), m_presenter.now(), m_formatter);
    m_path->setHeld(m_presenter.heldAtAgent(), m_presenter.serverNow(), m_formatter);
    // Facts change rarely and stay true while the agent is silent; only the way of the data shows the break.
    const ViewState state =
        words::viewState(m_presenter.detailsView(), true, m_presenter.detailsView().lastSuccess,
            m_presenter.now(), m_formatter, tr("The agent has not sent its facts."));
    m_pathCard->setState(state);
    m_factCard->setState(state);
    m_eventCard->setState(
        details && details->events.empty() ? ViewState::empty(tr("Nothing has happened here.")) : state);
}

void HostPage::updateComparison()
{
    const int hosts = static_cast<int>(m_presenter.compared().size());
    m_compare->setText(hosts > 0            ? tr("Compared with %n host(s)", nullptr, hosts)
            : m_presenter.isPreviousShown() ? tr("Compared with before", "with the period before")
                                            : tr("Compare", "verb: draw other curves over these"));
}

void HostPage::retranslate()
{
    m_formatter = Formatter();
    m_delegate->setFormatter(m_formatter);
    m_hint->retranslate();
    m_pathCard->setTitle(tr("Path of the data"));
    m_filesystemCard->setTitle(tr("Filesystems"));
    m_processCard->setTitle(tr("Top processes"));
    m_factCard->setTitle(tr("Facts"));
    m_eventCard->setTitle(tr("Events"));
    m_facts->setAccessibleName(tr("Facts"));
    m_events->setAccessibleName(tr("Events"));
    m_presenter.filesystems()->setHeaders({tr("Mount"), tr("Type"), tr("Size"), tr("Used"), tr("Inodes"),
        tr("Full in", "time until it is full")});
    m_presenter.processes()->setHeaders(
        {tr("PID"), tr("User"), tr("Command"), tr("CPU"), tr("Memory"), tr("Threads"), tr("State")});
    m_filesystems->setAccessibleName(tr("Filesystems"));
    m_processes->setAccessibleName(tr("Top processes"));
    for (const Family &family : std::as_const(m_families)) {
        family.title->setText(words::familyTitle(family.id));
        family.grid->retranslate();
    }
    updateHeader();
    updateDetails();
    updateTables();
    updateComparison();
}

} // namespace qd::console
