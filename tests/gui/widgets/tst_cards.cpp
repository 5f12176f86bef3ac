// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/card.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/stateview.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/controls/viewstate.h"
#include "tests/gui/widgets/controlstage.h"

#include <QAccessible>
#include <QClipboard>
#include <QImage>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

Q_DECLARE_METATYPE(qd::console::ViewState)

/// What frames content and says how it stands: states, cards, tiles, banners.
class tst_Cards : public QObject, protected test::ControlStage
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(); }
    void init() { reset(); }
    void stateView_showsSkeletonOnlyAfterDelay();
    void stateView_staleKeepsContentUsable();
    void stateView_failedOffersRetryAndCopy();
    void stateView_emptyHidesContent();
    void card_menuAndPillAnswer();
    void tile_opensByEnterAndSpeaksItsValue();
    void tile_drawsEveryState_data();
    void tile_drawsEveryState();
    void banner_actionAnswers();
};

void tst_Cards::stateView_showsSkeletonOnlyAfterDelay()
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

void tst_Cards::stateView_staleKeepsContentUsable()
{
    auto *button = new Button(*m_themes, u"Row"_s);
    auto *view = new StateView(*m_themes, button, SkeletonShape::Text);
    window({view});
    view->setState(ViewState::stale(u"updated 4 min ago"_s));
    QVERIFY(button->isVisible());
    QWidget *hit = m_window->childAt(view->mapTo(m_window.get(), view->rect().center()));
    QCOMPARE(hit, button);
}

void tst_Cards::stateView_failedOffersRetryAndCopy()
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

void tst_Cards::stateView_emptyHidesContent()
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

void tst_Cards::card_menuAndPillAnswer()
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

void tst_Cards::tile_opensByEnterAndSpeaksItsValue()
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

void tst_Cards::tile_drawsEveryState_data()
{
    QTest::addColumn<ViewState>("state");
    QTest::newRow("ready") << ViewState::ready();
    QTest::newRow("loading") << ViewState::loading();
    QTest::newRow("stale") << ViewState::stale(u"updated 4 min ago"_s);
    QTest::newRow("empty") << ViewState::empty(u"No requests"_s);
    QTest::newRow("failed") << ViewState::failed(u"No answer"_s, {}, u"Timeout"_s, {});
}

void tst_Cards::tile_drawsEveryState()
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

void tst_Cards::banner_actionAnswers()
{
    auto *banner = new Banner(*m_themes);
    banner->setMessage(Banner::Tone::Critical, u"Reconnecting in 8 s"_s, u"Retry now"_s);
    window({banner});
    QSignalSpy retried(banner, &Banner::actionTriggered);
    QTest::mouseClick(banner->findChild<Button *>(u"bannerAction"_s), Qt::LeftButton);
    QCOMPARE(retried.count(), 1);
    QCOMPARE(banner->accessibleName(), u"Reconnecting in 8 s"_s);
}

QTEST_MAIN(tst_Cards)
#include "tst_cards.moc"
