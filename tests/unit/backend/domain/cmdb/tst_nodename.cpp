// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/nodename.h"

#include <QTest>

class TestNodeName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void name_isChecked_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("plain") << QByteArray{"web servers (2)"} << true;
        QTest::newRow("Chinese") << QByteArray{"\xe5\x8d\x8e\xe5\x8c\x97"} << true;
        QTest::newRow("as long as allowed") << QByteArray(128, 'a') << true;
        QTest::newRow("too long") << QByteArray(129, 'a') << false;
        QTest::newRow("empty") << QByteArray{} << false;
        QTest::newRow("a slash, which parts a path") << QByteArray{"a/b"} << false;
        QTest::newRow("a control character") << QByteArray{"a\x01"} << false;
        QTest::newRow("a delete character") << QByteArray{"a\x7f"} << false;
        QTest::newRow("a zero byte") << QByteArray{"a\0b", 3} << false;
        QTest::newRow("a leading space") << QByteArray{" a"} << false;
        QTest::newRow("a trailing space") << QByteArray{"a "} << false;
        QTest::newRow("half a UTF-8 character") << QByteArray{"a\xe5\x8d"} << false;
    }

    void name_isChecked()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, isGood);
        const auto checked = qd::backend::cmdb::checkNodeName(name.toStdString());
        QCOMPARE(checked.has_value(), isGood);
        if (!isGood) {
            QVERIFY(checked.error().context.at("field") == "name");
        }
    }
};

QTEST_APPLESS_MAIN(TestNodeName)
#include "tst_nodename.moc"
