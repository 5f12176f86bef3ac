// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layers/layertable.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Include
{
    QString file; ///< from the repository root
    int line = 0;
    QString target;
    bool isProject = false; ///< "..." rather than <...>
};

bool liesUnder(const QString &path, const std::string &folder)
{
    return path.startsWith(QString::fromStdString(folder) + u'/');
}

/// The row of the longest folder that the file lies under, or the table's end.
auto rowOf(const QString &path)
{
    auto best = kLayerTable.end();
    for (auto row = kLayerTable.begin(); row != kLayerTable.end(); ++row) {
        if (liesUnder(path, row->first)
            && (best == kLayerTable.end() || row->first.size() > best->first.size())) {
            best = row;
        }
    }
    return best;
}

/// The Qt module a header belongs to, found in Qt's own include folders ("QString" -> "Core"); empty if not
/// Qt's.
QString qtModuleOf(const QString &header)
{
    static const QHash<QString, QString> modules = [] {
        QHash<QString, QString> result;
        QDirIterator folders{u"/usr/include"_s, {u"qt6"_s}, QDir::Dirs, QDirIterator::Subdirectories};
        while (folders.hasNext()) {
            const QDir root{folders.next()};
            for (const QString &module : root.entryList({u"Qt*"_s}, QDir::Dirs)) {
                for (const QString &name : QDir{root.filePath(module)}.entryList(QDir::Files)) {
                    result.insert(name, module.sliced(2));
                }
                result.insert(module, module.sliced(2));
            }
        }
        return result;
    }();
    const qsizetype slash = header.lastIndexOf(u'/');
    return modules.value(slash < 0 ? header : header.sliced(slash + 1));
}

QList<Include> includesOf(const QString &folder)
{
    static const QRegularExpression pattern{uR"(^\s*#\s*include\s+([<"])([^>"]+)[>"])"_s};
    QList<Include> includes;
    const QDir root{QStringLiteral(QD_SOURCE_DIR)};
    QDirIterator files{
        root.filePath(folder), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories};
    while (files.hasNext()) {
        QFile file{files.next()};
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QString path = root.relativeFilePath(file.fileName());
        int line = 0;
        while (!file.atEnd()) {
            ++line;
            const auto match = pattern.match(QString::fromUtf8(file.readLine()));
            if (match.hasMatch()) {
                includes.append({path, line, match.captured(2), match.captured(1) == u"\""});
            }
        }
    }
    return includes;
}

bool mayInclude(const std::string &ownFolder, const LayerRow &row, const QString &target)
{
    return liesUnder(target, ownFolder) || target.endsWith(u".moc")
        || std::ranges::any_of(
            row.folders, [&](const std::string &folder) { return liesUnder(target, folder); });
}

/// What is wrong with the includes, one line each: file:line, what, why.
QStringList violations(const QList<Include> &includes)
{
    QStringList wrong;
    for (const Include &include : includes) {
        const auto at = u"%1:%2: "_s.arg(include.file).arg(include.line);
        const auto row = rowOf(include.file);
        if (row == kLayerTable.end()) {
            wrong += at + u"lies in a folder that the table does not know"_s;
        } else if (include.isProject) {
            if (!mayInclude(row->first, row->second, include.target)) {
                wrong += at + u"may not include "_s + include.target;
            }
        } else if (const QString module = qtModuleOf(include.target);
                   !module.isEmpty() && !row->second.qtModules.contains(module.toStdString())) {
            wrong += at + u"may not use Qt "_s + module + u" ("_s + include.target + u')';
        }
    }
    return wrong;
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyInclude_isAllowedByTheTable_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char *folder : {"shared", "agent", "backend", "console"}) {
            QTest::newRow(folder) << QString::fromLatin1(folder);
        }
    }

    void everyInclude_isAllowedByTheTable()
    {
        QFETCH(QString, folder);
        const QList<Include> includes = includesOf(folder);
        QVERIFY(!includes.isEmpty());
        const QStringList wrong = violations(includes);
        QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
    }

    void forbiddenInclude_isFound_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("isProject");
        QTest::newRow("the agent includes the backend")
            << u"agent/spool/x.h"_s << u"backend/app/y.h"_s << true;
        QTest::newRow("a lower layer includes a higher one")
            << u"shared/base/x.h"_s << u"shared/model/host.h"_s << true;
        QTest::newRow("an unknown folder") << u"shared/utils/x.h"_s << u"shared/base/clock.h"_s << true;
        QTest::newRow("Qt in the agent") << u"agent/collect/x.cpp"_s << u"QString"_s << false;
        QTest::newRow("widgets in a presenter") << u"console/presenters/x.cpp"_s << u"QWidget"_s << false;
        QTest::newRow("the network in a page")
            << u"console/widgets/pages/x.cpp"_s << u"QWebSocket"_s << false;
        QTest::newRow("a page includes the shell")
            << u"console/widgets/pages/x.cpp"_s << u"console/widgets/shell/y.h"_s << true;
    }

    void forbiddenInclude_isFound()
    {
        QFETCH(QString, file);
        QFETCH(QString, target);
        QFETCH(bool, isProject);
        QCOMPARE(violations({{file, 1, target, isProject}}).size(), 1);
    }
};

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
