// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/fields.h"
#include "shared/protocol/wire.h"

#include <QFile>
#include <QHash>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;

namespace {

/// Names of the fields of a value and of every value inside it: a visitor for fields().
class FieldNames
{
public:
    QHash<QString, QStringList> byStruct;

    template <typename T>
    void add(const QString &name)
    {
        if (byStruct.contains(name)) {
            return;
        }
        byStruct.insert(name, {});
        m_open.append(name);
        T value{};
        protocol::fields(*this, value);
        m_open.removeLast();
    }

    template <typename T>
    void operator()(const char *name, T &value)
    {
        raw(name, value);
        inside(value);
    }
    template <typename T>
    void raw(const char *name, T &)
    {
        byStruct[m_open.constLast()].append(QString::fromLatin1(name));
    }

private:
    template <typename T>
    void inside(const T &)
    {
        if constexpr (requires(FieldNames & names, T & value) { protocol::fields(names, value); }) {
            add<T>(nameOf<T>());
        }
    }
    template <typename T>
    void inside(const std::vector<T> &)
    {
        inside(T{});
    }

    template <typename T>
    static QString nameOf()
    {
        // "... [with T = qd::protocol::SeriesEntry; ...]": the last part of the name is what the pages use.
        static const QString kText = QString::fromLatin1(__PRETTY_FUNCTION__);
        const QString type = kText.section(u"T = "_s, 1).section(u';', 0, 0).section(u']', 0, 0);
        return type.section(u"::"_s, -1);
    }

    QStringList m_open;
};

/// What the pages say: field names in the order of their rows, by heading.
QHash<QString, QStringList> fieldsOfPages(QStringList *withoutExample)
{
    QHash<QString, QStringList> all;
    for (const QString &page : {u"agent"_s, u"console"_s, u"frames"_s, u"values"_s}) {
        QFile file{QStringLiteral(QD_SOURCE_DIR "/docs/protocol/") + page + u".md"_s};
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        QString heading;
        bool hasExample = true;
        const auto close = [&] {
            if (!hasExample && page != "values"_L1) {
                withoutExample->append(heading);
            }
        };
        for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
            if (line.startsWith("#"_L1)) {
                close();
                const bool isMessage = line.startsWith("### "_L1);
                heading = isMessage ? line.mid(4) : QString{};
                hasExample = !isMessage;
                if (isMessage) {
                    all.insert(heading, {});
                }
            } else if (!heading.isEmpty() && line.startsWith("| "_L1) && !line.startsWith("| Field"_L1)
                && !line.startsWith("| ---"_L1)) {
                all[heading].append(line.section(u'|', 1, 1).trimmed());
            } else if (line.startsWith("    [1, "_L1)) {
                hasExample = true;
            }
        }
        close();
    }
    return all;
}

} // namespace

namespace {

template <typename Message>
QString kindName()
{
    static const QString kText = QString::fromLatin1(__PRETTY_FUNCTION__);
    return kText.section(u"Message = "_s, 1).section(u';', 0, 0).section(u']', 0, 0).section(u"::"_s, -1);
}

template <typename... Messages>
QStringList kindNames(const std::variant<Messages...> *)
{
    return {kindName<Messages>()...};
}

template <typename... Messages>
void addAll(FieldNames &names, const std::variant<Messages...> *)
{
    (names.add<Messages>(kindName<Messages>()), ...);
}

} // namespace

/// docs/protocol names every message with all its fields in the order of the wire.
class TestProtocolPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessage_isOnItsPageWithAllFieldsInOrder();
    void everyKind_hasItsNumberInItsExample();
};

void TestProtocolPages::everyMessage_isOnItsPageWithAllFieldsInOrder()
{
    FieldNames code;
    addAll(code, static_cast<const protocol::Message *>(nullptr));
    QCOMPARE_GE(code.byStruct.size(), qsizetype{36});
    QStringList withoutExample;
    const QHash<QString, QStringList> pages = fieldsOfPages(&withoutExample);
    for (auto at = code.byStruct.constBegin(); at != code.byStruct.constEnd(); ++at) {
        QVERIFY2(pages.contains(at.key()), qPrintable(at.key() + u" is on no page"_s));
        QVERIFY2(pages[at.key()] == at.value(),
            qPrintable(QString(at.key() + u": the page has "_s + pages[at.key()].join(u' ') + u", the wire "_s
                + at.value().join(u' '))));
    }
    for (auto at = pages.constBegin(); at != pages.constEnd(); ++at) {
        QVERIFY2(code.byStruct.contains(at.key()), qPrintable(at.key() + u" travels no more"_s));
    }
    QCOMPARE(withoutExample, QStringList{});
}

void TestProtocolPages::everyKind_hasItsNumberInItsExample()
{
    const QStringList names = kindNames(static_cast<const protocol::Message *>(nullptr));
    QString text;
    for (const QString &page : {u"agent"_s, u"console"_s, u"frames"_s}) {
        QFile file{QStringLiteral(QD_SOURCE_DIR "/docs/protocol/") + page + u".md"_s};
        QVERIFY(file.open(QIODevice::ReadOnly));
        text += QString::fromUtf8(file.readAll());
    }
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString example = text.section(u"### "_s + names[i] + u'\n', 1).section(u"\n    "_s, 1, 1);
        const QString start = u"[1, %1, "_s.arg(i + 1);
        QVERIFY2(example.startsWith(start), qPrintable(names[i] + u" does not begin with "_s + start));
    }
}

QTEST_APPLESS_MAIN(TestProtocolPages)
#include "tst_protocolpages.moc"
