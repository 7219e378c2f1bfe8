#pragma once

#include <QString>

/// How the settings of every struct are called in the window. Field lists have keys, and help for the command line, in English;
/// here each key has a label, a unit and a sentence that stands alone, all marked for translation. A test notices a field that
/// is missing.
namespace imprint::ui {

/// A key that the table lacks gets a label made of the key itself: "kvWindowFrames" becomes "Kv window frames".
QString fieldLabel(const QString& key);
QString fieldUnit(const QString& key); ///< with the space in front; empty for most
QString fieldHelp(const QString& key, const QString& otherwise);

/// A value of an enumeration for people; its stored name if the table lacks it.
QString choiceLabel(const QString& key, const QString& choice);

/// Whether the table knows it.
bool hasFieldWords(const QString& key);
bool hasChoiceWords(const QString& key, const QString& choice);

} // namespace imprint::ui
