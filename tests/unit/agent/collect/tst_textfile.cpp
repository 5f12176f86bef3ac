// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/textfile.h"
#include "tests/support/mountnamespace.h"

#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <sys/mount.h>

#include <algorithm>
#include <cstdio>

using namespace qd;
using namespace qd::agent;

namespace {

/// Descriptors of this process that lead to the file.
int openDescriptors(const std::string &path)
{
    int count = 0;
    eachEntry("/proc/self/fd", [&](std::string_view name) {
        std::array<char, 4096> target{};
        const ssize_t size =
            ::readlink(("/proc/self/fd/" + std::string{name}).c_str(), target.data(), target.size());
        count +=
            std::string_view(target.data(), std::size_t(std::max<ssize_t>(size, 0))).ends_with(path) ? 1 : 0;
    });
    return count;
}

} // namespace

/// Files that are read again and again: what stays open, and what need not be read.
class TestTextFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changedText_isReadAnew();
    void missingFile_isEmptyAndLookedForAgain();
    void deviceWithoutTheValue_keepsItsFile();
    void mounts_areKnownUnchangedUntilOneComes();
    void ordinaryFile_isNeverKnownUnchanged();

private:
    ReadBuffer m_buffer;
};

void TestTextFile::changedText_isReadAnew()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    TextFile text{file.fileName().toStdString()};
    for (const QByteArray content : {"one", "two and a half", "3"}) {
        QVERIFY(file.resize(0) && file.seek(0) && file.write(content) == content.size() && file.flush());
        QCOMPARE(text.read(m_buffer).value(), std::string_view(content.data(), std::size_t(content.size())));
    }
}

void TestTextFile::missingFile_isEmptyAndLookedForAgain()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("late"));
    TextFile text{path.toStdString()};
    QCOMPARE(text.read(m_buffer).value(), std::string_view{});
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("here") == 4 && file.flush());
    QCOMPARE(text.read(m_buffer).value(), std::string_view{"here"});
}

void TestTextFile::deviceWithoutTheValue_keepsItsFile()
{
    const std::string path = "/sys/class/net/lo/speed"; // a loopback has none, and says so at each read
    TextFile speed{path};
    for (int i = 0; i < 3; ++i) {
        const auto text = speed.read(m_buffer);
        QVERIFY(!text);
        QVERIFY(text.error().code == ErrorCode::Unavailable);
        QCOMPARE(openDescriptors("/net/lo/speed"), 1);
    }
}

void TestTextFile::mounts_areKnownUnchangedUntilOneComes()
{
    TextFile mounts{"/proc/self/mountinfo"};
    QVERIFY(!mounts.isKnownUnchanged());
    QVERIFY(mounts.read(m_buffer).has_value());
    QVERIFY(mounts.isKnownUnchanged());
    QVERIFY(mounts.isKnownUnchanged());

    const QTemporaryDir place;
    QVERIFY(::mount("tmpfs", qPrintable(place.path()), "tmpfs", 0, "size=64k") == 0);
    QVERIFY(!mounts.isKnownUnchanged());
    const auto text = mounts.read(m_buffer);
    QVERIFY(text && text->find(place.path().toStdString()) != std::string_view::npos);
    QVERIFY(mounts.isKnownUnchanged());

    QVERIFY(::mount("none", qPrintable(place.path()), nullptr, MS_REMOUNT | MS_RDONLY, "size=64k") == 0);
    QVERIFY(!mounts.isKnownUnchanged());
    QVERIFY(::umount(qPrintable(place.path())) == 0);
    QVERIFY(!mounts.isKnownUnchanged());
}

void TestTextFile::ordinaryFile_isNeverKnownUnchanged()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    TextFile text{file.fileName().toStdString()};
    QVERIFY(text.read(m_buffer).has_value());
    QVERIFY(!text.isKnownUnchanged());
}

int main(int argc, char **argv)
{
    if (!test::enterMountNamespace()) {
        std::perror("cannot enter a mount namespace");
        return 1;
    }
    QCoreApplication app{argc, argv};
    TestTextFile test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_textfile.moc"
