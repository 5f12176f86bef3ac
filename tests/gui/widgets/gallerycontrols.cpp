// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/widgets/gallerydata.h"
#include "tests/gui/widgets/galleryscenes.h"

#include "console/widgets/charts/chartcard.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/keyhint.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/painting.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/controls/toast.h"
#include "console/widgets/delegates/tabledelegate.h"

#include <QHeaderView>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QRadioButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace qd::console::gallery {

namespace {

class Sheet final : public ThemedWidget
{
public:
    using ThemedWidget::ThemedWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme().color(Token::Canvas));
    }
};

/// All icons in a row.
class IconSheet final : public ThemedWidget
{
public:
    explicit IconSheet(ThemeController &themes)
        : ThemedWidget(themes)
    {
        setFixedHeight(2 * 34);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        for (int i = 0; i < kIconCount; ++i) {
            const QRectF cell(i % 30 * 34, i / 30 * 34, 34, 34);
            themes().icons().paint(
                painter, static_cast<Icon>(i), theme().color(Token::TextSecondary), cell, 20);
        }
    }
};

Formatter formatter()
{
    return Formatter(QLocale(QLocale::English), QTimeZone::utc());
}

QHBoxLayout *row(const QList<QWidget *> &widgets)
{
    auto *layout = new QHBoxLayout;
    layout->setSpacing(8);
    for (QWidget *widget : widgets) {
        layout->addWidget(widget);
    }
    layout->addStretch(1);
    return layout;
}

QHBoxLayout *buttons(ThemeController &themes)
{
    auto *primary = new Button(themes, Icon::Check, u"Acknowledge"_s);
    primary->setLook(Button::Look::Primary);
    auto *danger = new Button(themes, u"Delete 3 hosts"_s);
    danger->setLook(Button::Look::Danger);
    auto *disabled = new Button(themes, Icon::Mute, u"Silence…"_s);
    disabled->setEnabled(false);
    auto *quiet = new Button(themes, Icon::More, QString());
    quiet->setLook(Button::Look::Quiet);
    auto *segments = new SegmentedControl(themes);
    segments->addSegment(u"map"_s, u"Map"_s);
    segments->addSegment(u"list"_s, u"List"_s);
    segments->addSegment(u"heat"_s, u"Heat map"_s);
    auto *focused = new Button(themes, u"Focused"_s);
    focused->setObjectName(u"focusMe"_s);
    return row({primary, new Button(themes, Icon::Export, u"Export"_s), danger, disabled, focused, quiet,
        segments, new KeyHint(themes, u"Ctrl K"_s, u"palette"_s), new KeyHint(themes, u"/"_s, u"filter"_s)});
}

QHBoxLayout *pills(ThemeController &themes)
{
    QList<QWidget *> widgets;
    for (int level = 0; level < static_cast<int>(kSeverityCount); ++level) {
        auto *pill = new Pill(themes);
        pill->setSeverity(static_cast<Severity>(level));
        widgets.append(pill);
    }
    for (int level = 0; level < 4; ++level) {
        auto *chip = new ToggleChip(themes, QString());
        chip->setSeverity(static_cast<Severity>(level));
        chip->setCount(5 - level);
        chip->setChecked(level == 1);
        widgets.append(chip);
    }
    widgets.append(new FilterChip(themes, u"region"_s, u"cn-north-1"_s));
    widgets.append(new FilterChip(themes, u"tier"_s, u"≤ 1"_s));
    return row(widgets);
}

QHBoxLayout *inputs(ThemeController &themes)
{
    auto *plain = new LineInput(themes);
    plain->setText(u"wss://ops.example.net"_s);
    auto *wrong = new LineInput(themes);
    wrong->setText(u"300 s"_s);
    auto *field = new Field(themes, u"Interval"_s, wrong);
    field->setError(u"Between 1 and 300 s, without unit"_s);
    auto *search = new SearchField(themes);
    search->setPlaceholderText(u"Search or run a command"_s);
    search->setKeyHint(u"Ctrl K"_s);
    auto *check = new QCheckBox(u"Keep me signed in"_s);
    check->setChecked(true);
    auto *radio = new QRadioButton(u"This host"_s);
    radio->setChecked(true);
    auto *combo = new QComboBox;
    combo->addItems({u"English"_s, u"中文"_s});
    return row(
        {new Field(themes, u"Server"_s, plain), field, search, check, new QCheckBox(u"Off"_s), radio, combo});
}

ChartCard *chartIn(ThemeController &themes, TimeContext &time, const QString &title, const ViewState &state)
{
    auto *card = new ChartCard(themes, time, formatter(), title);
    card->setData(cpuChart());
    card->setState(state);
    card->setMinimumHeight(190);
    return card;
}

QGridLayout *states(ThemeController &themes, TimeContext &time)
{
    auto *grid = new QGridLayout;
    grid->setSpacing(12);
    ChartCard *loading = chartIn(themes, time, u"Loading, first time"_s, ViewState::loading());
    loading->setObjectName(u"loadingChart"_s);
    grid->addWidget(loading, 0, 0);
    grid->addWidget(chartIn(themes, time, u"Loading, have data"_s, ViewState::loading(true)), 0, 1);
    grid->addWidget(chartIn(themes, time, u"Empty"_s,
                        ViewState::empty(u"No alerts firing since 14:02."_s, u"Show history"_s)),
        0, 2);
    grid->addWidget(chartIn(themes, time, u"Stale"_s, ViewState::stale(u"updated 4 min ago"_s)), 1, 0);
    grid->addWidget(
        chartIn(themes, time, u"Failed"_s,
            ViewState::failed(u"The server did not answer"_s, u"since 17:38:02"_s, u"Timeout"_s, u"Retry"_s)),
        1, 1);
    grid->addWidget(chartIn(themes, time, u"No permission"_s,
                        ViewState::denied(u"You may not see metrics of Payments"_s,
                            u"The group payments-admin grants it"_s)),
        1, 2);
    return grid;
}

StatTile *stateTile(ThemeController &themes, const QString &title, const ViewState &state)
{
    auto *tile = new StatTile(themes);
    TileContent content;
    content.title = title;
    content.number = u"842"_s;
    content.unit = u"ms"_s;
    content.note = u"212 % vs 1 h ago"_s;
    content.trend = TileContent::Trend::Up;
    content.judgement = TileContent::Judgement::Worse;
    content.spark = wave(60, 50, 14, 4);
    tile->setContent(content);
    tile->setState(state);
    return tile;
}

} // namespace

QWidget *controlsScene(ThemeController &themes, TimeContext &time)
{
    auto *window = new Sheet(themes);
    auto *column = new QVBoxLayout(window);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(12);
    auto *banner = new Banner(themes);
    banner->setMessage(
        Banner::Tone::Critical, u"Reconnecting in 8 s · showing data of 17:41:52"_s, u"Retry now"_s);
    column->addWidget(banner);
    auto *replay = new Banner(themes);
    replay->setMessage(Banner::Tone::Replay, u"Viewing 11-20 17:24:31 — not live"_s);
    column->addWidget(replay);
    column->addLayout(buttons(themes));
    column->addLayout(pills(themes));
    column->addLayout(inputs(themes));
    column->addWidget(new IconSheet(themes));
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(12);
    tiles->addWidget(stateTile(themes, u"Ready"_s, ViewState::ready()));
    tiles->addWidget(stateTile(themes, u"Loading"_s, ViewState::loading()));
    tiles->addWidget(stateTile(themes, u"Stale"_s, ViewState::stale(u"updated 4 min ago"_s)));
    tiles->addWidget(stateTile(themes, u"Empty"_s, ViewState::empty(u"No requests in this range"_s)));
    column->addLayout(tiles);
    column->addLayout(states(themes, time));
    auto *wide = new QHBoxLayout;
    wide->setSpacing(12);
    auto *busy = new ChartCard(themes, time, formatter(), u"Memory by host"_s);
    busy->setObjectName(u"busyChart"_s);
    busy->setData(busyChart());
    wide->addWidget(busy, 1);
    auto *table = new QTableView;
    auto *delegate = new TableDelegate(themes, formatter(), now, table);
    delegate->prepare(*table);
    table->setModel(new HostModel(table));
    table->horizontalHeader()->setSortIndicatorShown(true);
    table->horizontalHeader()->setSortIndicator(0, Qt::DescendingOrder);
    table->setCurrentIndex(table->model()->index(1, 0));
    int index = 0;
    for (const int width : {100, 210, 110, 110, 90, 100, 130}) {
        table->setColumnWidth(index++, width);
    }
    auto *card = new Card(themes, u"Hosts"_s, table, SkeletonShape::Table);
    card->setState(ViewState::ready());
    wide->addWidget(card, 1);
    column->addLayout(wide, 1);
    window->resize(1760, 1400);
    auto *toasts = new ToastStack(themes, window);
    toasts->show({u"Acknowledged 3 alerts"_s, u"HighP95Latency and two more"_s, {}, u"Undo"_s, u"ack"_s});
    toasts->show({u"The task could not start"_s, u"No right to run tasks on Payments"_s, Severity::Critical,
        {}, u"task"_s});
    return window;
}

} // namespace qd::console::gallery
