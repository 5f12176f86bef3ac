// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/console/visiblewords.h"

#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/card.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/navigationrail.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/stateview.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/shell/keyhelp.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QFile>
#include <QHash>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSet>
#include <QTableView>
#include <QXmlStreamReader>

namespace qd::test {

using namespace console;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRows = 60;

void addCells(const QAbstractItemView &view, QStringList &into)
{
    const QAbstractItemModel *model = view.model();
    if (model == nullptr) {
        return;
    }
    if (const auto *table = qobject_cast<const QTableView *>(&view)) {
        for (int column = 0; column < model->columnCount(); ++column) {
            if (!table->isColumnHidden(column)) {
                into.append(model->headerData(column, Qt::Horizontal).toString());
            }
        }
    }
    const int last = std::min(kMostRows, model->rowCount());
    for (int row = 0; row < last; ++row) {
        for (int column = 0; column < model->columnCount(); ++column) {
            const QModelIndex index = model->index(row, column);
            if (view.viewport()->rect().intersects(view.visualRect(index))) {
                into.append(index.data().toString());
                into.append(index.data(Qt::AccessibleTextRole).toString());
            }
        }
    }
}

void addOwn(const QWidget &widget, QStringList &into)
{
    into.append({widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()});
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget)) {
        into.append(button->text());
    }
    if (const auto *line = qobject_cast<const QLineEdit *>(&widget)) {
        into.append(line->placeholderText());
    }
    if (const auto *label = qobject_cast<const Label *>(&widget)) {
        into.append(label->text());
    }
    if (const auto *card = qobject_cast<const Card *>(&widget)) {
        into.append({card->title(), card->subtitle()});
    }
    if (const auto *tile = qobject_cast<const StatTile *>(&widget)) {
        into.append({tile->content().title, tile->content().unit, tile->content().note, tile->spokenValue()});
    }
    if (const auto *view = qobject_cast<const StateView *>(&widget)) {
        const ViewState &state = view->state();
        into.append({state.title, state.detail, state.age, state.action});
    }
    if (const auto *help = qobject_cast<const KeyHelp *>(&widget)) {
        into.append(help->text());
    }
    if (const auto *menu = qobject_cast<const QMenu *>(&widget)) {
        for (const QAction *action : menu->actions()) {
            into.append(action->text());
        }
    }
    if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget)) {
        addCells(*view, into);
    }
}

struct Entry
{
    QStringList english;
    QStringList chinese;
};

/// Reads one file of translations; keyed by context, source and comment.
void read(const QString &name, QStringList Entry::*which, QHash<QString, Entry> &into)
{
    QFile file(QStringLiteral(QD_SOURCE_DIR "/translations/") + name);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("no translations");
    }
    QXmlStreamReader reader(&file);
    QString context;
    QString source;
    QString comment;
    QStringList texts;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isEndElement() && reader.name() == "message"_L1) {
            Entry &entry = into[context + u'\n' + source + u'\n' + comment];
            entry.*which = texts;
            if (!entry.english.contains(source)) {
                entry.english.append(source);
            }
            comment.clear();
            texts.clear();
        }
        if (!reader.isStartElement()) {
            continue;
        }
        if (reader.name() == "name"_L1) {
            context = reader.readElementText();
        } else if (reader.name() == "source"_L1) {
            source = reader.readElementText();
        } else if (reader.name() == "comment"_L1) {
            comment = reader.readElementText();
        } else if (reader.name() == "numerusform"_L1) {
            texts.append(reader.readElementText());
        } else if (reader.name() == "translation"_L1) {
            const QString text = reader.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            if (!text.isEmpty()) {
                texts.append(text);
            }
        }
    }
}

/// What English says and Chinese does not: whole texts, and those with places for values.
struct Dictionary
{
    QSet<QString> whole;
    QList<QRegularExpression> patterns;
};

[[nodiscard]] Dictionary makeDictionary()
{
    QHash<QString, Entry> entries;
    read(u"quarterdeck_en.ts"_s, &Entry::english, entries);
    read(u"quarterdeck_zh_CN.ts"_s, &Entry::chinese, entries);
    static const QRegularExpression kPlace(u"%L?(?:\\d|n)"_s);
    static const QRegularExpression kWord(u"[A-Za-z]{3}"_s);
    // One English word may be many Chinese ones; what any of them leaves in English is no mistake.
    QSet<QString> kept;
    for (const Entry &entry : std::as_const(entries)) {
        kept.unite(QSet<QString>(entry.chinese.cbegin(), entry.chinese.cend()));
    }
    Dictionary dictionary;
    for (const Entry &entry : std::as_const(entries)) {
        for (const QString &text : entry.english) {
            QString bare = text;
            if (kept.contains(text) || !bare.remove(kPlace).contains(kWord)) {
                continue;
            }
            if (!text.contains(kPlace)) {
                dictionary.whole.insert(text);
                continue;
            }
            QStringList parts;
            for (const QString &part : text.split(kPlace)) {
                parts.append(QRegularExpression::escape(part));
            }
            dictionary.patterns.append(
                QRegularExpression(QRegularExpression::anchoredPattern(parts.join(u".+"_s))));
        }
    }
    return dictionary;
}

[[nodiscard]] bool isEnglish(const QString &text)
{
    static const Dictionary kDictionary = makeDictionary();
    // A language is called by its own name in every language.
    return (text != "English"_L1 && kDictionary.whole.contains(text))
        || std::ranges::any_of(kDictionary.patterns,
            [&](const QRegularExpression &pattern) { return pattern.match(text).hasMatch(); });
}

} // namespace

QStringList visibleWords(const QWidget &window)
{
    QStringList words;
    if (window.isVisible()) {
        addOwn(window, words);
    }
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->isVisible()) {
            addOwn(*widget, words);
        }
    }
    words.removeAll(QString());
    words.removeDuplicates();
    words.sort();
    return words;
}

QStringList untranslated(const QStringList &words)
{
    // Facts are strung together with dots, lines and "key: value".
    static const QRegularExpression kJoint(u"\\n| · |: |, "_s);
    QStringList found;
    for (const QString &word : words) {
        QStringList pieces = word.split(kJoint);
        pieces.append(word);
        for (const QString &piece : std::as_const(pieces)) {
            if (isEnglish(piece.trimmed())) {
                found.append(word);
                break;
            }
        }
    }
    return found;
}

QStringList chinese(const QStringList &words)
{
    static const QRegularExpression kHan(u"\\p{Han}"_s);
    return words.filter(kHan);
}

QStringList cutButtons(const QWidget &window)
{
    QStringList cut;
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        const bool isShort = button->width() < button->sizeHint().width();
        // Tiles elide and say so; the rail is as wide as it is, and its words are short.
        const bool mayElide = qobject_cast<const StatTile *>(button) != nullptr
            || qobject_cast<const NavigationRail *>(button->parentWidget()) != nullptr;
        if (button->isVisible() && !button->text().isEmpty() && isShort && button->toolTip().isEmpty()
            && !mayElide) {
            cut.append(button->text());
        }
    }
    return cut;
}

} // namespace qd::test
