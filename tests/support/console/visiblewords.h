// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace qd::test {

/// Every word that a window shows or tells a screen reader at this moment: labels, buttons, placeholders, tool
/// tips, headers, cells on screen, tiles, cards, states. Without repetition, sorted.
[[nodiscard]] QStringList visibleWords(const QWidget &window);

/// Those of the words that are English of the translation files although Chinese says it in another way.
[[nodiscard]] QStringList untranslated(const QStringList &words);

/// Those with Chinese letters.
[[nodiscard]] QStringList chinese(const QStringList &words);

/// Buttons that are narrower than their words.
[[nodiscard]] QStringList cutButtons(const QWidget &window);

} // namespace qd::test
