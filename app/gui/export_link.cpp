#include "app/gui/export_link.h"

#include "app/gui/export_rows.h"
#include "app/session/state_directory.h"
#include "engine/core/log.h"
#include "ui/models/message_words.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>

#include <utility>

namespace imprint::app {
namespace {

constexpr std::chrono::milliseconds kGlance{200};

ExportQueue::LoadModel loaderFor(EngineHostSettings engine)
{
    return [engine = std::move(engine)](const std::string& model) {
        EngineHostSettings settings = engine;
        settings.model = model;
        return EngineHost(settings).connect();
    };
}

/// Without a folder to keep them in they last as long as the program.
std::shared_ptr<ExportPaces> openPaces()
{
    try {
        return std::make_shared<ExportPaces>(exportPacesFile(stateDirectory()));
    } catch (const Error& error) {
        log(LogLevel::Warning, error.oneLine());
        return std::make_shared<ExportPaces>();
    }
}

} // namespace

ExportLink::ExportLink(ui::ExportWindow& window, Studio& studio, const EngineHostSettings& engine,
                       QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_studio(studio)
    , m_paces(openPaces())
    , m_queue(loaderFor(engine), m_paces)
{
    using ui::ExportWindow;
    connect(&m_window, &ExportWindow::takeChosen, this, &ExportLink::lookAtTake);
    connect(&m_window, &ExportWindow::choiceChanged, this, [this](const ui::ExportChoice& choice) {
        m_choice = choice;
        showForecast();
    });
    connect(&m_window, &ExportWindow::exportWanted, this, &ExportLink::add);
    connect(&m_studio, &Studio::snapshotTaken, this, &ExportLink::noteRun);
    connect(&m_window, &ExportWindow::cancelWanted, this, [this](int id) {
        m_queue.cancel(id);
        showQueue();
    });
    connect(&m_window, &ExportWindow::removeWanted, this, [this](int id) {
        m_queue.remove(id);
        m_expected.erase(id);
        showQueue();
    });
    connect(&m_window, &ExportWindow::showWanted, this, [](const QString& file) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(file).absolutePath()));
    });
    connect(&m_timer, &QTimer::timeout, this, &ExportLink::showQueue);
    m_timer.setInterval(kGlance);
}

/// A take's sound may lie on a slow disk.
void ExportLink::lookAtTake(const QString& folder)
{
    QThreadPool::globalInstance()->start(
        [self = QPointer<ExportLink>(this), folder = folder.toStdString()] {
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, facts = factsOfTake(folder)] {
                    if (!self)
                        return;
                    self->m_take = facts;
                    self->m_window.showTake(facts.view);
                },
                Qt::QueuedConnection);
        });
}

void ExportLink::add(const ui::ExportChoice& choice)
{
    try {
        ExportWish wish = wishOf(choice);
        const ui::ExportForecast forecast = forecastOf(wish, m_take, *m_paces, m_run);
        const int id = m_queue.add(std::move(wish));
        if (forecast.timeFrom != ui::ExportForecast::TimeFrom::Nothing)
            m_expected[id] = forecast.seconds;
    } catch (const Error& error) {
        Q_EMIT m_studio.problem(ui::inWords(error.what()), ui::inWords(error.hint()));
    }
    m_timer.start();
    showQueue();
}

void ExportLink::noteRun(const StudioSnapshot& snapshot)
{
    if (!m_window.isVisible())
        return;
    m_run = runPace(snapshot, m_studio.modelName(), m_studio.config(), m_studio.pictureSize());
    showForecast();
}

void ExportLink::showForecast()
{
    if (m_choice && m_choice->take == m_take.view.folder)
        m_window.showForecast(forecastOf(wishOf(*m_choice), m_take, *m_paces, m_run));
}

void ExportLink::showQueue()
{
    std::vector<ui::ExportRow> rows;
    for (const ExportReport& report : m_queue.reports()) {
        const auto expected = m_expected.find(report.id);
        rows.push_back(rowOf(report, expected == m_expected.end() ? -1 : expected->second));
    }
    m_window.showRows(rows);
    showForecast(); // the export that runs may be the first of its kind
    if (!m_queue.isBusy())
        m_timer.stop();
}

} // namespace imprint::app
