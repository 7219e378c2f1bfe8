#include "app/gui/crash_link.h"

#include "app/gui/crash_report.h"
#include "app/session/state_directory.h"
#include "engine/core/log.h"
#include "engine/core/whole_file.h"
#include "ui/models/message_words.h"
#include "ui/models/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QSysInfo>

#include <utility>

namespace imprint::app {
namespace {

constexpr int kNoteMs = 1000;

std::string systemText()
{
    return QStringLiteral("%1, kernel %2, %3, Qt %4")
        .arg(QSysInfo::prettyProductName(), QSysInfo::kernelVersion(),
             QSysInfo::currentCpuArchitecture(), QLatin1String(qVersion()))
        .toStdString();
}

} // namespace

CrashLink::CrashLink(ui::MessageBar& messages, ui::ReportWindow& window, Studio& studio,
                     std::string log, std::string stateFolder, QObject* parent)
    : QObject(parent)
    , m_messages(messages)
    , m_window(window)
    , m_studio(studio)
    , m_office([](const Error& error) { imprint::log(LogLevel::Warning, error.oneLine()); })
{
    m_run.version = QCoreApplication::applicationVersion().toStdString();
    m_run.model = studio.modelName();
    m_run.settings = studio.config();
    m_run.startedAt = QDateTime::currentSecsSinceEpoch();
    m_run.log = std::move(log);
    begin(std::move(stateFolder));
    m_noteTimer.setSingleShot(true);
    m_noteTimer.setInterval(kNoteMs);
    connect(&m_noteTimer, &QTimer::timeout, this, &CrashLink::noteRun);
    connect(&studio, &Studio::configChanged, &m_noteTimer, qOverload<>(&QTimer::start));
    connect(&studio, &Studio::opened, &m_noteTimer, qOverload<>(&QTimer::start));
    connect(&studio, &Studio::snapshotTaken, this, &CrashLink::watchEngine);
    connect(&window, &ui::ReportWindow::saveWanted, this, &CrashLink::save);
}

/// Marks this run, and looks for those that nobody ended.
void CrashLink::begin(std::string stateFolder)
{
    post([this, stateFolder = std::move(stateFolder), run = m_run] {
        const std::string folder = runFolder(stateFolder.empty() ? stateDirectory() : stateFolder);
        std::vector<LostRun> lost = findLostRuns(folder);
        const auto mark = std::make_shared<RunMark>(folder, run);
        onGui([this, mark] { m_mark = mark; });
        if (lost.empty())
            return;
        const RunNote latest = lost.front().note;
        for (LostRun& one : lost)
            one.discard(); // offered once: whoever does not want to know is not asked again
        onGui([this, latest] {
            offer(tr("Imprint did not end as it should the last time."),
                  tr("It crashed, or something ended it."),
                  "Imprint did not end as it should: it crashed, or something ended it.", latest);
        });
    });
}

void CrashLink::noteRun()
{
    m_run.model = m_studio.modelName();
    m_run.settings = m_studio.config();
    if (m_mark)
        post([mark = m_mark, run = m_run] { mark->note(run.model, run.settings); });
}

void CrashLink::watchEngine(const StudioSnapshot& snapshot)
{
    const LiveEngineStatus& engine = snapshot.stats.engine;
    const bool another = engine.failures > std::exchange(m_failures, engine.failures);
    if (!another || engine.trouble.empty()) // a new run begins to count anew
        return;
    noteRun();
    offer(tr("The engine failed and is started again. Recording and stream go on."),
          ui::sentence(ui::inWords(engine.trouble)), concat("The engine failed: ", engine.trouble),
          m_run);
}

void CrashLink::offer(const QString& text, const QString& hint, const std::string& what,
                      const RunNote& run)
{
    const auto tell = [this, what, run] {
        post([this, what, run] {
            const std::string report = crashReport(factsOfCrash(what, run, systemText()));
            onGui([this, report] { m_window.showText(QString::fromStdString(report)); });
        });
    };
    m_messages.post({.key = QStringLiteral("crash"),
                     .severity = ui::Severity::Warning,
                     .text = text,
                     .hint = hint,
                     .actions = {{tr("What happened?"), tell}}});
}

void CrashLink::save(const QString& file)
{
    post([this, file, text = m_window.text().toStdString()] {
        ui::Message told{.key = QStringLiteral("crash"),
                         .text = tr("The report is written: %1").arg(QFileInfo(file).fileName()),
                         .hint = {},
                         .actions = {}};
        try {
            writeWholeFile(file.toStdString(), [&](std::ostream& out) { out << text; });
        } catch (const Error& error) {
            told.severity = ui::Severity::Error;
            told.text = ui::sentence(ui::inWords(error.what()));
            told.hint = ui::inWords(error.hint());
        }
        onGui([this, told] { m_messages.post(told); });
    });
}

void CrashLink::post(BackOffice::Task task)
{
    if (!m_office.post(std::move(task)))
        log(LogLevel::Warning, "too much waits to be noted for a report");
}

void CrashLink::onGui(std::function<void()> task)
{
    QMetaObject::invokeMethod(this, std::move(task), Qt::QueuedConnection);
}

} // namespace imprint::app
