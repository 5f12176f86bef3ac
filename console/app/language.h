// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTranslator>

namespace qd::console {

/// The language of the program: installs the translation and the default locale, at start and at run time.
class Language final : public QObject
{
    Q_OBJECT

public:
    explicit Language(QObject *parent = nullptr);

    /// @param name  "en", "zh_CN"; empty follows the system; a language without translation reads as English
    void apply(const QString &name);

private:
    QTranslator m_translator;
    QTranslator m_qtTranslator; ///< words of Qt's own dialogs
};

} // namespace qd::console
