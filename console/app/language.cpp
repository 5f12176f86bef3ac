// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/app/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

/// The compiled translations lie in a static library; outside any namespace, as the macro wants.
static void loadTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace qd::console {

using namespace Qt::StringLiterals;

Language::Language(QObject *parent)
    : QObject(parent)
{
    loadTranslations();
}

void Language::apply(const QString &name)
{
    const QLocale wanted = name.isEmpty() ? QLocale::system() : QLocale(name);
    const bool isChinese = wanted.language() == QLocale::Chinese;
    const QLocale locale = isChinese            ? QLocale(u"zh_CN"_s)
        : wanted.language() == QLocale::English ? wanted
                                                : QLocale(u"en"_s);
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_translator);
    QCoreApplication::removeTranslator(&m_qtTranslator);
    // English has a file too: it knows the plural forms.
    if (m_translator.load(isChinese ? u":/i18n/quarterdeck_zh_CN.qm"_s : u":/i18n/quarterdeck_en.qm"_s)) {
        QCoreApplication::installTranslator(&m_translator);
    }
    if (isChinese
        && m_qtTranslator.load(u"qtbase_zh_CN"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qtTranslator);
    }
}

} // namespace qd::console
