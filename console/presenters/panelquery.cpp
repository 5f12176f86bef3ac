// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a panel's questions, and the newest values of its answers.
#include "console/presenters/panel.h"
#include "console/state/querysource.h"

#include <QHash>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

/// Position after the bracket that closes the one at `open`; text in quotes does not count.
[[nodiscard]] qsizetype afterBracket(const QString &text, qsizetype open, QChar closing)
{
    bool isQuoted = false;
    for (qsizetype i = open + 1; i < text.size(); ++i) {
        if (isQuoted && text[i] == u'\\') {
            ++i;
        } else if (text[i] == u'"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && text[i] == closing) {
            return i + 1;
        }
    }
    return text.size();
}

} // namespace

QString quoted(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).replace(u'\n', "\\n"_L1);
    return u'"' + escaped + u'"';
}

QString hostMatcher(const QStringList &names)
{
    QStringList patterns;
    for (const QString &name : names) {
        QString pattern;
        for (const QChar letter : name) {
            pattern += u"\\^$.|?*+()[]{}"_s.contains(letter) ? QString(u'\\') + letter : QString(letter);
        }
        patterns.append(pattern);
    }
    return u"host=~"_s + quoted(patterns.join(u'|'));
}

QString metric(const QString &name, const QString &matchers)
{
    // The catalogue has names with '-', which PromQL reads as a minus.
    if (name.contains(u'-')) {
        return u"{__name__="_s + quoted(name) + u',' + matchers + u'}';
    }
    return name + u'{' + matchers + u'}';
}

QString shiftedBack(const QString &promql, std::int64_t seconds)
{
    const QString offset = u" offset "_s + QString::number(seconds) + u's';
    QString result;
    qsizetype from = 0;
    for (qsizetype open = promql.indexOf(u'{'); open >= 0; open = promql.indexOf(u'{', from)) {
        qsizetype end = afterBracket(promql, open, u'}');
        if (end < promql.size() && promql[end] == u'[') {
            end = afterBracket(promql, end, u']');
        }
        result += promql.mid(from, end - from) + offset;
        from = end;
    }
    return result + promql.mid(from);
}

QString onceByHost(const QString &label, const QString &expression)
{
    return u"max by (host,"_s + label + u") ("_s + expression + u')';
}

QHash<QString, double> newestBy(const QueryAnswer &answer, const QString &label)
{
    QHash<QString, double> newest;
    const std::string name = label.toStdString();
    for (const SeriesPoints &series : answer.series) {
        if (!series.values.empty()) {
            const std::string_view value = series.labels.get(name);
            newest.insert(
                QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())), series.values.back());
        }
    }
    return newest;
}

} // namespace qd::console
