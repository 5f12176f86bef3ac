// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hosttablemodel.h"
#include "console/presenters/hostviews.h"
#include "tests/support/console/consolefixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd::console;
using namespace qd::test;

namespace {

[[nodiscard]] HostTableState someState()
{
    HostTableState state;
    state.columns = {{HostTableModel::Name, 200, false}, {HostTableModel::State, 90, false},
        {HostTableModel::Load, 60, true}};
    state.sorts = {{HostTableModel::Cpu, Qt::DescendingOrder}, {HostTableModel::Name, Qt::AscendingOrder}};
    state.filters = {u"edge"_s, true, {{HostFilter::Field::Site, u"cn-north-1, !cn-south-2"_s}}};
    return state;
}

} // namespace

class TestHostViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void state_isReadBackAsItWasWritten()
    {
        QCOMPARE(HostTableState::fromJson(someState().toJson()), someState());
    }

    void badState_isReadAsFarAsItMakesSense_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<HostTableState>("state");
        QTest::newRow("no JSON") << QByteArray("\x01\xff{") << HostTableState{};
        QTest::newRow("not an object") << QByteArray("[1,2]") << HostTableState{};
        QTest::newRow("unknown and repeated columns")
            << QByteArray(R"({"columns":[{"id":"colour"},{"id":"name","width":80},{"id":"name","width":9}]})")
            << HostTableState{{{HostTableModel::Name, 80, false}}, {}, {}};
        QTest::newRow("widths that are none")
            << QByteArray(R"({"columns":[{"id":"name","width":-7},{"id":"ip","width":1e9}]})")
            << HostTableState{
                   {{HostTableModel::Name, 0, false}, {HostTableModel::Address, 2000, false}}, {}, {}};
        QTest::newRow("more sort keys than two, one unknown")
            << QByteArray(R"({"sort":[{"id":"x"},{"id":"cpu"},{"id":"name","descending":true},{"id":"ip"}]})")
            << HostTableState{{},
                   {{HostTableModel::Cpu, Qt::AscendingOrder}, {HostTableModel::Name, Qt::DescendingOrder}},
                   {}};
        QTest::newRow("a filter of an unknown field, and one without a value")
            << QByteArray(
                   R"({"filters":[{"field":"x","value":"1"},{"field":"ip"},{"field":"tag","value":"a"}]})")
            << HostTableState{{}, {}, {{}, false, {{HostFilter::Field::Tag, u"a"_s}}}};
    }
    void badState_isReadAsFarAsItMakesSense()
    {
        QFETCH(QByteArray, json);
        QTEST(HostTableState::fromJson(json), "state");
    }

    void views_areKeptBySettings()
    {
        ConsoleFixture f;
        {
            HostViews views(f.settings);
            views.save(u" My edge "_s, someState());
            views.save(u"Second"_s, {});
        }
        const HostViews again(f.settings);
        QCOMPARE(again.names(), (QStringList{u"My edge"_s, u"Second"_s}));
        QCOMPARE(again.find(u"My edge"_s), std::optional(someState()));
        QVERIFY(!again.find(u"Third"_s));
    }

    void otherWindow_seesWhatIsSaved()
    {
        ConsoleFixture f;
        HostViews here(f.settings);
        const HostViews there(f.settings);
        const QSignalSpy changed(&there, &HostViews::changed);
        here.save(u"Edge"_s, someState());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(there.names(), QStringList{u"Edge"_s});
    }

    void name_isChecked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("renamed");
        QTest::addColumn<HostViews::NameProblem>("problem");
        QTest::newRow("a new one") << u"Other"_s << QString() << HostViews::NameProblem::None;
        QTest::newRow("nothing but blanks") << u"  "_s << QString() << HostViews::NameProblem::Empty;
        QTest::newRow("too long") << QString(61, u'x') << QString() << HostViews::NameProblem::TooLong;
        QTest::newRow("taken, in other letters") << u"EDGE"_s << QString() << HostViews::NameProblem::Taken;
        QTest::newRow("its own") << u"edge"_s << u"Edge"_s << HostViews::NameProblem::None;
        QTest::newRow("taken by another") << u"Edge"_s << u"Core"_s << HostViews::NameProblem::Taken;
    }
    void name_isChecked()
    {
        QFETCH(QString, name);
        QFETCH(QString, renamed);
        ConsoleFixture f;
        HostViews views(f.settings);
        views.save(u"Edge"_s, {});
        views.save(u"Core"_s, {});
        QTEST(views.check(name, renamed), "problem");
    }

    void fullList_takesNoMoreButLetsReplaceAndRename()
    {
        ConsoleFixture f;
        HostViews views(f.settings);
        for (int i = 0; i < HostViews::kMaxViews; ++i) {
            views.save(u"view %1"_s.arg(i), {});
        }
        QCOMPARE(views.check(u"one more"_s), HostViews::NameProblem::Full);
        views.save(u"one more"_s, {});
        QCOMPARE(views.names().size(), HostViews::kMaxViews);
        views.save(u"view 3"_s, someState());
        QCOMPARE(views.find(u"view 3"_s), std::optional(someState()));
        views.rename(u"view 3"_s, u"third"_s);
        QCOMPARE(views.names()[3], u"third"_s);
    }

    void removedView_comesBackToItsPlace()
    {
        ConsoleFixture f;
        HostViews views(f.settings);
        for (const char16_t *name : {u"a", u"b", u"c"}) {
            views.save(QString::fromUtf16(name), someState());
        }
        const auto removed = views.remove(u"b"_s);
        QVERIFY(removed);
        QCOMPARE(views.names(), (QStringList{u"a"_s, u"c"_s}));
        views.restore(*removed);
        QCOMPARE(views.names(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(views.find(u"b"_s), std::optional(someState()));
        QVERIFY(!views.remove(u"x"_s));
    }
};

QTEST_GUILESS_MAIN(TestHostViews)
#include "tst_hostviews.moc"
