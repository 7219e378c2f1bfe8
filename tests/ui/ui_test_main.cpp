#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QLocale>

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM",
            "offscreen"); // these tests need no screen; ctest asks for their names without one
    QLocale::setDefault(QLocale::c());
    QApplication application(argc, argv);
    imprint::ui::applyTheme(application, imprint::ui::Appearance::Dark);
    return Catch::Session().run(argc, argv);
}
