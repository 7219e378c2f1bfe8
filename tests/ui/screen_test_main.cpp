// The tests of the real window: a screen, a sound server and a home of their own, made before the first thread of Qt.

#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "tests/ui/stage.h"
#include "ui/shell/translation.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QLocale>

#include <cstring>
#include <optional>

int main(int argc, char** argv)
{
    const bool lists = argc > 1 && std::strncmp(argv[1], "--list", 6) == 0;
    if (lists)
        return Catch::Session().run(argc, argv);
    if (imprint::test::Stage::skipped())
        return 0;
    const imprint::test::Stage stage;
    QLocale::setDefault(QLocale::c());
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("imprint"));
    QApplication::setQuitOnLastWindowClosed(false);
    const bool light = qEnvironmentVariable("IMPRINT_TEST_THEME") == QStringLiteral("light");
    imprint::ui::applyTheme(application,
                            light ? imprint::ui::Appearance::Light : imprint::ui::Appearance::Dark);
    const auto language = qEnvironmentVariable("IMPRINT_TEST_LANGUAGE") == QStringLiteral("de")
                              ? imprint::ui::Language::German
                              : imprint::ui::Language::English;
    const auto texts = imprint::ui::installLanguage(application, language);
    return Catch::Session().run(argc, argv);
}
