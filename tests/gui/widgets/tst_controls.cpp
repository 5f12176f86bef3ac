// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/theme/themecontroller.h"
#include "console/widgets/controls/appstyle.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/breadcrumbs.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/card.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/focusring.h"
#include "console/widgets/controls/keyhint.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/navigationrail.h"
#include "console/widgets/controls/painting.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/popover.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/controls/statusstrip.h"
#include "console/widgets/controls/tabstrip.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <limits>
#include <memory>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

Q_DECLARE_METATYPE(qd::console::ViewState)

class tst_Controls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void button_pressesByMouseSpaceAndEnter();
    void button_disabled_doesNothing();
    void button_withMenu_opensOnDown();
    void everyTarget_isAtLeast24Px_data();
    void everyTarget_isAtLeast24Px();
    void focusRing_followsKeysButNotTheMouse();
    void searchField_escapeClearsThenDismisses();
    void field_errorIsShownAndDescribed();
    void toggleChip_togglesBySpace();
    void filterChip_isRemovedByDelAndCross();
    void stateView_showsSkeletonOnlyAfterDelay();
    void stateView_staleKeepsContentUsable();
    void stateView_failedOffersRetryAndCopy();
    void stateView_emptyHidesContent();
    void card_menuAndPillAnswer();
    void tile_opensByEnterAndSpeaksItsValue();
    void tile_drawsEveryState_data();
    void tile_drawsEveryState();
    void tabStrip_movesByKeys();
    void breadcrumbs_shrinkButKeepTheLast();
    void rail_opensByKeysAndCounts();
    void statusStrip_updatesInPlace();
    void segments_moveByArrows();
    void popover_closesOnEscapeAndReturnsFocus();
    void popover_closesOnClickOutside();
    void banner_actionAnswers();
    void digits_haveEqualCells();
    void sparkline_survivesAnyData_data();
    void sparkline_survivesAnyData();
    void themeSwitch_repaintsAndResizes();
    void label_elidesButKeepsItsName();
    void menu_paintsWithTokens();

private:
    QWidget *window(const QList<QWidget *> &children);

    std::unique_ptr<ThemeController> m_themes;
    std::unique_ptr<QWidget> m_window;
};

void tst_Controls::initTestCase()
{
    m_themes = std::make_unique<ThemeController>();
    installTheme(*qApp, *m_themes);
}

void tst_Controls::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
    m_themes->setSettings({ThemeKind::Dark, Density::Normal, 100, true});
}

QWidget *tst_Controls::window(const QList<QWidget *> &children)
{
    m_window = std::make_unique<QWidget>();
    auto *column = new QVBoxLayout(m_window.get());
    for (QWidget *child : children) {
        column->addWidget(child);
    }
    m_window->resize(700, 500);
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get())) {
        qFatal("the window did not become active");
    }
    return m_window.get();
}

void tst_Controls::button_pressesByMouseSpaceAndEnter()
{
    auto *button = new Button(*m_themes, u"Export"_s);
    window({button});
    QSignalSpy clicked(button, &QAbstractButton::clicked);
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::keyClick(button, Qt::Key_Space);
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(clicked.count(), 3);
}

void tst_Controls::button_disabled_doesNothing()
{
    auto *button = new Button(*m_themes, u"Export"_s);
    button->setEnabled(false);
    window({button});
    QSignalSpy clicked(button, &QAbstractButton::clicked);
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(clicked.count(), 0);
}

void tst_Controls::button_withMenu_opensOnDown()
{
    auto *button = new Button(*m_themes, Icon::More, QString());
    auto *menu = new QMenu(button);
    menu->addAction(u"Copy as CSV"_s);
    button->setMenu(menu);
    window({button});
    QTest::keyClick(button, Qt::Key_Down);
    QVERIFY(menu->isVisible());
    menu->hide();
}

void tst_Controls::everyTarget_isAtLeast24Px_data()
{
    QTest::addColumn<int>("percent");
    QTest::newRow("at 85 %") << 85;
    QTest::newRow("at 100 %") << 100;
    QTest::newRow("at 150 %") << 150;
}

void tst_Controls::everyTarget_isAtLeast24Px()
{
    QFETCH(int, percent);
    m_themes->setFontPercent(percent);
    Button normal(*m_themes, u"A"_s);
    Button quiet(*m_themes, Icon::More, QString());
    quiet.setLook(Button::Look::Quiet);
    ToggleChip chip(*m_themes, u"A"_s);
    FilterChip filter(*m_themes, u"a"_s, u"b"_s);
    for (const QWidget *target : std::initializer_list<QWidget *>{&normal, &quiet, &chip, &filter}) {
        QCOMPARE_GE(target->sizeHint().width(), 24);
        QCOMPARE_GE(target->sizeHint().height(), 24);
    }
}

void tst_Controls::focusRing_followsKeysButNotTheMouse()
{
    auto *first = new Button(*m_themes, u"One"_s);
    auto *second = new Button(*m_themes, u"Two"_s);
    QWidget *top = window({first, second});
    auto *ring = qApp->findChild<FocusRing *>();
    QVERIFY(ring);
    first->setFocus();
    QTest::keyClick(top, Qt::Key_Tab);
    QVERIFY(ring->target());
    QWidget *byKey = ring->target();
    QTest::keyClick(byKey, Qt::Key_Tab);
    QVERIFY(ring->target() != byKey);
    QTest::mouseClick(first, Qt::LeftButton);
    QCOMPARE(ring->target(), nullptr);
}

void tst_Controls::searchField_escapeClearsThenDismisses()
{
    auto *search = new SearchField(*m_themes);
    search->setKeyHint(u"/"_s);
    window({search});
    search->setFocus();
    QSignalSpy dismissed(search, &SearchField::dismissed);
    QSignalSpy down(search, &SearchField::listRequested);
    QTest::keyClicks(search, u"web"_s);
    QTest::keyClick(search, Qt::Key_Down);
    QCOMPARE(down.count(), 1);
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(search->text().isEmpty());
    QCOMPARE(dismissed.count(), 0);
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(dismissed.count(), 1);
}

void tst_Controls::field_errorIsShownAndDescribed()
{
    auto *input = new LineInput(*m_themes);
    auto *field = new Field(*m_themes, u"Interval"_s, input);
    window({field});
    const int height = field->sizeHint().height();
    field->setError(u"Between 1 and 300 s"_s);
    QVERIFY(input->isInvalid());
    QCOMPARE(input->accessibleDescription(), u"Between 1 and 300 s"_s);
    QCOMPARE(input->accessibleName(), u"Interval"_s);
    QCOMPARE(field->sizeHint().height(), height);
    // A longer one takes the lines that it needs instead of being cut.
    field->setError(u"Between 1 and 300 s, because less would load every host and more would hide what "
                    u"happens between two samples. "_s.repeated(8));
    QVERIFY(field->sizeHint().height() > height);
    const QRect needed =
        QFontMetrics(field->theme().font(TextRole::Small))
            .boundingRect(QRect(0, 0, field->errorArea().width(), 1000), Qt::TextWordWrap, field->error());
    QVERIFY(field->errorArea().height() >= needed.height());
    field->setError({});
    QCOMPARE(field->sizeHint().height(), height);
    QVERIFY(!input->isInvalid());
}

void tst_Controls::toggleChip_togglesBySpace()
{
    auto *chip = new ToggleChip(*m_themes, u"Problems"_s);
    chip->setCount(12);
    window({chip});
    QSignalSpy toggled(chip, &QAbstractButton::toggled);
    QTest::keyClick(chip, Qt::Key_Space);
    QTest::mouseClick(chip, Qt::LeftButton);
    QCOMPARE(toggled.count(), 2);
    QCOMPARE(chip->accessibleDescription(), u"12"_s);
}

void tst_Controls::filterChip_isRemovedByDelAndCross()
{
    auto *chip = new FilterChip(*m_themes, u"region"_s, u"cn-north-1"_s);
    window({chip});
    QSignalSpy removed(chip, &FilterChip::removed);
    QTest::keyClick(chip, Qt::Key_Delete);
    QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(chip->width() - 8, chip->height() / 2));
    QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(10, chip->height() / 2));
    QCOMPARE(removed.count(), 2);
}

void tst_Controls::stateView_showsSkeletonOnlyAfterDelay()
{
    auto *content = new Label(*m_themes, u"data"_s);
    auto *view = new StateView(*m_themes, content, SkeletonShape::Table);
    view->setMinimumSize(300, 200);
    window({view});
    view->setState(ViewState::ready());
    QVERIFY(content->isVisible());
    view->setState(ViewState::loading());
    QVERIFY(!content->isVisible());
    const QImage early = view->grab().toImage();
    QTRY_VERIFY_WITH_TIMEOUT(view->grab().toImage() != early, 2000);
    view->setState(ViewState::loading(true));
    QVERIFY(content->isVisible());
}

void tst_Controls::stateView_staleKeepsContentUsable()
{
    auto *button = new Button(*m_themes, u"Row"_s);
    auto *view = new StateView(*m_themes, button, SkeletonShape::Text);
    window({view});
    view->setState(ViewState::stale(u"updated 4 min ago"_s));
    QVERIFY(button->isVisible());
    QWidget *hit = m_window->childAt(view->mapTo(m_window.get(), view->rect().center()));
    QCOMPARE(hit, button);
}

void tst_Controls::stateView_failedOffersRetryAndCopy()
{
    auto *view = new StateView(*m_themes, new Label(*m_themes), SkeletonShape::Chart);
    view->setMinimumSize(300, 200);
    window({view});
    view->setState(ViewState::failed(u"No answer"_s, u"since 17:38"_s, u"Timeout"_s, u"Retry"_s));
    QSignalSpy retried(view, &StateView::actionTriggered);
    auto *retry = view->findChild<Button *>(u"stateAction"_s);
    QVERIFY(retry->isVisible());
    QTest::mouseClick(retry, Qt::LeftButton);
    QTest::keyClick(retry, Qt::Key_Return);
    QCOMPARE(retried.count(), 2);
    QTest::mouseClick(view->findChild<Button *>(u"stateCopyDetails"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"No answer\nsince 17:38\nTimeout"_s);
    view->setState(ViewState::ready());
    QVERIFY(!retry->isVisible());
}

void tst_Controls::stateView_emptyHidesContent()
{
    auto *content = new Label(*m_themes, u"data"_s);
    auto *view = new StateView(*m_themes, content, SkeletonShape::Chart);
    window({view});
    view->setState(ViewState::empty(u"No alerts firing since 14:02."_s, u"Show history"_s));
    QVERIFY(!content->isVisible());
    QVERIFY(view->findChild<Button *>(u"stateAction"_s)->isVisible());
    QVERIFY(!view->findChild<Button *>(u"stateCopyDetails"_s)->isVisible());
    view->setState(ViewState::denied(u"You may not see this"_s, u"payments-admin grants it"_s));
    QVERIFY(!view->findChild<Button *>(u"stateAction"_s)->isVisible());
}

void tst_Controls::card_menuAndPillAnswer()
{
    auto *card = new Card(*m_themes, u"Request latency"_s, new Label(*m_themes), SkeletonShape::Chart);
    card->setMinimumSize(400, 200);
    card->setPill(Severity::Critical, u"1 alert"_s);
    window({card});
    QSignalSpy clicked(card, &Card::pillClicked);
    QTest::mouseClick(card, Qt::LeftButton, {}, QPoint(card->width() - 40, 20));
    QCOMPARE(clicked.count(), 1);
    QTest::mouseClick(card, Qt::LeftButton, {}, QPoint(20, 20));
    QCOMPARE(clicked.count(), 1);
    card->menu()->addAction(u"Copy"_s);
    card->setMenuVisible(true);
    QTest::mouseClick(card->findChild<Button *>(u"cardMenu"_s), Qt::LeftButton);
    QVERIFY(card->menu()->isVisible());
    card->menu()->hide();
}

void tst_Controls::tile_opensByEnterAndSpeaksItsValue()
{
    auto *tile = new StatTile(*m_themes);
    TileContent content;
    content.title = u"p95 latency"_s;
    content.number = u"842"_s;
    content.unit = u"ms"_s;
    content.note = u"212 % vs 1 h ago"_s;
    content.trend = TileContent::Trend::Up;
    tile->setContent(content);
    tile->setState(ViewState::ready());
    window({tile});
    QSignalSpy opened(tile, &QAbstractButton::clicked);
    QTest::keyClick(tile, Qt::Key_Return);
    QTest::mouseClick(tile, Qt::LeftButton);
    QCOMPARE(opened.count(), 2);
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(tile);
    QCOMPARE(face->text(QAccessible::Name), u"p95 latency"_s);
    QCOMPARE(face->text(QAccessible::Value), u"842 ms, up 212 % vs 1 h ago"_s);
    tile->setState(ViewState::stale(u"updated 4 min ago"_s));
    QVERIFY(face->text(QAccessible::Value).endsWith(u"updated 4 min ago"_s));
}

void tst_Controls::tile_drawsEveryState_data()
{
    QTest::addColumn<ViewState>("state");
    QTest::newRow("ready") << ViewState::ready();
    QTest::newRow("loading") << ViewState::loading();
    QTest::newRow("stale") << ViewState::stale(u"updated 4 min ago"_s);
    QTest::newRow("empty") << ViewState::empty(u"No requests"_s);
    QTest::newRow("failed") << ViewState::failed(u"No answer"_s, {}, u"Timeout"_s, {});
}

void tst_Controls::tile_drawsEveryState()
{
    QFETCH(ViewState, state);
    StatTile tile(*m_themes);
    TileContent content;
    content.title = u"Hosts up"_s;
    content.number = u"309"_s;
    content.shares = {{Severity::Healthy, 299}, {Severity::Critical, 3}};
    content.counts = {{Severity::Critical, 2}, {Severity::Major, 3}};
    tile.setContent(content);
    tile.setState(state);
    tile.resize(220, 98);
    const QImage image = tile.grab().toImage();
    const QRgb corner = image.pixel(image.width() / 2, 3);
    QCOMPARE(QColor(corner), m_themes->theme().color(Token::Surface));
    const bool showsHealthy = state.kind == ViewState::Kind::Ready;
    bool hasHealthy = false;
    for (int x = 0; x < image.width(); ++x) {
        hasHealthy = hasHealthy || image.pixelColor(x, 67) == m_themes->theme().severity(Severity::Healthy);
    }
    QCOMPARE(hasHealthy, showsHealthy); // never green without fresh data
}

void tst_Controls::tabStrip_movesByKeys()
{
    auto *tabs = new TabStrip(*m_themes);
    for (const QString &id : {u"overview"_s, u"hosts"_s, u"alerts"_s}) {
        tabs->addTab(id, id);
    }
    tabs->setCount(1, 312);
    window({tabs});
    QSignalSpy changed(tabs, &TabStrip::currentChanged);
    QCOMPARE(tabs->currentIndex(), 0);
    auto *first = tabs->findChild<QAbstractButton *>(u"overview"_s);
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Right);
    QCOMPARE(tabs->idAt(tabs->currentIndex()), u"hosts"_s);
    QVERIFY(tabs->findChild<QWidget *>(u"hosts"_s)->hasFocus());
    QTest::keyClick(tabs->findChild<QWidget *>(u"hosts"_s), Qt::Key_End);
    QCOMPARE(tabs->currentIndex(), 2);
    QTest::mouseClick(first, Qt::LeftButton);
    QCOMPARE(tabs->currentIndex(), 0);
    QVERIFY(first->isChecked());
    QCOMPARE(changed.count(), 3);
    QCOMPARE(tabs->indexOf(u"alerts"_s), 2);
}

void tst_Controls::breadcrumbs_shrinkButKeepTheLast()
{
    auto *crumbs = new Breadcrumbs(*m_themes);
    crumbs->setParts({u"a-very-long-region-name"_s, u"a-very-long-category-name"_s, u"gateway"_s});
    window({crumbs});
    QSignalSpy activated(crumbs, &Breadcrumbs::partActivated);
    auto *last = crumbs->findChild<QAbstractButton *>(u"crumb2"_s);
    crumbs->resize(170, 28);
    QCOMPARE(last->width(), last->sizeHint().width());
    QVERIFY(crumbs->rect().contains(last->geometry()));
    QTest::mouseClick(last, Qt::LeftButton);
    QCOMPARE(activated.first().first().toInt(), 2);
}

void tst_Controls::rail_opensByKeysAndCounts()
{
    auto *rail = new NavigationRail(*m_themes);
    rail->addEntry(u"overview"_s, Icon::Overview, u"Overview"_s);
    rail->addEntry(u"alerts"_s, Icon::Alerts, u"Alerts"_s);
    rail->addEntry(u"settings"_s, Icon::Settings, u"Settings"_s, NavigationRail::Group::Bottom);
    rail->setCounter(u"alerts"_s, 7);
    rail->setCurrent(u"overview"_s);
    window({rail});
    QSignalSpy activated(rail, &NavigationRail::activated);
    QCOMPARE(rail->counterOf(u"alerts"_s), 7);
    QCOMPARE(rail->counterOf(u"nothing"_s), -1);
    auto *first = rail->findChild<QAbstractButton *>(u"overview"_s);
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Down);
    auto *alerts = rail->findChild<QAbstractButton *>(u"alerts"_s);
    QVERIFY(alerts->hasFocus());
    QVERIFY(alerts->accessibleDescription().contains(u"7"_s));
    QTest::keyClick(alerts, Qt::Key_Return);
    QCOMPARE(activated.first().first().toString(), u"alerts"_s);
    QVERIFY(first->isChecked()); // the shell decides what is current
}

void tst_Controls::statusStrip_updatesInPlace()
{
    auto *strip = new StatusStrip(*m_themes);
    strip->setItem(u"connection"_s, StatusStrip::Side::Left, u"Connected"_s, Severity::Healthy);
    strip->setItem(u"clock"_s, StatusStrip::Side::Right, u"17:42:08"_s);
    window({strip});
    strip->setItem(u"connection"_s, StatusStrip::Side::Left, u"Reconnecting"_s, Severity::Critical);
    QCOMPARE(strip->textOf(u"connection"_s), u"Reconnecting"_s);
    QSignalSpy activated(strip, &StatusStrip::itemActivated);
    QTest::mouseClick(strip->findChild<QWidget *>(u"connection"_s), Qt::LeftButton);
    QCOMPARE(activated.count(), 1);
    strip->removeItem(u"clock"_s);
    QVERIFY(strip->textOf(u"clock"_s).isEmpty());
}

void tst_Controls::segments_moveByArrows()
{
    auto *segments = new SegmentedControl(*m_themes);
    segments->addSegment(u"map"_s, u"Map"_s);
    segments->addSegment(u"list"_s, u"List"_s);
    window({segments});
    QSignalSpy changed(segments, &SegmentedControl::currentChanged);
    auto *map = segments->findChild<QWidget *>(u"map"_s);
    map->setFocus();
    QTest::keyClick(map, Qt::Key_Right);
    QCOMPARE(segments->current(), u"list"_s);
    QTest::mouseClick(map, Qt::LeftButton);
    QCOMPARE(segments->current(), u"map"_s);
    QCOMPARE(changed.count(), 2);
}

void tst_Controls::popover_closesOnEscapeAndReturnsFocus()
{
    auto *anchor = new Button(*m_themes, u"Last 1 hour"_s);
    QWidget *top = window({anchor});
    anchor->setFocus();
    auto *input = new LineInput(*m_themes);
    Popover popover(*m_themes, input, top);
    QSignalSpy closed(&popover, &Popover::closed);
    popover.openBelow(anchor);
    QVERIFY(popover.isVisible());
    QVERIFY(input->hasFocus());
    QVERIFY(top->rect().contains(popover.geometry().adjusted(8, 8, -8, -8)));
    QTest::keyClick(input, Qt::Key_Escape);
    QVERIFY(!popover.isVisible());
    QVERIFY(anchor->hasFocus());
    QCOMPARE(closed.count(), 1);
}

void tst_Controls::popover_closesOnClickOutside()
{
    auto *anchor = new Button(*m_themes, u"Last 1 hour"_s);
    QWidget *top = window({anchor});
    auto *input = new LineInput(*m_themes);
    Popover popover(*m_themes, input, top);
    popover.openCentred(60);
    QTest::mouseClick(input, Qt::LeftButton);
    QVERIFY(popover.isVisible());
    QTest::mouseClick(top, Qt::LeftButton, {}, QPoint(4, top->height() - 4));
    QVERIFY(!popover.isVisible());
}

void tst_Controls::banner_actionAnswers()
{
    auto *banner = new Banner(*m_themes);
    banner->setMessage(Banner::Tone::Critical, u"Reconnecting in 8 s"_s, u"Retry now"_s);
    window({banner});
    QSignalSpy retried(banner, &Banner::actionTriggered);
    QTest::mouseClick(banner->findChild<Button *>(u"bannerAction"_s), Qt::LeftButton);
    QCOMPARE(retried.count(), 1);
    QCOMPARE(banner->accessibleName(), u"Reconnecting in 8 s"_s);
}

void tst_Controls::digits_haveEqualCells()
{
    const QFont font = m_themes->theme().font(TextRole::Body);
    QCOMPARE(paint::digitsWidth(font, u"11:11:11"_s), paint::digitsWidth(font, u"08:40:09"_s));
}

void tst_Controls::sparkline_survivesAnyData_data()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<bool>("draws");
    QTest::newRow("nothing") << QList<double>{} << false;
    QTest::newRow("one point") << QList<double>{1} << false;
    QTest::newRow("only gaps") << QList<double>{nan, nan, nan} << false;
    QTest::newRow("flat") << QList<double>{5, 5, 5} << true;
    QTest::newRow("gap in the middle") << QList<double>{1, 2, nan, 3, 4} << true;
    QTest::newRow("infinite") << QList<double>{1, std::numeric_limits<double>::infinity(), 3, 4} << true;
}

void tst_Controls::sparkline_survivesAnyData()
{
    QFETCH(QList<double>, values);
    QImage image(100, 30, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::black);
    QPainter painter(&image);
    paint::sparkline(painter, QRectF(0, 0, 100, 30), values, Qt::red);
    painter.end();
    QImage blank(100, 30, QImage::Format_ARGB32_Premultiplied);
    blank.fill(Qt::black);
    QTEST(image != blank, "draws");
}

void tst_Controls::themeSwitch_repaintsAndResizes()
{
    auto *button = new Button(*m_themes, u"Export"_s);
    window({button});
    const QImage dark = button->grab().toImage();
    const QSize small = button->sizeHint();
    m_themes->setKind(ThemeKind::Light);
    QVERIFY(button->grab().toImage() != dark);
    m_themes->setFontPercent(150);
    QCOMPARE_GT(button->sizeHint().width(), small.width());
    QCOMPARE(qApp->palette().color(QPalette::Window), m_themes->theme().color(Token::Canvas));
    QCOMPARE(qApp->font().pixelSize(), 20);
}

void tst_Controls::label_elidesButKeepsItsName()
{
    auto *label = new Label(*m_themes, u"a very long name that will not fit into forty pixels"_s);
    window({label});
    label->resize(40, label->height());
    QCOMPARE(label->accessibleName(), label->text());
    QVERIFY(!label->grab().isNull());
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(label);
    QCOMPARE(face->role(), QAccessible::StaticText);
}

void tst_Controls::menu_paintsWithTokens()
{
    QMenu menu;
    menu.addAction(u"Copy as CSV\tCtrl+Shift+C"_s);
    QAction *checked = menu.addAction(u"Live"_s);
    checked->setCheckable(true);
    checked->setChecked(true);
    menu.addSeparator();
    menu.addAction(u"Show as table"_s);
    const QImage image = menu.grab().toImage();
    QCOMPARE(image.pixelColor(image.width() / 2, 6), m_themes->theme().color(Token::Raised));
    QCOMPARE_GE(image.height(), 3 * 30);
}

QTEST_MAIN(tst_Controls)
#include "tst_controls.moc"
