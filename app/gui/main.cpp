#include "app/gui/desktop.h"
#include "app/gui/settings_link.h"
#include "audio/file/ffmpeg_log.h"
#include "engine/core/error.h"
#include "engine/core/log.h"
#include "ui/shell/translation.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>
#include <optional>
#include <utility>

namespace {

using namespace imprint;

/// What the command line asks for.
struct Options {
    std::string model = "pocket";
    std::string microphone;
    std::optional<ui::ThemeChoice> theme; ///< nothing: as the settings say
};

ui::ThemeChoice themeNamed(const QString& name)
{
    if (name == QStringLiteral("light"))
        return ui::ThemeChoice::Light;
    if (name == QStringLiteral("dark"))
        return ui::ThemeChoice::Dark;
    if (name == QStringLiteral("system"))
        return ui::ThemeChoice::System;
    throw Error(ErrorCode::BadConfig, concat("there is no theme '", name.toStdString(), "'"),
                "Use light, dark or system");
}

Options optionsOf(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Live avatars and long AI video"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption model(QStringLiteral("model"),
                                   QApplication::translate("main", "Model to begin with."),
                                   QStringLiteral("NAME"), QStringLiteral("pocket"));
    const QCommandLineOption microphone(
        QStringLiteral("mic"), QApplication::translate("main", "Microphone to begin with."),
        QStringLiteral("NAME"));
    const QCommandLineOption theme(QStringLiteral("theme"),
                                   QApplication::translate("main", "light, dark or system."),
                                   QStringLiteral("THEME"), QStringLiteral("system"));
    parser.addOptions({model, microphone, theme});
    parser.process(application);
    return {.model = parser.value(model).toStdString(),
            .microphone = parser.value(microphone).toStdString(),
            .theme = parser.isSet(theme) ? std::optional(themeNamed(parser.value(theme)))
                                         : std::nullopt};
}

int runProgram(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("imprint"));
    QApplication::setApplicationDisplayName(QStringLiteral("Imprint"));
    QApplication::setApplicationVersion(QStringLiteral(IMPRINT_VERSION));
    QApplication::setWindowIcon(ui::applicationIcon());
    const auto general =
        ui::SettingsStore(app::settingsFile()).load<ui::GeneralSettings>(QStringLiteral("general"));
    const auto texts = ui::installLanguage(application, general.language);
    const Options options = optionsOf(application);
    openLog(LogLevel::Info);
    audio::routeFfmpegLog();
    ui::applyTheme(application, options.theme.value_or(app::themeOf(general.appearance)));
    app::StudioSettings settings;
    settings.engine.model = options.model;
    settings.microphone = options.microphone;
    app::Desktop desktop(std::move(settings));
    desktop.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return runProgram(argc, argv);
    } catch (const Error& error) {
        std::fprintf(stderr, "imprint: %s\n", error.oneLine().c_str());
        return error.code() == ErrorCode::BadConfig ? 2 : 1;
    }
}
