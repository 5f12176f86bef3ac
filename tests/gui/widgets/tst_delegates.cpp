// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/widgets/gallerydata.h"

#include "console/theme/themecontroller.h"
#include "console/widgets/controls/appstyle.h"
#include "console/widgets/controls/stateview.h"
#include "console/widgets/delegates/tabledelegate.h"
#include "console/widgets/delegates/treedelegate.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include <memory>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

namespace {

Formatter formatter()
{
    return Formatter(QLocale(QLocale::English), QTimeZone::utc());
}

int colorsIn(const QImage &image)
{
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            colors.insert(image.pixel(x, y));
        }
    }
    return static_cast<int>(colors.size());
}

} // namespace

class tst_Delegates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void treeLayout_keepsItsOrder_data();
    void treeLayout_keepsItsOrder();
    void tree_chevronClickUnfolds();
    void tree_keysMoveAndUnfold();
    void tree_rowsFollowDensity();
    void everyCellKind_paintsSomething_data();
    void everyCellKind_paintsSomething();
    void staleCell_isDimmedOnceOnly_data();
    void staleCell_isDimmedOnceOnly();
    void table_rowsFollowDensity();
    void table_linkClickIsReported();
    void table_hoverFollowsPointer();
    void narrowCells_neverPaintOutside();
    void header_sortsByClick();

private:
    std::unique_ptr<ThemeController> m_themes;
};

void tst_Delegates::initTestCase()
{
    m_themes = std::make_unique<ThemeController>();
    installTheme(*qApp, *m_themes);
}

void tst_Delegates::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
    m_themes->setSettings({ThemeKind::Light, Density::Normal, 100, true});
}

void tst_Delegates::treeLayout_keepsItsOrder_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("problems");
    QTest::addColumn<int>("hosts");
    QTest::newRow("a region with all") << 0 << 7 << 6240;
    QTest::newRow("a component without problems") << 3 << 0 << 96;
    QTest::newRow("a host") << 4 << 0 << 0;
}

void tst_Delegates::treeLayout_keepsItsOrder()
{
    QFETCH(int, depth);
    QFETCH(int, problems);
    QFETCH(int, hosts);
    const TreeDelegate delegate(*m_themes, formatter());
    TreeCell cell;
    cell.kind = TreeCell::Kind::Component;
    cell.problems = problems;
    cell.hosts = hosts;
    const auto at = delegate.layout(QRect(0, 0, 300, 28), depth, cell);
    QVERIFY(at.chevron.right() <= at.icon.left() + 6);
    QVERIFY(at.icon.right() <= at.name.left());
    QCOMPARE(at.pill.isEmpty(), problems == 0);
    QCOMPARE(at.hosts.isEmpty(), hosts == 0);
    if (problems > 0) {
        QVERIFY(at.name.right() <= at.pill.left() && at.pill.right() <= at.hosts.left());
    }
    QVERIFY(at.selection.contains(at.name));
}

void tst_Delegates::tree_chevronClickUnfolds()
{
    QStandardItemModel model;
    gallery::fillTree(model);
    QAbstractItemModelTester tester(&model);
    QTreeView view;
    TreeDelegate delegate(*m_themes, formatter());
    delegate.prepare(view);
    view.setModel(&model);
    view.resize(300, 600);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QModelIndex region = model.index(0, 0);
    const auto cell = region.data(kTreeCellRole).value<TreeCell>();
    const auto at = delegate.layout(view.visualRect(region), 0, cell);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, at.name.center().toPoint());
    QVERIFY(!view.isExpanded(region));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, at.chevron.center().toPoint());
    QVERIFY(view.isExpanded(region));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, at.chevron.center().toPoint());
    QVERIFY(!view.isExpanded(region));
    QCOMPARE_GE(colorsIn(view.viewport()->grab().toImage()), 20);
}

void tst_Delegates::tree_keysMoveAndUnfold()
{
    QStandardItemModel model;
    gallery::fillTree(model);
    QTreeView view;
    TreeDelegate delegate(*m_themes, formatter());
    delegate.prepare(view);
    view.setModel(&model);
    view.show();
    view.setCurrentIndex(model.index(0, 0));
    QTest::keyClick(&view, Qt::Key_Right);
    QVERIFY(view.isExpanded(model.index(0, 0)));
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.currentIndex().data().toString(), u"Payments"_s);
    QTest::keyClick(&view, Qt::Key_Left);
    QCOMPARE(view.currentIndex(), model.index(0, 0));
}

void tst_Delegates::tree_rowsFollowDensity()
{
    const TreeDelegate delegate(*m_themes, formatter());
    QCOMPARE(delegate.sizeHint({}, {}).height(), 28);
    m_themes->setDensity(Density::Touch);
    QCOMPARE(delegate.sizeHint({}, {}).height(), 44);
}

void tst_Delegates::everyCellKind_paintsSomething_data()
{
    QTest::addColumn<int>("column");
    QTest::newRow("severity pill") << 0;
    QTest::newRow("name with detail") << 1;
    QTest::newRow("bar with value") << 2;
    QTest::newRow("sparkline") << 3;
    QTest::newRow("number") << 4;
    QTest::newRow("relative time") << 5;
    QTest::newRow("chips") << 6;
    QTest::newRow("link") << 7;
}

void tst_Delegates::everyCellKind_paintsSomething()
{
    QFETCH(int, column);
    gallery::HostModel model;
    const TableDelegate delegate(*m_themes, formatter(), gallery::now);
    for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light, ThemeKind::HighContrast}) {
        m_themes->setKind(kind);
        QImage image(160, 36, QImage::Format_ARGB32_Premultiplied);
        image.fill(m_themes->theme().color(Token::Surface));
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        delegate.paint(&painter, option, model.index(1, column));
        painter.end();
        QCOMPARE_GE(colorsIn(image), 8);
    }
}

void tst_Delegates::staleCell_isDimmedOnceOnly_data()
{
    QTest::addColumn<QVariant>("fresh");
    QTest::addColumn<QVariant>("stale");
    QTest::newRow("bar") << QVariant::fromValue(BarCell{40.0, Unit::Percent, 0.4})
                         << QVariant::fromValue(BarCell{40.0, Unit::Percent, 0.4, Severity::Info, true});
    QTest::newRow("number") << QVariant::fromValue(NumberCell{7.0, Unit::Count, false})
                            << QVariant::fromValue(NumberCell{7.0, Unit::Count, true});
    QTest::newRow("trend") << QVariant::fromValue(SparkCell{{1, 3, 2}})
                           << QVariant::fromValue(SparkCell{{1, 3, 2}, Severity::Info, true});
}

void tst_Delegates::staleCell_isDimmedOnceOnly()
{
    QFETCH(QVariant, fresh);
    QFETCH(QVariant, stale);
    QStandardItemModel model(1, 1);
    auto *view = new QTableView;
    TableDelegate delegate(*m_themes, formatter(), [] { return TimeMs{}; });
    delegate.prepare(*view);
    view->setModel(&model);
    StateView around(*m_themes, view, SkeletonShape::Table);
    around.resize(300, 120);
    const auto picture = [&](const QVariant &cell) {
        model.setData(model.index(0, 0), cell, kCellRole);
        return view->viewport()->grab().toImage();
    };
    around.setState(ViewState::ready());
    QVERIFY(picture(stale) != picture(fresh)); // one row among fresh ones
    around.setState(ViewState::stale(u"updated 4 min ago"_s));
    QCOMPARE(picture(stale), picture(fresh)); // the veil over all of them says it
}

void tst_Delegates::table_rowsFollowDensity()
{
    gallery::HostModel model;
    QTableView view;
    TableDelegate delegate(*m_themes, formatter(), gallery::now);
    delegate.prepare(view);
    view.setModel(&model);
    QCOMPARE(view.rowHeight(0), 36);
    m_themes->setDensity(Density::Compact);
    QCOMPARE(view.rowHeight(0), 28);
    m_themes->setFontPercent(150);
    QCOMPARE(view.rowHeight(0), 42);
}

void tst_Delegates::table_linkClickIsReported()
{
    gallery::HostModel model;
    QTableView view;
    TableDelegate delegate(*m_themes, formatter(), gallery::now);
    delegate.prepare(view);
    view.setModel(&model);
    view.resize(1000, 400);
    view.show();
    QSignalSpy opened(&delegate, &TableDelegate::linkActivated);
    const QRect cell = view.visualRect(model.index(2, 7));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, cell.topLeft() + QPoint(18, 18));
    QCOMPARE(opened.count(), 1);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, cell.topLeft() + QPoint(cell.width() - 4, 18));
    QCOMPARE(opened.count(), 1);
}

void tst_Delegates::table_hoverFollowsPointer()
{
    gallery::HostModel model;
    QTableView view;
    TableDelegate delegate(*m_themes, formatter(), gallery::now);
    delegate.prepare(view);
    view.setModel(&model);
    view.resize(1000, 400);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QRect row = view.visualRect(model.index(3, 1));
    const QPoint probe = row.topRight() + QPoint(-4, 4);
    const QRgb before = view.viewport()->grab().toImage().pixel(probe);
    QTest::mouseMove(view.viewport(), row.center());
    const QRgb after = view.viewport()->grab().toImage().pixel(probe);
    QVERIFY(before != after);
    QCOMPARE(QColor(after), m_themes->theme().color(Token::Hover));
}

void tst_Delegates::narrowCells_neverPaintOutside()
{
    gallery::HostModel model;
    const TableDelegate delegate(*m_themes, formatter(), gallery::now);
    const QColor ground = m_themes->theme().color(Token::Surface);
    for (int column = 0; column < model.columnCount(); ++column) {
        QImage image(200, 36, QImage::Format_ARGB32_Premultiplied);
        image.fill(ground);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = QRect(0, 0, 60, 36);
        delegate.paint(&painter, option, model.index(1, column));
        painter.end();
        for (int x = 66; x < image.width(); ++x) {
            QCOMPARE(image.pixelColor(x, 18), ground);
        }
    }
}

void tst_Delegates::header_sortsByClick()
{
    gallery::HostModel model;
    QTableView view;
    TableDelegate delegate(*m_themes, formatter(), gallery::now);
    delegate.prepare(view);
    view.setModel(&model);
    view.horizontalHeader()->setSortIndicatorShown(true);
    view.resize(1000, 400);
    view.show();
    QSignalSpy sorted(view.horizontalHeader(), &QHeaderView::sortIndicatorChanged);
    const int x = view.horizontalHeader()->sectionViewportPosition(2) + 20;
    QTest::mouseClick(view.horizontalHeader()->viewport(), Qt::LeftButton, {}, QPoint(x, 10));
    QCOMPARE(sorted.count(), 1);
    QCOMPARE(view.horizontalHeader()->height(), 32);
}

QTEST_MAIN(tst_Delegates)
#include "tst_delegates.moc"
