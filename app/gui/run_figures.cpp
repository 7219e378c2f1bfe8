#include "app/gui/run_figures.h"

#include "app/gui/output_link.h"
#include "app/gui/tr.h"
#include "ui/models/message_words.h"
#include "ui/models/output_words.h"
#include "ui/models/words.h"

#include <QLocale>

namespace imprint::app {
namespace {

using ui::OutputId;
using ui::OutputState;
using ui::StageFigures;

constexpr double kSlowShare = 0.9; // of the wanted pictures

QString whole(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

StageFigures microphoneStage(const audio::LiveSourceStatus& source)
{
    return {.key = QStringLiteral("microphone"),
            .name = tr("Microphone"),
            .help = tr("Listens to %1; what was lost is counted in samples.")
                        .arg(QString::fromStdString(source.name)),
            .lost = source.overruns,
            .trouble = ui::inWords(source.lost ? source.trouble : std::string())};
}

StageFigures scheduleStage(const ScheduleStats& schedule)
{
    return {.key = QStringLiteral("schedule"),
            .name = tr("Schedule"),
            .help = tr("Shows each picture with its sound; lost are those that came too late."),
            .queue = schedule.waiting,
            .lost = schedule.late};
}

/// Short, as a narrow table wants them.
QString stageName(OutputId output)
{
    switch (output) {
    case OutputId::Recording: return tr("Recording");
    case OutputId::Camera: return tr("Camera");
    case OutputId::Loopback: return tr("V4L2 cam");
    case OutputId::Microphone: return tr("Voice out");
    case OutputId::Stream: return tr("Stream");
    case OutputId::Take: break;
    }
    return tr("Take");
}

StageFigures outputStage(OutputId output, const ui::OutputView& view)
{
    return {.key = QStringLiteral("output%1").arg(static_cast<int>(output)),
            .name = stageName(output),
            .help = ui::outputName(output),
            .queue = view.queue,
            .lost = view.lost,
            .trouble = ui::troubleText(view),
            .working = ui::isBusy(view.state)};
}

ui::Severity severityIf(bool bad)
{
    return bad ? ui::Severity::Warning : ui::Severity::Information;
}

std::vector<ui::RunFigure> figuresOf(const StudioSnapshot& snapshot)
{
    const LiveStats& s = snapshot.stats;
    const int target = snapshot.format.framesPerSecond;
    return {
        {.name = tr("Delay"),
         .value = ui::millisecondsText(s.schedule.delayMs),
         .help = tr("From a sound to its picture.")},
        {.name = tr("New pictures per second"),
         .value = tr("%1 of %2").arg(QLocale().toString(s.framesPerSecond, 'f', 1)).arg(target),
         .help = tr("Over the last seconds, and how many are wanted."),
         .severity = severityIf(s.framesPerSecond < kSlowShare * target)},
        {.name = tr("Pictures shown twice"),
         .value = whole(s.schedule.repeated),
         .help = tr("Because the next one was not there yet.")},
        {.name = tr("Standby pictures"),
         .value = whole(s.standby),
         .help = tr("Shown while no engine made any.")},
        {.name = tr("Sound that came too late"),
         .value = tr("%1 samples").arg(whole(s.missingSamples)),
         .help = tr("Silence took its place."),
         .severity = severityIf(s.missingSamples > 0)},
        {.name = tr("Drift of the sound card"),
         .value = tr("%1 ppm").arg(QLocale().toString(s.source.driftPpm, 'f', 1)),
         .help = tr("How much faster it counts than the clock; it is followed.")},
        {.name = tr("Microphone came back"),
         .value = whole(s.source.reopened),
         .help = tr("After its device was gone.")},
        {.name = tr("Engine process"),
         .value =
             snapshot.engineProcess ? QString::number(*snapshot.engineProcess) : tr("elsewhere")},
        {.name = tr("Engine loaded in"),
         .value = tr("%1 s").arg(QLocale().toString(snapshot.loadSeconds, 'f', 1))},
        {.name = tr("Engine failures"),
         .value = whole(s.engine.failures),
         .help = tr("After each it was started again."),
         .severity = severityIf(s.engine.failures > 0)},
    };
}

/// Of one block; 0: not known.
double blockMs(const LiveRun::Format& format)
{
    return format.framesPerSecond > 0 ? 1000.0 * format.blockFrames / format.framesPerSecond : 0;
}

} // namespace

ui::StatisticsView statisticsOf(const StudioSnapshot& snapshot)
{
    ui::StatisticsView view{.seconds = snapshot.stats.seconds};
    view.stages.push_back(microphoneStage(snapshot.stats.source));
    for (StageFigures& stage : ui::engineStages(snapshot.stats.session, blockMs(snapshot.format)))
        view.stages.push_back(std::move(stage));
    view.stages.push_back(scheduleStage(snapshot.stats.schedule));
    for (const OutputId output : ui::kOutputIds) {
        const ui::OutputView one = outputView(snapshot.outputs, outputKind(output));
        const bool was = one.state != OutputState::Off || one.frames > 0;
        if (was)
            view.stages.push_back(outputStage(output, one));
    }
    view.figures = figuresOf(snapshot);
    for (ui::RunFigure& figure : ui::engineFigures(snapshot.stats.session))
        view.figures.push_back(std::move(figure));
    return view;
}

ui::StatusView statusOf(const StudioSnapshot& snapshot)
{
    const LiveStats& s = snapshot.stats;
    ui::StatusView view{.running = s.moments > 0,
                        .live = s.wantedFrames == 0,
                        .framesPerSecond = s.framesPerSecond,
                        .targetFrames = snapshot.format.framesPerSecond,
                        .delayMs = s.schedule.delayMs,
                        .shown = s.moments,
                        .late = s.schedule.late,
                        .skippedBlocks = s.session.droppedBlocks,
                        .memoryBytes = snapshot.memory.engineBytes + snapshot.memory.appBytes,
                        .memoryTotalBytes = snapshot.memory.totalBytes,
                        .engineTrouble =
                            ui::inWords(s.engine.running ? std::string() : s.engine.trouble),
                        .engineFailures = s.engine.failures,
                        .engineProcess = snapshot.engineProcess};
    for (const OutputId output : ui::kOutputIds) {
        const ui::OutputView one = outputView(snapshot.outputs, outputKind(output));
        if (one.state != OutputState::Off)
            view.lamps.push_back({.output = output, .state = one.state, .seconds = one.seconds});
    }
    return view;
}

} // namespace imprint::app
