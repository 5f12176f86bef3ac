// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/statusstrip.h"
#include "console/widgets/controls/toast.h"
#include "tests/support/console/consolewindow.h"

#include <QTableView>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// What a window says on its own: toasts, and the list that keeps them.
class TestNotices : public QObject
{
    Q_OBJECT

    [[nodiscard]] static ToastStack *toasts(const ConsoleWindow &c)
    {
        return c.find<ToastStack>(u"toasts"_s);
    }

private Q_SLOTS:
    void notifications_keepEverything_data() { addLookRows(); }
    void notifications_keepEverything()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.key(Qt::Key_G);
        c.key(Qt::Key_N);
        QTRY_VERIFY(c.find(u"noticeList"_s)->isVisible());
        QCOMPARE(c.lookProblem(), QString()); // empty, and says so
        QCOMPARE(
            c.find<Label>(u"noticeHeading"_s)->text(), language == "en"_L1 ? u"Notifications"_s : u"通知"_s);
        QVERIFY(c.find(u"noticeHeading"_s)->isVisible());
        c.key(Qt::Key_Escape);
        QVERIFY(!c.find(u"noticeList"_s)->isVisible());
        QVERIFY(c.silence());
        c.server.setQuiet(false);
        QTRY_VERIFY(c.connection.isLive());
        c.key(Qt::Key_Escape); // the toast
        c.key(Qt::Key_G);
        c.key(Qt::Key_N);
        QTRY_VERIFY(c.find(u"noticeList"_s)->isVisible());
        QCOMPARE(c.find<QTableView>(u"noticeTable"_s)->model()->rowCount(), 2);
        QCOMPARE(c.lookProblem(), QString());
    }

    void toasts_areThreeAtMostAndErrorsStay()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        for (int i = 0; i < 5; ++i) {
            c.window->showToast(Severity::Major, QString::number(i), u"Number %1"_s.arg(i), {});
        }
        QCOMPARE(toasts(c)->shownCount(), 3);
        const QRect area = toasts(c)->geometry();
        QVERIFY(area.right() <= c.window->width());
        QVERIFY(area.bottom() <= c.window->height() - c.window->findChild<StatusStrip *>()->height());
        QTest::mouseClick(toasts(c)->findChild<QWidget *>(u"toastClose"_s), Qt::LeftButton);
        QCOMPARE(toasts(c)->shownCount(), 3); // the next one moved up
        QCOMPARE(toasts(c)->shown().last().text, u"Number 3"_s);
        for (int i = 0; i < 4; ++i) {
            c.find(u"productTree"_s)->setFocus();
            c.key(Qt::Key_Escape);
        }
        QCOMPARE(toasts(c)->shownCount(), 0);
        c.key(Qt::Key_G);
        c.key(Qt::Key_N);
        QTRY_COMPARE(c.find<QTableView>(u"noticeTable"_s)->model()->rowCount(), 5);
    }

    void obstacle_isSaidInAToast_data() { addLookRows(); }
    void obstacle_isSaidInAToast()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.key(Qt::Key_Right, Qt::AltModifier); // there is nothing ahead
        QCOMPARE(toasts(c)->shownCount(), 1);
        QCOMPARE(c.lookProblem(), QString());
    }

    void signOutThatTheServerDoesNotHear_isTold_data() { addLookRows(); }
    void signOutThatTheServerDoesNotHear_isTold()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.server.setCallFailure(ErrorCode::Internal);
        c.window->run(u"session.signout"_s);
        QTRY_VERIFY(c.find(u"connectPage"_s)->isVisible());
        QTRY_COMPARE(toasts(c)->shownCount(), 1);
        QCOMPARE(c.lookProblem(), QString());
    }
};

QTEST_MAIN(TestNotices)
#include "tst_notices.moc"
