// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/panelcatalogue.h"
#include "console/widgets/pages/words.h"

#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace qd::console;

namespace {

/// Marks every word that it is asked for.
class Marker final : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *source, const char *, int) const override
    {
        return qstrcmp(context, "qd::console::words") == 0 ? u"<"_s + QString::fromLatin1(source) + u'>'
                                                           : QString();
    }
};

} // namespace

class tst_Words : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QCoreApplication::installTranslator(&m_marker); }
    void cleanup() { QCoreApplication::removeTranslator(&m_marker); }

    void everyCurve_isCalledByATranslatedWord_data()
    {
        QTest::addColumn<QString>("word");
        for (const QString &word : seriesWords()) {
            QTest::newRow(qPrintable(word)) << word;
        }
    }
    void everyCurve_isCalledByATranslatedWord()
    {
        QFETCH(QString, word);
        static const QSet<QString> kKernelNames{u"time-wait"_s, u"close-wait"_s, u"syn-sent"_s, u"syn-recv"_s,
            u"fin-wait-1"_s, u"fin-wait-2"_s, u"last-ack"_s, u"closing"_s, u"CPU"_s};
        const bool isKernelName = kKernelNames.contains(word);
        QCOMPARE(words::seriesWord(word).startsWith(u'<'), !isKernelName);
    }

    void labels_stayAsTheyAre()
    {
        PanelSeries line;
        line.label = u"eth0"_s;
        line.word = u"in"_s;
        QCOMPARE(words::seriesName(line), u"eth0 <in>"_s);
        line.word.clear();
        QCOMPARE(words::seriesName(line), u"eth0"_s);
        line.label.clear();
        line.word = u"read"_s;
        QCOMPARE(words::seriesName(line), u"<read>"_s);
    }

private:
    Marker m_marker;
};

QTEST_GUILESS_MAIN(tst_Words)
#include "tst_words.moc"
