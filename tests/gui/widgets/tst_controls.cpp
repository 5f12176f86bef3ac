// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/focusring.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/painting.h"
#include "console/widgets/controls/pill.h"
#include "tests/gui/widgets/controlstage.h"

#include <QAccessible>
#include <QApplication>
#include <QImage>
#include <QMenu>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

/// What is pressed, typed and read: buttons, fields, chips, labels, menus, and the strokes they share.
class tst_Controls : public QObject, protected test::ControlStage
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(); }
    void init() { reset(); }
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
    void digits_haveEqualCells();
    void sparkline_survivesAnyData_data();
    void sparkline_survivesAnyData();
    void themeSwitch_repaintsAndResizes();
    void label_elidesButKeepsItsName();
    void menu_paintsWithTokens();
};

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
