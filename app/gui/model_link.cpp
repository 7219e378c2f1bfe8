#include "app/gui/model_link.h"

#include "engine/core/machine_memory.h"
#include "ui/models/message_words.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace imprint::app {
namespace {

constexpr int kModelLookMs = 400;
constexpr double kForecastSeconds = 60; // caches are full by then

bool isRunning(const ModelTransfer& transfer)
{
    return transfer.phase == DownloadPhase::Waiting || transfer.phase == DownloadPhase::Fetching ||
           transfer.phase == DownloadPhase::Checking;
}

} // namespace

ModelLink::ModelLink(ui::ModelDock& dock, Studio& studio, QObject* parent)
    : QObject(parent)
    , m_dock(dock)
    , m_studio(studio)
    , m_office([this](const Error& error) {
        QMetaObject::invokeMethod(
            this,
            [this, text = ui::inWords(error.what()), hint = ui::inWords(error.hint())] {
                m_dock.showMessage(text, hint);
            },
            Qt::QueuedConnection);
    })
{
    connectWishes();
    m_timer.setInterval(kModelLookMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const auto transfers = m_downloader->transfers();
        if (std::none_of(transfers.begin(), transfers.end(), isRunning)) {
            m_timer.stop();
            look(); // what has come is there to stay
        }
        show();
    });
    connect(&m_studio, &Studio::opened, this, [this] {
        forecast();
        show();
    });
    look();
}

void ModelLink::connectWishes()
{
    connect(&m_dock, &ui::ModelDock::openWished, this, &ModelLink::open);
    connect(&m_dock, &ui::ModelDock::downloadWished, this, &ModelLink::download);
    connect(&m_dock, &ui::ModelDock::pauseWished, this, [this](const QString& name) {
        if (m_downloader)
            m_downloader->pause(name.toStdString());
    });
    connect(&m_dock, &ui::ModelDock::verifyWished, this, [this](const QString& name) {
        if (const KnownModel* model = knownModel(name); model && m_downloader) {
            m_downloader->verify(*model);
            m_timer.start();
        }
    });
    connect(&m_dock, &ui::ModelDock::folderWished, this,
            [](const QString& folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    connect(&m_dock, &ui::ModelDock::pathDropped, this, &ModelLink::openPath);
    connect(&m_dock, &ui::ModelDock::browseWished, this, &ModelLink::browse);
    connect(&m_dock, &ui::ModelDock::refreshWished, this, &ModelLink::look);
}

void ModelLink::look()
{
    const bool taken = m_office.post([this] {
        QMetaObject::invokeMethod(
            this, [this, found = findModels()]() mutable { take(std::move(found)); },
            Qt::QueuedConnection);
    });
    if (!taken)
        m_dock.showMessage(tr("The list of models is being read already"), {});
}

void ModelLink::take(ModelRowFacts found)
{
    m_found = std::move(found);
    m_dock.showMessage(ui::inWords(m_found.problem), ui::inWords(m_found.hint));
    if (!m_downloader)
        makeDownloader();
    show();
}

void ModelLink::makeDownloader()
{
    HubAccess hub = m_found.hub;
    if (hub.token.empty() && hub.mirror.empty()) // a mirror is no business of the hub's token
        hub.token = m_token;
    if (!m_found.folder.empty())
        m_downloader =
            std::make_unique<ModelDownloader>(m_found.folder, DownloadOptions{.hub = hub});
}

/// What is being fetched goes on as it began.
void ModelLink::setToken(const std::string& token)
{
    if (std::exchange(m_token, token) == token || !m_downloader)
        return;
    const auto transfers = m_downloader->transfers();
    if (std::none_of(transfers.begin(), transfers.end(), isRunning))
        makeDownloader();
}

void ModelLink::show()
{
    m_dock.showModels(
        modelRows(m_found, m_downloader ? m_downloader->transfers() : std::vector<ModelTransfer>{},
                  m_studio.modelName(), m_forecasts),
        mainMemory(std::nullopt).totalBytes);
}

void ModelLink::open(const QString& name)
{
    std::string model = name.toStdString(); // the engine finds what was downloaded by its name
    for (const InstalledModel& installed : m_found.installed)
        if (installed.name == model && !installed.builtIn)
            model = installed.directory;
    m_studio.openModel(model);
    m_dock.showMessage({}, {});
    show();
}

void ModelLink::openPath(const QString& path)
{
    const bool taken = m_office.post([this, path] {
        const LocalModel local = examineLocalModel(path.toStdString());
        QMetaObject::invokeMethod(
            this,
            [this, local] {
                m_dock.showMessage(QString::fromStdString(local.message), ui::inWords(local.hint));
                if (local.opens)
                    m_studio.openModel(local.directory);
            },
            Qt::QueuedConnection);
    });
    if (!taken)
        m_dock.showMessage(tr("Too much is being looked at. Try again"), {});
}

void ModelLink::download(const QString& name)
{
    const KnownModel* model = knownModel(name);
    if (!model || !m_downloader)
        return;
    if (!model->runs)
        m_dock.showMessage(tr("This version of Imprint cannot run %1 yet")
                               .arg(QString::fromStdString(model->title)),
                           tr("Its files are kept for one that can"));
    m_downloader->start(*model);
    m_timer.start();
    show();
}

void ModelLink::browse()
{
    auto* dialog = new QFileDialog(&m_dock, tr("Folder of a model"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setModal(false);
    connect(dialog, &QFileDialog::fileSelected, this, &ModelLink::openPath);
    dialog->show();
}

void ModelLink::forecast()
{
    const std::string name = m_studio.modelName();
    const double seconds = m_studio.makesOfWords() ? m_studio.videoSeconds() : kForecastSeconds;
    m_studio.forecast(m_studio.config(), seconds,
                      [this, name](const Ledger& ledger, const MachineMemory&) {
                          m_forecasts[name] = ledger.predictedBytes();
                          show();
                      });
}

const KnownModel* ModelLink::knownModel(const QString& name) const
{
    const auto found =
        std::find_if(m_found.known.begin(), m_found.known.end(),
                     [&](const KnownModel& model) { return model.name == name.toStdString(); });
    return found == m_found.known.end() ? nullptr : &*found;
}

} // namespace imprint::app
