// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

struct Message
{
    QString context;
    QString source;
    QStringList translations;
    bool isUnfinished = false;
};

[[nodiscard]] QList<Message> messagesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QList<Message> messages;
    Message message;
    QString context;
    QXmlStreamReader reader(&file);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::EndElement && reader.name() == "message"_L1) {
            message.context = context;
            messages.append(std::exchange(message, {}));
        }
        if (reader.tokenType() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (reader.name() == "name"_L1) {
            context = reader.readElementText();
        } else if (reader.name() == "source"_L1) {
            message.source = reader.readElementText();
        } else if (reader.name() == "numerusform"_L1) {
            message.translations.append(reader.readElementText());
        } else if (reader.name() == "translation"_L1) {
            message.isUnfinished = reader.attributes().hasAttribute("type"_L1);
            if (const QString text = reader.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                !text.isEmpty()) {
                message.translations.append(text);
            }
        }
    }
    return messages;
}

[[nodiscard]] QString placeholders(const QString &text)
{
    static const QRegularExpression kPlace(u"%(?:\\d|n)"_s);
    QStringList found;
    auto matches = kPlace.globalMatch(text);
    while (matches.hasNext()) {
        found.append(matches.next().captured());
    }
    found.sort();
    found.removeDuplicates();
    return found.join(u' ');
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntry_isFinished_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("Chinese") << u"quarterdeck_zh_CN.ts"_s;
        QTest::newRow("English") << u"quarterdeck_en.ts"_s;
    }
    void everyEntry_isFinished()
    {
        QFETCH(QString, file);
        const QList<Message> messages = messagesOf(QStringLiteral(QD_SOURCE_DIR "/translations/") + file);
        QVERIFY(messages.size() > 300);
        for (const Message &message : messages) {
            const QByteArray where = (message.context + u": "_s + message.source).toUtf8();
            QVERIFY2(!message.isUnfinished, where.constData());
            QVERIFY2(!message.translations.isEmpty(), where.constData());
        }
    }

    void chinese_keepsEveryPlaceholder()
    {
        for (const Message &message :
            messagesOf(QStringLiteral(QD_SOURCE_DIR "/translations/quarterdeck_zh_CN.ts"))) {
            for (const QString &translation : message.translations) {
                QCOMPARE(placeholders(translation), placeholders(message.source));
            }
        }
    }

    void sources_haveNoTextThatTheFilesLack()
    {
        QTemporaryDir dir;
        const QString fresh = dir.filePath(u"fresh.ts"_s);
        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(QD_SOURCE_DIR));
        lupdate.start(QStringLiteral(QD_LUPDATE), {u"console"_s, u"-I"_s, u"."_s, u"-ts"_s, fresh});
        QVERIFY(lupdate.waitForFinished(60'000));
        QSet<QString> known;
        for (const Message &message :
            messagesOf(QStringLiteral(QD_SOURCE_DIR "/translations/quarterdeck_zh_CN.ts"))) {
            known.insert(message.context + u'\n' + message.source);
        }
        const QList<Message> wanted = messagesOf(fresh);
        QVERIFY(!wanted.isEmpty());
        for (const Message &message : wanted) {
            QVERIFY2(known.contains(message.context + u'\n' + message.source),
                (message.context + u": "_s + message.source).toUtf8().constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
