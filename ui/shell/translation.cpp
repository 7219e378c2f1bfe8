#include "ui/shell/translation.h"

#include "engine/core/error.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace imprint::ui {

QStringList translatedLanguages()
{
    return {QStringLiteral("de")};
}

QString languageOf(Language choice)
{
    if (choice == Language::English)
        return QStringLiteral("en");
    if (choice == Language::German)
        return QStringLiteral("de");
    for (const QString& wanted : QLocale::system().uiLanguages()) {
        const QString language = wanted.section(QLatin1Char('-'), 0, 0);
        if (language == QLatin1String("en") || translatedLanguages().contains(language))
            return language;
    }
    return QStringLiteral("en");
}

std::vector<std::unique_ptr<QTranslator>> installLanguage(QCoreApplication& application,
                                                          Language choice)
{
    const QString language = languageOf(choice);
    if (choice != Language::System)
        QLocale::setDefault(QLocale(language));
    std::vector<std::unique_ptr<QTranslator>> installed;
    if (language == QLatin1String("en"))
        return installed;
    auto own = std::make_unique<QTranslator>();
    const bool loaded =
        own->load(QStringLiteral(":/imprint/translations/imprint_%1.qm").arg(language));
    IMPRINT_ASSERT(loaded, "no texts in the language ", language.toStdString());
    installed.push_back(std::move(own));
    // Qt's own buttons and dialogs: on a machine without its texts they stay English.
    auto qt = std::make_unique<QTranslator>();
    if (qt->load(QStringLiteral("qtbase_") + language,
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        installed.push_back(std::move(qt));
    for (const auto& translator : installed)
        application.installTranslator(translator.get());
    return installed;
}

} // namespace imprint::ui
