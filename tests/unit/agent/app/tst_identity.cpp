// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/identity.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sodium.h>

#include <fstream>
#include <memory>
#include <set>
#include <vector>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace qd;
using namespace qd::agent;

class IdentityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void firstStart_makesAPrivateFile();
    void secondStart_isTheSameHost();
    void signature_isVerifiedByThePublicKey();
    void processesAtTheSameTime_getTheSameIdentity();
    void unusableFile_isRefused_data();
    void unusableFile_isRefused();
    void fileThatOthersRead_isRefused();
    void missingFolder_isAnError();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_file;
};

void IdentityTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_file = m_folder->filePath(QStringLiteral("identity.key")).toStdString();
}

void IdentityTest::firstStart_makesAPrivateFile()
{
    const auto identity = Identity::loadOrCreate(m_file);
    QVERIFY(identity.has_value());
    QCOMPARE(identity->uuid().size(), 36U);
    QCOMPARE(identity->publicKey().size(), 32U);
    struct stat status
    {
    };
    QCOMPARE(::stat(m_file.c_str(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0600U);
    std::size_t files = 0;
    for ([[maybe_unused]] const auto &entry :
        std::filesystem::directory_iterator{m_folder->path().toStdString()}) {
        ++files;
    }
    QCOMPARE(files, 1U);
}

void IdentityTest::secondStart_isTheSameHost()
{
    const auto first = Identity::loadOrCreate(m_file);
    const auto second = Identity::loadOrCreate(m_file);
    QCOMPARE(second->uuid(), first->uuid());
    QCOMPARE(second->publicKey(), first->publicKey());
    QVERIFY(Identity::loadOrCreate(m_file + ".other")->uuid() != first->uuid());
}

void IdentityTest::signature_isVerifiedByThePublicKey()
{
    const auto identity = Identity::loadOrCreate(m_file);
    const std::string text = "a text to sign";
    const auto signature = identity->sign(std::as_bytes(std::span{text}));
    const auto verify = [&](const std::string &signedText) {
        return crypto_sign_verify_detached(reinterpret_cast<const unsigned char *>(signature.data()),
            reinterpret_cast<const unsigned char *>(signedText.data()), signedText.size(),
            reinterpret_cast<const unsigned char *>(identity->publicKey().data()));
    };
    QCOMPARE(verify(text), 0);
    QCOMPARE(verify("a text to sigh"), -1);
}

void IdentityTest::processesAtTheSameTime_getTheSameIdentity()
{
    std::vector<pid_t> children;
    for (int i = 0; i < 8; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            const auto identity = Identity::loadOrCreate(m_file);
            std::ofstream{m_file + "." + std::to_string(i) + ".uuid"}
                << (identity ? identity->uuid() : "none");
            ::_exit(0);
        }
        children.push_back(child);
    }
    std::set<std::string> uuids;
    for (int i = 0; i < 8; ++i) {
        QCOMPARE(::waitpid(children[static_cast<std::size_t>(i)], nullptr, 0),
            children[static_cast<std::size_t>(i)]);
        std::ifstream stream{m_file + "." + std::to_string(i) + ".uuid"};
        std::string uuid;
        stream >> uuid;
        uuids.insert(uuid);
    }
    QCOMPARE(uuids, (std::set<std::string>{Identity::loadOrCreate(m_file)->uuid()}));
}

void IdentityTest::unusableFile_isRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray seed(64, 'a');
    const QByteArray title = "quarterdeck agent identity v1\n";
    const QByteArray uuid = "uuid 11111111-2222-4333-8444-555555555555\n";
    QTest::newRow("empty") << QByteArray{};
    QTest::newRow("another title") << QByteArray{"something else v1\n" + uuid + "seed " + seed + "\n"};
    QTest::newRow("upper-case uuid") << QByteArray{
        title + "uuid 1111111A-2222-4333-8444-555555555555\nseed " + seed};
    QTest::newRow("short seed") << QByteArray{title + uuid + "seed " + seed.left(62) + "\n"};
    QTest::newRow("long seed") << QByteArray{title + uuid + "seed " + seed + "aa\n"};
    QTest::newRow("seed that is not hexadecimal")
        << QByteArray{title + uuid + "seed " + QByteArray(64, 'x') + "\n"};
}

void IdentityTest::unusableFile_isRefused()
{
    QFETCH(QByteArray, content);
    QFile file{QString::fromStdString(m_file)};
    QVERIFY(file.open(QFile::WriteOnly));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(content);
    file.close();
    const auto identity = Identity::loadOrCreate(m_file);
    QVERIFY(!identity.has_value());
    QVERIFY(identity.error().code == ErrorCode::Corrupt);
    QCOMPARE(identity.error().context.at("file"), m_file);
}

void IdentityTest::fileThatOthersRead_isRefused()
{
    QVERIFY(Identity::loadOrCreate(m_file).has_value());
    QCOMPARE(::chmod(m_file.c_str(), 0640), 0);
    QVERIFY(Identity::loadOrCreate(m_file).error().code == ErrorCode::Denied);
}

void IdentityTest::missingFolder_isAnError()
{
    const auto identity = Identity::loadOrCreate(m_file + "/below/identity.key");
    QVERIFY(!identity.has_value());
    QVERIFY(identity.error().code == ErrorCode::Unavailable);
}

QTEST_APPLESS_MAIN(IdentityTest)
#include "tst_identity.moc"
