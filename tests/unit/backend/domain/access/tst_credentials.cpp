// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/access/credentials.h"

#include <QTest>

#include <set>

using namespace qd;
using namespace qd::backend::access;

class TestCredentials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void password_isVerifiedByItsHashOnly()
    {
        const std::string hash = hashPassword("correct horse").value();
        QVERIFY(hash.starts_with("$argon2id$"));
        QVERIFY(verifyPassword(hash, "correct horse"));
        QVERIFY(!verifyPassword(hash, "correct horsf"));
        QVERIFY(!verifyPassword(hash, ""));
        QVERIFY(hashPassword("correct horse").value() != hash); // salted
    }

    void unreadableHash_admitsNobody()
    {
        for (const std::string &hash : {std::string{}, std::string{"$argon2id$"}, std::string(5000, '$')}) {
            QVERIFY(!verifyPassword(hash, "correct horse"));
        }
    }

    void tokensAndPasswords_areAllDifferent()
    {
        std::set<std::string> seen;
        for (int i = 0; i < 1000; ++i) {
            const std::string token = newToken("qda");
            QVERIFY(token.starts_with("qda_"));
            QCOMPARE(token.size(), 4U + 43U);
            QVERIFY(seen.insert(token).second);
            QVERIFY(seen.insert(newPassword()).second);
        }
    }

    void tokenHash_isStable()
    {
        QCOMPARE(hashToken("a").size(), 32U);
        QVERIFY(hashToken("a") == hashToken("a"));
        QVERIFY(hashToken("a") != hashToken("b"));
    }

    void generatedPassword_passesTheRules() { QVERIFY(checkNewPassword(newPassword())); }

    void userName_isCheckedWithItsReason_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("letters and digits") << QByteArray{"eve.smith-2@site"} << true;
        QTest::newRow("as long as allowed") << QByteArray(64, 'a') << true;
        QTest::newRow("too long") << QByteArray(65, 'a') << false;
        QTest::newRow("empty") << QByteArray{} << false;
        QTest::newRow("a quote") << QByteArray{"a'b"} << false;
        QTest::newRow("a line break") << QByteArray{"a\nb"} << false;
    }

    void userName_isCheckedWithItsReason()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, isGood);
        const auto checked = checkUserName(name.toStdString());
        QCOMPARE(checked.has_value(), isGood);
        if (!isGood) {
            QVERIFY(checked.error().context.at("field") == "name");
        }
    }
};

QTEST_APPLESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
