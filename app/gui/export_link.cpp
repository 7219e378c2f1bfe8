#include "app/gui/export_link.h"

#include "app/session/take.h"

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

ui::ExportRow::Phase phaseOf(ExportPhase phase)
{
    using Phase = ui::ExportRow::Phase;
    switch (phase) {
    case ExportPhase::Waiting: return Phase::Waiting;
    case ExportPhase::Loading: return Phase::Loading;
    case ExportPhase::Running: return Phase::Running;
    case ExportPhase::Finished: return Phase::Finished;
    case ExportPhase::Cancelled: return Phase::Cancelled;
    case ExportPhase::Failed: break;
    }
    return Phase::Failed;
}

QString noteOf(const ExportReport& report)
{
    if (report.phase == ExportPhase::Failed)
        return QString::fromStdString(Error(ErrorCode::Io, report.trouble, report.hint).oneLine());
    if (report.phase != ExportPhase::Finished || report.blocks == 0)
        return {};
    return report.equalBlocks == report.blocks ? ExportLink::tr("the same as live, bit for bit")
                                               : ExportLink::tr("%1 of %2 blocks as they were live")
                                                     .arg(report.equalBlocks)
                                                     .arg(report.blocks);
}

ui::ExportRow rowOf(const ExportReport& report)
{
    const std::string& out = report.out.empty() ? report.wish.out : report.out;
    const double share = report.framesPlanned > 0 ? static_cast<double>(report.frames) /
                                                        static_cast<double>(report.framesPlanned)
                                                  : 0;
    return {.id = report.id,
            .take = QFileInfo(QString::fromStdString(report.wish.take)).fileName(),
            .out = QString::fromStdString(out),
            .phase = phaseOf(report.phase),
            .progress = share,
            .seconds = report.seconds,
            .secondsLeft = report.secondsLeft,
            .note = noteOf(report)};
}

ui::TakeView viewOf(const std::string& folder)
{
    ui::TakeView view{.folder = QString::fromStdString(folder)};
    try {
        const Take take = readTake(folder);
        view.model = QString::fromStdString(take.header.model);
        view.seconds = static_cast<double>(take.soundSamples) / kEngineSampleRate;
        view.size = take.header.size;
        view.steps = take.sessions.front().request.config.steps;
    } catch (const Error& error) {
        view.trouble = QString::fromStdString(error.oneLine());
    }
    return view;
}

ExportQueue::LoadModel loaderFor(EngineHostSettings engine)
{
    return [engine = std::move(engine)](const std::string& model) {
        EngineHostSettings settings = engine;
        settings.model = model;
        return EngineHost(settings).connect();
    };
}

} // namespace

ExportLink::ExportLink(ui::ExportWindow& window, Studio& studio, const EngineHostSettings& engine,
                       QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_studio(studio)
    , m_queue(loaderFor(engine))
{
    using ui::ExportWindow;
    connect(&m_window, &ExportWindow::takeChosen, this, &ExportLink::lookAtTake);
    connect(&m_window, &ExportWindow::exportWanted, this, &ExportLink::add);
    connect(&m_window, &ExportWindow::cancelWanted, this, [this](int id) {
        m_queue.cancel(id);
        showQueue();
    });
    connect(&m_window, &ExportWindow::removeWanted, this, [this](int id) {
        m_queue.remove(id);
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
                [self, view = viewOf(folder)] {
                    if (self)
                        self->m_window.showTake(view);
                },
                Qt::QueuedConnection);
        });
}

void ExportLink::add(const ui::ExportChoice& choice)
{
    try {
        ExportWish wish{.take = choice.take.toStdString(),
                        .out = choice.out.toStdString(),
                        .size = choice.size,
                        .steps = choice.steps};
        wish.format.videoCodec =
            parseEnum<VideoCodec>("videoCodec", choice.videoCodec.toStdString());
        wish.format.audioCodec =
            parseEnum<AudioCodec>("audioCodec", choice.audioCodec.toStdString());
        wish.format.crf = choice.crf;
        m_queue.add(std::move(wish));
    } catch (const Error& error) {
        Q_EMIT m_studio.problem(QString::fromUtf8(error.what()),
                                QString::fromStdString(error.hint()));
    }
    m_timer.start();
    showQueue();
}

void ExportLink::showQueue()
{
    std::vector<ui::ExportRow> rows;
    for (const ExportReport& report : m_queue.reports())
        rows.push_back(rowOf(report));
    m_window.showRows(rows);
    if (!m_queue.isBusy())
        m_timer.stop();
}

} // namespace imprint::app
