#include "app/gui/desktop.h"

#include "app/gui/character_link.h"
#include "app/gui/crash_link.h"
#include "app/gui/figures_link.h"
#include "app/gui/machine_link.h"
#include "app/gui/memory_link.h"
#include "app/gui/model_link.h"
#include "app/gui/output_link.h"
#include "app/gui/preview_link.h"
#include "app/gui/problem_report.h"
#include "app/gui/prompt_link.h"
#include "app/gui/settings_link.h"
#include "app/gui/video_link.h"
#include "app/gui/voice_link.h"
#include "app/session/log_files.h"
#include "ui/docks/character_dock.h"
#include "ui/docks/log_dock.h"
#include "ui/docks/machine_dock.h"
#include "ui/docks/memory_dock.h"
#include "ui/docks/model_dock.h"
#include "ui/docks/output_dock.h"
#include "ui/docks/prompt_dock.h"
#include "ui/docks/statistics_dock.h"
#include "ui/docks/voice_dock.h"
#include "ui/models/message_words.h"
#include "ui/shell/preview_panel.h"
#include "ui/shell/report_window.h"
#include "ui/widgets/status_strip.h"

#include <QApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace imprint::app {
namespace {

using ui::WindowAction;

// What messages are about, where several are about one thing.
const QString kWelcome = QStringLiteral("welcome");
const QString kRecordingMessage = QStringLiteral("recording");

void showInFolder(const QString& path)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
}

/// As the live run's, with a log of its own.
EngineHostSettings exportEngine(EngineHostSettings engine, const QString& log)
{
    if (!log.isEmpty())
        engine.program.arguments = {"--log-file", exportLogFile(log.toStdString())};
    return engine;
}

bool runs(const OutputReport& report)
{
    return report.phase != OutputPhase::Ended && !report.stats.failed;
}

} // namespace

Desktop::Desktop(StudioSettings settings, DesktopLog log)
    : m_studio(std::make_unique<Studio>(settings))
    , m_log(std::move(log))
{
    buildWindow();
    connectMessages();
    connectLiveActions();
    connectHelp();
    m_workshop = std::make_unique<Workshop>(WorkshopParts{.window = *m_window,
                                                          .messages = *m_messages,
                                                          .studio = *m_studio,
                                                          .character = *m_character,
                                                          .prompt = *m_prompt,
                                                          .voice = *m_voice,
                                                          .models = *m_models,
                                                          .outputs = *m_outputs},
                                            exportEngine(settings.engine, m_log.file));
    new VideoLink({.window = *m_window,
                   .messages = *m_messages,
                   .studio = *m_studio,
                   .prompt = *m_prompt,
                   .voice = *m_voiceDock,
                   .character = *m_characterDock,
                   .outputs = *m_outputs},
                  this);
    m_reports = std::make_unique<ui::ReportWindow>(m_window.get());
    m_crashes =
        std::make_unique<CrashLink>(*m_messages, *m_reports, *m_studio, m_log.file.toStdString());
    connect(m_studio.get(), &Studio::snapshotTaken, this, &Desktop::noteSnapshot);
    connect(m_window.get(), &ui::MainWindow::quitWanted, this, &Desktop::leave);
    connect(m_settings, &SettingsLink::quitWished, this, &Desktop::leave);
    connect(m_window.get(), &ui::MainWindow::closeWanted, this,
            [this] { m_settings->hidesWhenClosed() ? m_window->hide() : leave(); });
    connect(m_studio.get(), &Studio::closed, m_window.get(), &ui::MainWindow::leave);
}

Desktop::~Desktop() = default;

void Desktop::show()
{
    m_window->show();
    m_window->setFocus(); // no button is marked before its user reaches for the keys
    m_studio->open();
}

void Desktop::buildWindow()
{
    // A graphics card is asked for once; without one painting by the processor is the cheaper way.
    const ui::MakeSurface surface =
        ui::hasHardwareOpenGl() ? ui::makeGlSurface : ui::makeRasterSurface;
    auto* preview = new ui::PreviewPanel(surface);
    m_window = std::make_unique<ui::MainWindow>(preview, buildDocks());
    m_window->setStatusWidget(m_status);
    m_outputs->connectActions(*m_window);
    m_messages = new ui::MessageBar(m_window.get());
    m_window->addBanner(m_messages);
    m_settings = new SettingsLink(*m_window, *m_studio, *m_outputs, *m_streamKey, this);
    connect(m_settings, &SettingsLink::hubTokenChanged, this,
            [this](const QString& token) { m_models->setToken(token.toStdString()); });
    connect(m_settings, &SettingsLink::problem, this,
            [this](const QString& text, const QString& hint) {
                m_messages->post({.severity = ui::Severity::Warning, .text = text, .hint = hint});
            });
    auto* link = new PreviewLink(*m_window, *m_studio, this);
    connect(link, &PreviewLink::firstPictureShown, this, &Desktop::firstPictureShown);
    connect(link, &PreviewLink::snapshotSaved, this, [this](const QString& path) {
        m_messages->post({.key = QStringLiteral("snapshot"),
                          .text = tr("The picture is saved: %1").arg(QFileInfo(path).fileName()),
                          .hint = {},
                          .actions = {{tr("Open folder"), [path] { showInFolder(path); }}},
                          .answers = true,
                          .passes = true});
    });
}

/// In the order in which they are laid out. Each is connected by its own link; the window owns them.
std::vector<ui::DockPlace> Desktop::buildDocks()
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    auto* character = m_characterDock = new ui::CharacterDock;
    m_character =
        new CharacterLink(*character, *m_studio, data + QStringLiteral("/faces"), character);
    m_prompt = new ui::PromptDock;
    new PromptLink(*m_prompt, *m_studio, m_prompt);
    auto* voice = m_voiceDock = new ui::VoiceDock;
    m_voice = new VoiceLink(*voice, *m_studio, voice);
    auto* memory = new ui::MemoryDock;
    new MemoryLink(*memory, *m_studio, memory);
    auto* output = new ui::OutputDock;
    m_outputs = new OutputLink(*output, *m_studio, output);
    m_streamKey = &output->streamKeyField();
    auto* statistics = new ui::StatisticsDock;
    m_status = new ui::StatusStrip;
    new FiguresLink(*statistics, *m_status, *m_studio, statistics);
    auto* log = new ui::LogDock;
    new LogLink(*log, m_log, log);
    auto* machine = new ui::MachineDock;
    new MachineLink(*machine, machine);
    auto* models = new ui::ModelDock;
    m_models = new ModelLink(*models, *m_studio, models);
    return {
        {.dock = character, .area = Qt::LeftDockWidgetArea},
        {.dock = m_prompt,
         .area = Qt::LeftDockWidgetArea,
         .stacking = ui::DockStacking::BehindIfLow},
        {.dock = models, .area = Qt::LeftDockWidgetArea, .stacking = ui::DockStacking::Behind},
        {.dock = memory, .area = Qt::RightDockWidgetArea, .share = 2},
        {.dock = voice, .area = Qt::RightDockWidgetArea, .stacking = ui::DockStacking::BehindIfLow},
        {.dock = output,
         .area = Qt::RightDockWidgetArea,
         .stacking = ui::DockStacking::BehindIfLow},
        {.dock = statistics, .area = Qt::RightDockWidgetArea, .stacking = ui::DockStacking::Behind},
        {.dock = log, .area = Qt::BottomDockWidgetArea, .shown = false},
        {.dock = machine,
         .area = Qt::RightDockWidgetArea,
         .stacking = ui::DockStacking::Behind,
         .shown = false}};
}

void Desktop::connectMessages()
{
    connect(m_studio.get(), &Studio::problem, this,
            [this](const QString& text, const QString& hint) {
                ui::Message message{.key = {},
                                    .severity = ui::Severity::Error,
                                    .text = text,
                                    .hint = hint,
                                    .actions = {}};
                if (m_studio->state() == StudioState::Failed) {
                    message.key = QStringLiteral("engine");
                    message.actions.push_back({tr("Try again"), [this] { m_studio->open(); }});
                }
                m_messages->post(message);
            });
    connect(m_studio.get(), &Studio::opened, this,
            [this] { m_messages->withdraw(QStringLiteral("engine")); });
    connect(m_studio.get(), &Studio::recordingStarted, this, &Desktop::tellRecording);
    connect(m_outputs, &OutputLink::recordingEnded, this, &Desktop::tellRecorded);
    connect(m_voice, &VoiceLink::troubleChanged, this, &Desktop::tellVoiceTrouble);
    connect(this, &Desktop::firstPictureShown, this, &Desktop::welcome);
}

void Desktop::tellVoiceTrouble(const QString& trouble)
{
    const QString key = QStringLiteral("voice");
    if (trouble.isEmpty()) {
        m_messages->withdraw(key);
        return;
    }
    m_messages->withdraw(kWelcome);
    m_messages->post({.key = key,
                      .severity = ui::Severity::Warning,
                      .text = tr("The face hears nothing"),
                      .hint = ui::sentence(trouble),
                      .actions = {{tr("Voice"), [this] { m_window->raiseDock(*m_voiceDock); }}}});
}

/// The first words that a new user reads: once, beside the picture that they are about.
void Desktop::welcome()
{
    const bool hears = m_latest.stats.source.trouble.empty() && !m_studio->makesOfWords();
    if (!hears || !m_settings->takeFirstStart())
        return;
    m_messages->post(
        {.key = kWelcome,
         .text = tr("Speak: the face says it with you"),
         .hint =
             tr("Other faces are on the left; a sound file can speak in your place, see Voice.")});
}

/// That it goes on is said by the lamp in the status bar.
void Desktop::tellRecording(const QString& path)
{
    const QString text = tr("Recording to %1").arg(QFileInfo(path).fileName());
    m_status->say(text);
    m_messages->post({.key = kRecordingMessage, .text = text, .answers = true});
}

void Desktop::tellRecorded(const QString& path, const QString& trouble)
{
    const QString file = QFileInfo(path).fileName();
    const bool whole = trouble.isEmpty();
    const QString text = (whole ? tr("Recorded: %1") : tr("The recording broke off: %1")).arg(file);
    m_status->say(text);
    m_messages->post(
        {.key = kRecordingMessage,
         .severity = whole ? ui::Severity::Good : ui::Severity::Error,
         .text = text,
         .hint = whole ? QString() : tr("%1 What was recorded is kept.").arg(ui::sentence(trouble)),
         .actions = {{tr("Open folder"), [path] { showInFolder(path); }}},
         .answers = true,
         .passes = whole});
}

void Desktop::connectLiveActions()
{
    const auto on = [this](WindowAction action, auto&& reaction) {
        connect(&m_window->action(action), &QAction::triggered, this, reaction);
    };
    on(WindowAction::Mute, [this](bool muted) { m_studio->setMuted(muted); });
    on(WindowAction::Pause, [this](bool paused) { m_studio->setPaused(paused); });
    on(WindowAction::NewPerson, [this] { m_studio->restartWith(m_studio->config()); });
    connect(m_studio.get(), &Studio::voiceChanged, this, [this](const audio::VoiceSettings& voice) {
        m_window->action(WindowAction::Mute).setChecked(voice.muted);
    });
}

void Desktop::noteSnapshot(const StudioSnapshot& snapshot)
{
    const std::string& refused = snapshot.stats.engine.refused;
    if (!refused.empty() && refused != m_latest.stats.engine.refused) {
        m_studio->takeBackPerson();
        m_messages->post({.key = QStringLiteral("person"),
                          .severity = ui::Severity::Error,
                          .text = tr("This person cannot be shown; the one before is back."),
                          .hint = ui::inWords(refused),
                          .actions = {}});
    }
    if (snapshot.stats.level.speech)
        m_messages->withdraw(kWelcome); // it is done
    m_latest = snapshot;
}

void Desktop::connectHelp()
{
    connect(&m_window->action(WindowAction::Report), &QAction::triggered, this,
            &Desktop::reportProblem);
    connect(&m_window->action(WindowAction::About), &QAction::triggered, this, [this] {
        m_messages->post({.key = QStringLiteral("about"),
                          .text = tr("Imprint %1: live avatars and long AI video, with a KV cache "
                                     "you can see and shrink")
                                      .arg(QApplication::applicationVersion()),
                          .hint = tr("Free software under the Apache License 2.0; made with Qt %1, "
                                     "FFmpeg and LibTorch.")
                                      .arg(QLatin1String(qVersion())),
                          .answers = true});
    });
}

/// The machine is asked as well, which takes some seconds.
void Desktop::reportProblem()
{
    m_messages->post({.key = QStringLiteral("report"),
                      .text = tr("Collecting what helps to find the problem…"),
                      .answers = true});
    ProblemFacts facts;
    facts.version = QApplication::applicationVersion().toStdString();
    facts.model = m_studio->modelName();
    facts.config = m_studio->config();
    facts.stats = m_latest.stats;
    if (m_log.tail)
        facts.lines = m_log.tail->after(0);
    const auto tell = [this](ui::Message message) {
        message.key = QStringLiteral("report");
        message.answers = true;
        QMetaObject::invokeMethod(
            this, [this, message] { m_messages->post(message); }, Qt::QueuedConnection);
    };
    m_reporter = std::jthread([facts = std::move(facts), tell] {
        try {
            const QString path =
                QString::fromStdString(writeProblemReport(facts, std::chrono::system_clock::now()));
            tell({.key = {},
                  .text = tr("The report is written: %1").arg(QFileInfo(path).fileName()),
                  .hint = tr("Read it before you give it to anybody. Nothing was sent."),
                  .actions = {{tr("Open folder"), [path] { showInFolder(path); }}}});
        } catch (const Error& error) {
            tell({.key = {},
                  .severity = ui::Severity::Error,
                  .text = ui::inWords(error.what()),
                  .hint = ui::inWords(error.hint()),
                  .actions = {}});
        }
    });
}

bool Desktop::isOnAir() const
{
    return std::any_of(m_latest.outputs.begin(), m_latest.outputs.end(), runs);
}

void Desktop::leave()
{
    const bool onAir = isOnAir();
    const bool asks = m_settings->general().askBeforeClosing;
    if (!asks || (!onAir && !m_workshop->isExporting())) {
        m_studio->close();
        return;
    }
    m_window->show(); // where the question stands
    m_messages->post(
        {.key = QStringLiteral("leave"),
         .severity = ui::Severity::Warning,
         .text = onAir ? tr("Imprint is live. Quit, and end recording, camera and stream?")
                       : tr("Movies are being exported. Quit, and cancel them?"),
         .hint = onAir ? tr("What was recorded is kept.")
                       : tr("Their takes are kept, and can be exported again."),
         .actions = {{tr("Quit"), [this] { m_studio->close(); }}},
         .answers = true});
}

} // namespace imprint::app
