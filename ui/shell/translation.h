#pragma once

#include "ui/models/general_settings.h"

#include <QTranslator>

#include <memory>
#include <vector>

class QCoreApplication;

namespace imprint::ui {

/// Languages that are complete, as in file names: "de". English is not among them: it is in the sources.
QStringList translatedLanguages();

/// The language that a choice means on this desktop: "en" or one of translatedLanguages().
QString languageOf(Language choice);

/// Installs the texts of Imprint and of Qt itself before any window is made, and makes numbers follow the language. Returns what
/// must live as long as the application; empty for English. Throws Error(Internal) if a language is missing in the program.
std::vector<std::unique_ptr<QTranslator>> installLanguage(QCoreApplication& application,
                                                          Language choice);

} // namespace imprint::ui
