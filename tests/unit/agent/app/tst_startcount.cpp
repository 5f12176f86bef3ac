// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/startcount.h"
#include "tests/support/agent/agentfakes.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <memory>

using namespace qd;
using namespace qd::agent;

class StartCountTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachStart_countsThoseBeforeIt();
    void damagedFile_isToldAndBeginsAnew_data();
    void damagedFile_isToldAndBeginsAnew();
    void diskThatRefuses_isTold();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_file;
    FakeReporter m_reporter;
};

void StartCountTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_file = m_folder->filePath(QStringLiteral("starts")).toStdString();
    m_reporter = {};
}

void StartCountTest::eachStart_countsThoseBeforeIt()
{
    for (std::uint64_t before = 0; before < 12; ++before) {
        QCOMPARE(countStart(m_file, m_reporter), before);
    }
    QVERIFY(m_reporter.events.empty());
}

void StartCountTest::damagedFile_isToldAndBeginsAnew_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray{};
    QTest::newRow("a word") << QByteArray{"seven\n"};
    QTest::newRow("a number with something behind it") << QByteArray{"7x\n"};
    QTest::newRow("beyond 64 bits") << QByteArray{"99999999999999999999\n"};
}

void StartCountTest::damagedFile_isToldAndBeginsAnew()
{
    QFETCH(const QByteArray, content);
    std::ofstream{m_file} << content.toStdString();
    QCOMPARE(countStart(m_file, m_reporter), 0U);
    QVERIFY(m_reporter.hasEvent("damaged"));
    QCOMPARE(countStart(m_file, m_reporter), 1U);
}

void StartCountTest::diskThatRefuses_isTold()
{
    const std::string nowhere = m_folder->filePath(QStringLiteral("missing/starts")).toStdString();
    QCOMPARE(countStart(nowhere, m_reporter), 0U);
    QVERIFY(m_reporter.hasEvent("not counted"));
}

QTEST_APPLESS_MAIN(StartCountTest)
#include "tst_startcount.moc"
