// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/app/language.h"
#include "console/widgets/shell/statusexplanation.h"
#include "tests/support/console/consolewindow.h"

#include <QAbstractButton>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// A click on an item of the status bar explains that item.
class TestStatusExplanation : public QObject
{
    Q_OBJECT

    [[nodiscard]] static QString facts(const ConsoleWindow &c)
    {
        return c.find<StatusExplanation>(u"statusExplanation"_s)->lines().join(u'\n');
    }
    static void open(const ConsoleWindow &c, const QString &item)
    {
        QTest::mouseClick(c.find(u"statusBar"_s)->findChild<QWidget *>(item), Qt::LeftButton);
    }

private Q_SLOTS:
    void item_isExplained_data()
    {
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("theme");
        for (const QString &item : {u"connection"_s, u"delay"_s, u"agents"_s, u"clock"_s}) {
            QTest::addRow("%s, English, dark", qPrintable(item))
                << item << u"en"_s << static_cast<int>(ThemeChoice::Dark);
            QTest::addRow("%s, Chinese, light", qPrintable(item))
                << item << u"zh_CN"_s << static_cast<int>(ThemeChoice::Light);
        }
    }
    void item_isExplained()
    {
        QFETCH(QString, item);
        QFETCH(QString, language);
        QFETCH(int, theme);
        Language words;
        words.apply(language);
        ConsoleWindow c;
        LookSettings look = c.settings.look();
        look.language = language;
        look.theme = static_cast<ThemeChoice>(theme);
        c.settings.setLook(look);
        QVERIFY(c.signIn());
        QTRY_VERIFY(c.connection.isLive());
        open(c, item);
        auto *explanation = c.find(u"statusExplanation"_s);
        QVERIFY(explanation->isVisible());
        QVERIFY(c.window->rect().contains(
            QRect(explanation->mapTo(c.window.get(), QPoint()), explanation->size())));
        QVERIFY(!explanation->accessibleName().isEmpty());
        if (item == "connection"_L1) {
            QVERIFY(facts(c).contains(c.server.address()));
            QVERIFY(facts(c).contains(QString::fromLatin1(FakeBackend::kUser)));
            QTRY_VERIFY(c.connection.roundTrip().has_value());
            QTRY_VERIFY(facts(c).contains(QString::number(c.connection.roundTrip()->count())));
        } else if (item == "delay"_L1) {
            QCOMPARE(c.find<StatusExplanation>(u"statusExplanation"_s)->lines().size(), 4);
        } else if (item == "agents"_L1) {
            QVERIFY(facts(c).contains(QString::number(c.tree.counts({}).online)));
        } else {
            QVERIFY(facts(c).contains(Formatter().zoneName(c.clock.now())));
        }
        c.key(Qt::Key_Escape);
        QVERIFY(!explanation->isVisible());
    }

    void agents_leadToTheHostsWithProblems()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c, u"agents"_s);
        c.click(u"explanationAction"_s);
        QCOMPARE(c.window->location().page, Location::Page::Hosts);
        QVERIFY(c.find<QAbstractButton>(u"hostProblems"_s)->isChecked());
        QTRY_COMPARE(c.find<QTableView>(u"hostTable"_s)->model()->rowCount(), c.tree.counts({}).problems());
    }

    void connection_isExplainedWhileItIsLost()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.server.stop();
        QTRY_COMPARE(c.connection.link().state, LinkState::Waiting);
        open(c, u"connection"_s);
        QVERIFY(facts(c).contains(u"Last contact"_s));
        QVERIFY(!facts(c).contains(u"Connected since"_s));
    }
};

QTEST_MAIN(TestStatusExplanation)
#include "tst_statusexplanation.moc"
