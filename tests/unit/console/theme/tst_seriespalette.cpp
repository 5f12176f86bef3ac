// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/theme/seriespalette.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace qd::console;

class tst_SeriesPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameIds_anyOrder_getSameSlots();
    void sameId_inAnotherChart_getsPreferredSlot();
    void refresh_withNewcomer_keepsOldSlots();
    void collisions_areProbedToDistinctSlots();
    void eighthSeries_isDashed_andFifteenthGrey();
    void pinnedSlot_wins();
};

namespace {

QList<QString> ids(int count)
{
    QList<QString> result;
    for (int i = 0; i < count; ++i) {
        result.append(u"host=\"h%1\""_s.arg(i));
    }
    return result;
}

} // namespace

void tst_SeriesPalette::sameIds_anyOrder_getSameSlots()
{
    QList<QString> names = ids(12);
    SeriesPalette palette;
    const QList<int> forward = palette.assign(names);
    std::reverse(names.begin(), names.end());
    SeriesPalette other;
    QList<int> backward = other.assign(names);
    std::reverse(backward.begin(), backward.end());
    QCOMPARE(backward, forward);
}

void tst_SeriesPalette::sameId_inAnotherChart_getsPreferredSlot()
{
    SeriesPalette palette;
    QCOMPARE(palette.assign({u"cpu.user"_s}), QList<int>{SeriesPalette::preferredSlot(u"cpu.user"_s)});
}

void tst_SeriesPalette::refresh_withNewcomer_keepsOldSlots()
{
    SeriesPalette palette;
    const QList<int> before = palette.assign(ids(5));
    const QList<int> after = palette.assign(ids(9));
    QCOMPARE(after.mid(0, 5), before);
}

void tst_SeriesPalette::collisions_areProbedToDistinctSlots()
{
    SeriesPalette palette;
    const QList<int> slots = palette.assign(ids(14));
    QCOMPARE(QSet<int>(slots.cbegin(), slots.cend()).size(), 14);
    QVERIFY(!slots.contains(SeriesPalette::kGrey));
}

void tst_SeriesPalette::eighthSeries_isDashed_andFifteenthGrey()
{
    SeriesPalette palette;
    const QList<int> slots = palette.assign(ids(16));
    QCOMPARE(slots.count(SeriesPalette::kGrey), 2);
    QCOMPARE(std::ranges::count_if(slots, &SeriesPalette::isDashed), 7);
}

void tst_SeriesPalette::pinnedSlot_wins()
{
    SeriesPalette palette;
    const QList<QString> names = ids(3);
    const QList<int> slots = palette.assign(names, {{names[1], 5}});
    QCOMPARE(slots[1], 5);
    QVERIFY(slots[0] != 5 && slots[2] != 5);
}

QTEST_APPLESS_MAIN(tst_SeriesPalette)
#include "tst_seriespalette.moc"
