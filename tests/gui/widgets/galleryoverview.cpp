// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/widgets/gallerydata.h"
#include "tests/gui/widgets/galleryscenes.h"

#include "console/widgets/charts/chartcard.h"
#include "console/widgets/controls/breadcrumbs.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/navigationrail.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/controls/statusstrip.h"
#include "console/widgets/controls/tabstrip.h"
#include "console/widgets/delegates/tabledelegate.h"
#include "console/widgets/delegates/treedelegate.h"

#include <QHeaderView>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QStandardItemModel>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace qd::console::gallery {

namespace {

/// A plain area in one colour with a line at one edge.
class Panel final : public ThemedWidget
{
public:
    Panel(ThemeController &themes, Token token, Qt::Edges lines)
        : ThemedWidget(themes)
        , m_token(token)
        , m_lines(lines)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme().color(m_token));
        if (m_lines & Qt::RightEdge) {
            painter.fillRect(width() - 1, 0, 1, height(), theme().color(Token::Border));
        }
        if (m_lines & Qt::BottomEdge) {
            painter.fillRect(0, height() - 1, width(), 1, theme().color(Token::Border));
        }
    }

private:
    Token m_token;
    Qt::Edges m_lines;
};

Formatter formatter()
{
    return Formatter(QLocale(QLocale::English), QTimeZone::utc());
}

QWidget *explorer(ThemeController &themes)
{
    auto *panel = new Panel(themes, Token::Surface, Qt::RightEdge);
    panel->setFixedWidth(themes.theme().px(300));
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 8, 1, 0);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 12, 0);
    head->addWidget(new Label(themes, u"Explorer"_s, TextRole::Section), 1);
    for (const Icon icon : {Icon::Plus, Icon::More}) {
        auto *button = new Button(themes, icon, QString());
        button->setLook(Button::Look::Quiet);
        head->addWidget(button);
    }
    column->addLayout(head);
    auto *filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(12, 0, 12, 0);
    auto *filter = new SearchField(themes);
    filter->setPlaceholderText(u"Filter tree"_s);
    filter->setKeyHint(u"/"_s);
    filterRow->addWidget(filter);
    column->addLayout(filterRow);
    auto *chips = new QHBoxLayout;
    chips->setContentsMargins(12, 0, 12, 4);
    chips->setSpacing(6);
    const QStringList words{u"All"_s, u"Problems"_s, u"Starred"_s};
    for (const QString &word : words) {
        auto *chip = new ToggleChip(themes, word);
        chip->setChecked(word == words.first());
        chip->setCount(word == words[1] ? 12 : -1);
        chips->addWidget(chip);
    }
    chips->addStretch();
    column->addLayout(chips);
    auto *tree = new QTreeView;
    auto *model = new QStandardItemModel(tree);
    fillTree(*model);
    auto *delegate = new TreeDelegate(themes, formatter(), tree);
    delegate->prepare(*tree);
    tree->setModel(model);
    const QModelIndex region = model->index(0, 0);
    const QModelIndex payments = model->index(0, 0, region);
    const QModelIndex gateway = model->index(0, 0, payments);
    for (const QModelIndex &index : {region, payments, gateway, model->index(1, 0, gateway)}) {
        tree->expand(index);
    }
    tree->setCurrentIndex(gateway);
    column->addWidget(tree, 1);
    auto *foot = new Label(themes, u"12,480 hosts · 12 problems"_s, TextRole::Small, Token::TextMuted);
    foot->setContentsMargins(16, 0, 0, 0);
    auto *footRow = new QHBoxLayout;
    footRow->setContentsMargins(16, 4, 16, 10);
    footRow->addWidget(foot);
    column->addLayout(footRow);
    return panel;
}

QWidget *topBar(ThemeController &themes)
{
    auto *bar = new Panel(themes, Token::Surface, Qt::BottomEdge);
    bar->setFixedHeight(themes.theme().px(52));
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 0, 20, 1);
    row->setSpacing(8);
    auto *crumbs = new Breadcrumbs(themes);
    crumbs->setParts({u"cn-north-1"_s, u"Payments"_s, u"payment-gateway"_s});
    row->addWidget(crumbs);
    auto *star = new Button(themes, Icon::Star, QString());
    star->setLook(Button::Look::Quiet);
    row->addWidget(star);
    row->addStretch(1);
    auto *search = new SearchField(themes);
    search->setPlaceholderText(u"Search or run a command"_s);
    search->setKeyHint(u"Ctrl K"_s);
    search->setFixedWidth(290);
    row->addWidget(search);
    auto *range = new Button(themes, Icon::Clock, u"Last 1 hour"_s);
    range->setHint(u"UTC+8"_s);
    row->addWidget(new Button(themes, Icon::ChevronLeft, QString()));
    row->addWidget(range);
    row->addWidget(new Button(themes, Icon::ChevronRight, QString()));
    row->addWidget(new Button(themes, Icon::Pause, u"Live"_s));
    row->addWidget(new Button(themes, Icon::Refresh, QString()));
    return bar;
}

QHBoxLayout *pageHead(ThemeController &themes)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(new Label(themes, u"payment-gateway"_s, TextRole::PageTitle));
    row->addSpacing(6);
    auto *pill = new Pill(themes);
    pill->setSeverity(Severity::Critical);
    row->addWidget(pill);
    for (const QString &fact : {u"prod"_s, u"tier-1"_s, u"312 hosts"_s, u"on-call: L. Wang"_s}) {
        row->addWidget(new Chip(themes, fact));
    }
    row->addStretch(1);
    row->addWidget(new Button(themes, Icon::Alerts, u"Open alerts"_s));
    row->addWidget(new Button(themes, Icon::Export, u"Export"_s));
    auto *primary = new Button(themes, Icon::Plus, u"Add panel"_s);
    primary->setLook(Button::Look::Primary);
    row->addWidget(primary);
    return row;
}

StatTile *tile(ThemeController &themes, const TileContent &content)
{
    auto *result = new StatTile(themes);
    result->setContent(content);
    result->setState(ViewState::ready());
    return result;
}

QHBoxLayout *tiles(ThemeController &themes)
{
    using Trend = TileContent::Trend;
    using Judgement = TileContent::Judgement;
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(tile(themes,
        {u"Hosts up"_s, u"309"_s, u"/ 312"_s, u"3 down · 10 degraded"_s, Trend::None, Judgement::Neutral, {},
            {}, {{Severity::Healthy, 299}, {Severity::Warning, 10}, {Severity::Critical, 3}}, {}}));
    row->addWidget(tile(themes,
        {u"Active alerts"_s, u"12"_s, {}, u"4 silenced · 2 acked"_s, Trend::None, Judgement::Neutral, {}, {},
            {}, {{Severity::Critical, 2}, {Severity::Major, 3}, {Severity::Warning, 7}}}));
    row->addWidget(tile(themes,
        {u"Requests"_s, u"48.2"_s, u"k/s"_s, u"6.4 % vs 1 h ago"_s, Trend::Up, Judgement::Neutral,
            wave(60, 50, 14, 4), {}, {}, {}}));
    row->addWidget(tile(themes,
        {u"p95 latency"_s, u"842"_s, u"ms"_s, u"212 % vs 1 h ago"_s, Trend::Up, Judgement::Worse,
            bumped(wave(60, 30, 6, 2), 38, 75, 44), Severity::Critical, {}, {}}));
    row->addWidget(tile(themes,
        {u"Error ratio"_s, u"4.12"_s, u"%"_s, u"3.9 pp vs 1 h ago"_s, Trend::Up, Judgement::Worse,
            bumped(wave(60, 6, 2, 6), 40, 78, 40), Severity::Critical, {}, {}}));
    row->addWidget(tile(themes,
        {u"CPU average"_s, u"61.3"_s, u"%"_s, u"1.2 pp vs 1 h ago"_s, Trend::Down, Judgement::Better,
            wave(60, 60, 9, 9), {}, {}, {}}));
    return row;
}

QGridLayout *charts(ThemeController &themes, TimeContext &time)
{
    auto *grid = new QGridLayout;
    grid->setSpacing(12);
    struct Entry
    {
        QString title;
        ChartData data;
        int alerts;
    };
    const QList<Entry> panels{{u"CPU usage by service"_s, cpuChart(), 0},
        {u"Request latency"_s, latencyChart(), 1}, {u"Requests by status"_s, statusChart(), 1},
        {u"Memory used"_s, memoryChart(), 0}, {u"Network throughput"_s, networkChart(), 0},
        {u"Replica lag"_s, lagChart(), 0}};
    for (int i = 0; i < panels.size(); ++i) {
        auto *card = new ChartCard(themes, time, formatter(), panels[i].title);
        card->setObjectName(u"chart%1"_s.arg(i));
        card->setData(panels[i].data);
        card->setAlerts(Severity::Critical, panels[i].alerts);
        grid->addWidget(card, i / 3, i % 3);
    }
    return grid;
}

QWidget *attention(ThemeController &themes)
{
    auto *table = new QTableView;
    auto *delegate = new TableDelegate(themes, formatter(), now, table);
    delegate->prepare(*table);
    delegate->setHoverRow(0);
    table->setModel(new AttentionModel(table));
    table->verticalHeader()->setDefaultSectionSize(30);
    table->setFocusPolicy(Qt::NoFocus);
    int column = 0;
    for (const int width : {130, 290, 320, 130, 130, 140}) {
        table->setColumnWidth(column++, width);
    }
    auto *card = new Card(themes, u"Needs attention"_s, table, SkeletonShape::Table);
    card->setSubtitle(u"6 services sorted by severity"_s);
    card->setContentMargins({4, 0, 4, 4});
    card->setState(ViewState::ready());
    card->setFixedHeight(themes.theme().px(38) + themes.theme().px(32) + 6 * 30 + 8);
    return card;
}

} // namespace

QWidget *overviewScene(ThemeController &themes, TimeContext &time)
{
    auto *window = new Panel(themes, Token::Canvas, {});
    auto *outer = new QHBoxLayout(window);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto *rail = new NavigationRail(themes);
    rail->addEntry(u"overview"_s, Icon::Overview, u"Overview"_s);
    rail->addEntry(u"alerts"_s, Icon::Alerts, u"Alerts"_s);
    rail->addEntry(u"dashboards"_s, Icon::Dashboards, u"Dashboards"_s);
    rail->addEntry(u"apm"_s, Icon::Apm, u"APM"_s);
    rail->addEntry(u"logs"_s, Icon::Logs, u"Logs"_s);
    rail->addEntry(u"tasks"_s, Icon::Tasks, u"Tasks"_s);
    rail->addEntry(u"templates"_s, Icon::Templates, u"Templates"_s);
    rail->addEntry(u"cmdb"_s, Icon::Cmdb, u"CMDB"_s);
    rail->addEntry(u"admin"_s, Icon::Admin, u"Admin"_s, NavigationRail::Group::Bottom);
    rail->addEntry(u"settings"_s, Icon::Settings, u"Settings"_s, NavigationRail::Group::Bottom);
    rail->setCounter(u"alerts"_s, 7);
    rail->setCurrent(u"overview"_s);
    outer->addWidget(rail);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(explorer(themes));
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(topBar(themes));
    auto *tabs = new TabStrip(themes);
    const QList<std::pair<QString, int>> names{{u"Overview"_s, -1}, {u"Hosts"_s, 312}, {u"Services"_s, 3},
        {u"Components"_s, 14}, {u"Config"_s, -1}, {u"APM"_s, -1}, {u"Alerts"_s, 12}, {u"Logs"_s, -1}};
    for (const auto &[name, count] : names) {
        tabs->setCount(tabs->addTab(name, name), count);
    }
    column->addWidget(tabs);
    auto *page = new QVBoxLayout;
    page->setContentsMargins(20, 18, 20, 14);
    page->setSpacing(12);
    page->addLayout(pageHead(themes));
    page->addSpacing(2);
    page->addLayout(tiles(themes));
    page->addLayout(charts(themes, time), 1);
    page->addWidget(attention(themes));
    column->addLayout(page, 1);
    middle->addLayout(column, 1);
    right->addLayout(middle, 1);
    auto *status = new StatusStrip(themes);
    status->setItem(
        u"connection"_s, StatusStrip::Side::Left, u"Connected · ops.example.net"_s, Severity::Healthy);
    status->setItem(u"delay"_s, StatusStrip::Side::Left, u"data delay 1.2 s"_s);
    status->setItem(u"agents"_s, StatusStrip::Side::Left, u"12,468 / 12,480 agents"_s);
    status->setItem(u"clock"_s, StatusStrip::Side::Right, u"English · 2026-11-20 17:42:08 · v1.0"_s);
    right->addWidget(status);
    outer->addLayout(right, 1);
    window->resize(1760, 1080);
    return window;
}

} // namespace qd::console::gallery
