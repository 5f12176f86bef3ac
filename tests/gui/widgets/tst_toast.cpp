// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/theme/themecontroller.h"
#include "console/widgets/controls/appstyle.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/statusstrip.h"
#include "console/widgets/controls/toast.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

/// Toasts in the corner of a window with a status bar.
class tst_Toast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void toasts_areAtMostThree();
    void toasts_errorsStay_othersTimeOut();
    void toasts_undoIsReported();
    void toasts_waitingIsBounded();
    void toasts_lieAboveTheStatusBar_data();
    void toasts_lieAboveTheStatusBar();

private:
    std::unique_ptr<ThemeController> m_themes;
    std::unique_ptr<QWidget> m_window;
    StatusStrip *m_status = nullptr;
};

void tst_Toast::initTestCase()
{
    m_themes = std::make_unique<ThemeController>();
    installTheme(*qApp, *m_themes);
}

void tst_Toast::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
    m_themes->setSettings({ThemeKind::Dark, Density::Normal, 100, true});
    m_window = std::make_unique<QWidget>();
    auto *column = new QVBoxLayout(m_window.get());
    column->setContentsMargins({});
    column->addStretch(1);
    m_status = new StatusStrip(*m_themes, m_window.get());
    column->addWidget(m_status);
    m_window->resize(700, 500);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void tst_Toast::toasts_areAtMostThree()
{
    ToastStack toasts(*m_themes, m_window.get());
    for (int i = 0; i < 5; ++i) {
        toasts.show({u"Message %1"_s.arg(i), {}, Severity::Critical, {}, QString::number(i)});
    }
    QCOMPARE(toasts.shownCount(), 3);
    QVERIFY(m_window->rect().contains(toasts.geometry()));
    QTest::mouseClick(toasts.findChild<Button *>(u"toastClose"_s), Qt::LeftButton);
    QCOMPARE(toasts.shownCount(), 3); // the fourth moved up
    QVERIFY(toasts.dismissTopmost());
    QCOMPARE(toasts.shownCount(), 3);
    toasts.show({u"Message 1 again"_s, {}, Severity::Critical, {}, u"1"_s});
    QCOMPARE(toasts.shownCount(), 3);
}

void tst_Toast::toasts_errorsStay_othersTimeOut()
{
    ToastStack toasts(*m_themes, m_window.get());
    toasts.show({u"Saved nothing"_s, {}, Severity::Info, {}, u"info"_s});
    toasts.show({u"Could not start"_s, {}, Severity::Critical, {}, u"error"_s});
    QCOMPARE(toasts.shownCount(), 2);
    QTRY_COMPARE_WITH_TIMEOUT(toasts.shownCount(), 1, 8000);
    QCOMPARE(toasts.shown().first().id, u"error"_s);
}

void tst_Toast::toasts_undoIsReported()
{
    ToastStack toasts(*m_themes, m_window.get());
    QSignalSpy undone(&toasts, &ToastStack::actionTriggered);
    toasts.show({u"Acknowledged 3 alerts"_s, {}, {}, u"Undo"_s, u"ack-7"_s});
    QTest::mouseClick(toasts.findChild<Button *>(u"toastAction"_s), Qt::LeftButton);
    QCOMPARE(undone.first().first().toString(), u"ack-7"_s);
    QCOMPARE(toasts.shownCount(), 0);
}

void tst_Toast::toasts_waitingIsBounded()
{
    ToastStack toasts(*m_themes, m_window.get());
    for (int i = 0; i < 1000; ++i) {
        toasts.show({u"Storm"_s, {}, Severity::Critical, {}, QString::number(i)});
    }
    int shown = 0;
    while (toasts.dismissTopmost()) {
        ++shown;
    }
    QCOMPARE(shown, ToastStack::kMaxShown + ToastStack::kMaxWaiting);
}

void tst_Toast::toasts_lieAboveTheStatusBar_data()
{
    QTest::addColumn<int>("percent");
    QTest::newRow("small text") << 85;
    QTest::newRow("normal text") << 100;
    QTest::newRow("large text") << 150;
}

void tst_Toast::toasts_lieAboveTheStatusBar()
{
    QFETCH(const int, percent);
    m_themes->setSettings({ThemeKind::Dark, Density::Normal, percent, true});
    QTRY_COMPARE(m_status->height(), m_status->sizeHint().height());
    ToastStack toasts(*m_themes, m_window.get());
    toasts.show({u"Could not start"_s, {}, Severity::Critical, {}, u"error"_s});
    QVERIFY(m_window->rect().contains(toasts.geometry()));
    QVERIFY(!toasts.geometry().intersects(m_status->geometry()));
}

QTEST_MAIN(tst_Toast)
#include "tst_toast.moc"
