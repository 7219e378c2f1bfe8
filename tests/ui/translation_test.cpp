#include "ui/shell/translation.h"

#include "ui/models/words.h"
#include "ui/settings/settings_dialog.h"

#include <catch2/catch.hpp>

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

using namespace imprint::ui;

namespace {

struct Text {
    QString source;
    QStringList translations; // more than one where a number decides
    bool finished = false;
};

std::vector<Text> textsOf(const QString& language)
{
    QFile file(
        QStringLiteral(IMPRINT_SOURCE "/resources/translations/imprint_%1.ts").arg(language));
    REQUIRE(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    std::vector<Text> texts;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("message"))
            texts.emplace_back();
        else if (xml.name() == QLatin1String("source"))
            texts.back().source = xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            texts.back().finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            texts.back().translations
                << xml.readElementText(QXmlStreamReader::IncludeChildElements);
        }
    }
    REQUIRE_FALSE(xml.hasError());
    return texts;
}

QSet<QString> placeholders(const QString& text)
{
    static const QRegularExpression kPlaceholder(QStringLiteral("%(?:[0-9]{1,2}|n)"));
    QSet<QString> found;
    for (const auto& match : kPlaceholder.globalMatch(text))
        found.insert(match.captured());
    return found;
}

} // namespace

TEST_CASE(
    "Translation: every text of the second language is there, with the same places for values",
    "[ui][translation]")
{
    for (const QString& language : translatedLanguages()) {
        const auto texts = textsOf(language);
        REQUIRE(texts.size() > 300);
        for (const Text& text : texts) {
            CAPTURE(text.source.toStdString());
            CHECK(text.finished);
            for (const QString& translation : text.translations) {
                CAPTURE(translation.toStdString());
                CHECK_FALSE(translation.trimmed().isEmpty());
                CHECK(placeholders(translation) == placeholders(text.source));
                CHECK(translation.count(QLatin1Char('&')) == text.source.count(QLatin1Char('&')));
                CHECK(translation.endsWith(QStringLiteral("…")) ==
                      text.source.endsWith(QStringLiteral("…")));
            }
        }
    }
}

TEST_CASE("Translation: texts of classes, of free functions and of fields change with the language",
          "[ui][translation]")
{
    const QString english = SettingsDialog::tr("Recording");
    CHECK(english == QStringLiteral("Recording"));
    {
        const auto german = installLanguage(*qApp, Language::German);
        CHECK(SettingsDialog::tr("Recording") == QStringLiteral("Aufnahme"));
        CHECK(decibelText(-120) == QStringLiteral("still")); // a free function
        CHECK(fieldSpecs<GeneralSettings>()[1].label == QStringLiteral("Sprache")); // a table
        CHECK(bytesText(3400) == QStringLiteral("3,4 KB")); // numbers follow
    }
    QLocale::setDefault(QLocale::c());
    CHECK(SettingsDialog::tr("Recording") == english);
}

TEST_CASE("Translation: a choice counts, else the desktop", "[ui][translation]")
{
    CHECK(languageOf(Language::English) == QStringLiteral("en"));
    CHECK(languageOf(Language::German) == QStringLiteral("de"));
    const QString desktop = languageOf(Language::System);
    CHECK((desktop == QStringLiteral("en") || translatedLanguages().contains(desktop)));
    CHECK(installLanguage(*qApp, Language::English).empty());
    QLocale::setDefault(QLocale::c());
}
