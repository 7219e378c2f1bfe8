#include "app/gui/desktop.h"
#include "app/gui/quit_signals.h"
#include "app/gui/settings_link.h"
#include "app/session/crash_trace.h"
#include "app/session/log_files.h"
#include "audio/file/ffmpeg_log.h"
#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/core/log_tail.h"
#include "engine/core/log_targets.h"
#include "ui/shell/translation.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

namespace {

using namespace imprint;

constexpr std::size_t kLogLines = 2000; // between two looks of the window

/// What the command line asks for.
struct Options {
    std::string model = "pocket";
    std::string microphone;
    std::optional<ui::Appearance> theme; ///< nothing: as the settings say
};

/// Ends the program for --help and --version. Throws Error(BadConfig).
Options optionsOf()
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Live avatars and long AI video"));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
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
    if (!parser.parse(QApplication::arguments())) {
        QString mistake = parser.errorText();
        if (mistake.endsWith(QLatin1Char('.'))) // an Error's words end without one
            mistake.chop(1);
        throw Error(ErrorCode::BadConfig, mistake.toStdString(), "See imprint --help");
    }
    if (parser.isSet(help))
        parser.showHelp();
    if (parser.isSet(version))
        parser.showVersion();
    return {.model = parser.value(model).toStdString(),
            .microphone = parser.value(microphone).toStdString(),
            .theme = parser.isSet(theme) ? std::optional(parseEnum<ui::Appearance>(
                                               "theme", parser.value(theme).toStdString()))
                                         : std::nullopt};
}

/// To the terminal, to the window and to a file of this run. Without a folder to write to it does without the file.
app::DesktopLog openLogs()
{
    const auto tail = std::make_shared<LogTail>(kLogLines);
    LogTargets targets{.terminal = LogLevel::Info, .kept = LogLevel::Info, .tail = tail};
    std::string folder;
    std::string trouble;
    try {
        folder = app::logFolder();
        targets.file = app::newLogFile(folder, std::chrono::system_clock::now(), getpid());
        openLog(targets);
        app::writeTraceOnCrash(targets.file);
    } catch (const Error& error) {
        trouble = error.oneLine();
        targets.file.clear();
        openLog(targets);
    }
    log(LogLevel::Info, concat("imprint ", IMPRINT_VERSION, ", process ", getpid()));
    if (!trouble.empty())
        log(LogLevel::Warning, trouble);
    return {.tail = tail,
            .folder = QString::fromStdString(folder),
            .file = QString::fromStdString(targets.file)};
}

int runProgram(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("imprint"));
    QApplication::setApplicationDisplayName(QStringLiteral("Imprint"));
    QApplication::setApplicationVersion(QStringLiteral(IMPRINT_VERSION));
    QApplication::setWindowIcon(ui::applicationIcon());
    const ui::GeneralSettings general = app::storedGeneral();
    const auto texts = ui::installLanguage(application, general.language);
    const Options options = optionsOf();
    const app::DesktopLog log = openLogs();
    audio::routeFfmpegLog();
    ui::applyTheme(application, options.theme.value_or(general.appearance));
    app::StudioSettings settings;
    settings.engine.model = options.model;
    if (!log.file.isEmpty())
        settings.engine.program.arguments = {"--log-file",
                                             app::engineLogFile(log.file.toStdString())};
    settings.microphone = options.microphone;
    app::Desktop desktop(std::move(settings), log);
    const app::QuitSignals signals([&desktop] { desktop.quit(); });
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
