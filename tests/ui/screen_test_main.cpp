// The tests of the real window: a screen, a sound server and a home of their own, made before the first thread of Qt.

#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "tests/ui/stage.h"
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
    imprint::ui::applyTheme(application, imprint::ui::ThemeChoice::Dark);
    return Catch::Session().run(argc, argv);
}
