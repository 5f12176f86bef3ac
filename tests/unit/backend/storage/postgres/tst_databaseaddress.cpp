// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/databaseaddress.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::backend::storage;

class TestDatabaseAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void url_isRead_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("connection");
        const auto common = u" connect_timeout=5 application_name=quarterdeckd"_s;
        QTest::newRow("everything given")
            << u"postgresql://qd:se%20cret@db.example:5433/site?sslmode=verify-full"_s
            << u"host='db.example' port=5433 user='qd' dbname='site'"_s + common
                + u" password='se cret' sslmode='verify-full'";
        QTest::newRow("a socket folder as host")
            << u"postgres://qd@/site?host=/run/postgresql"_s
            << u"host='/run/postgresql' port=5432 user='qd' dbname='site'"_s + common;
        QTest::newRow("quotes and backslashes in the password")
            << u"postgresql://qd:a%27b%5Cc@h/site"_s
            << u"host='h' port=5432 user='qd' dbname='site'"_s + common + u" password='a\\'b\\\\c'";
    }

    void url_isRead()
    {
        QFETCH(QString, url);
        QFETCH(QString, connection);
        const auto address = DatabaseAddress::fromUrl(url);
        QVERIFY2(address, address ? "" : address.error().toString().c_str());
        QCOMPARE(QString::fromStdString(address->toConnectionString()), connection);
        QVERIFY(!address->toDisplayString().contains(u"cret"_s));
    }

    void badUrl_namesTheField_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("another scheme") << u"mysql://qd@h/site"_s << QByteArray{"scheme"};
        QTest::newRow("no user") << u"postgresql://h/site"_s << QByteArray{"user"};
        QTest::newRow("no database") << u"postgresql://qd@h"_s << QByteArray{"database"};
        QTest::newRow("an unknown option") << u"postgresql://qd@h/site?x=1"_s << QByteArray{"options"};
        QTest::newRow("no URL at all") << u"postgresql://[:::/"_s << QByteArray{"url"};
    }

    void badUrl_namesTheField()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, field);
        const auto address = DatabaseAddress::fromUrl(url);
        QVERIFY(!address);
        QCOMPARE(QByteArray::fromStdString(address.error().context.at("field")), field);
    }
};

QTEST_APPLESS_MAIN(TestDatabaseAddress)
#include "tst_databaseaddress.moc"
