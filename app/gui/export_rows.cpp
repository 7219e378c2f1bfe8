#include "app/gui/export_rows.h"

#include "app/gui/tr.h"
#include "app/session/take.h"
#include "ui/models/message_words.h"

#include <QFileInfo>

#include <cmath>

namespace imprint::app {
namespace {

constexpr std::int64_t kBlocksThatTell = 3; // the first ones warm up

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
        return ui::inWords(Error(ErrorCode::Io, report.trouble, report.hint).oneLine());
    if (report.phase != ExportPhase::Finished || report.blocks == 0)
        return {};
    return report.equalBlocks == report.blocks
               ? tr("the same as live, bit for bit")
               : tr("%1 of %2 blocks as they were live").arg(report.equalBlocks).arg(report.blocks);
}

/// Whether the engine would have the same to do per frame.
bool isAlike(const ExportPace& pace, const RunPace& run)
{
    return pace.model == run.model && pace.size == run.size && pace.steps == run.config.steps &&
           pace.blockLatents == run.config.blockLatents;
}

} // namespace

std::optional<RunPace> runPace(const StudioSnapshot& snapshot, const std::string& model,
                               const SessionConfig& config, int size)
{
    const SessionStats& stats = snapshot.stats.session;
    if (stats.blocks < kBlocksThatTell || snapshot.format.blockFrames == 0)
        return std::nullopt;
    const double blockMs = stats.features.meanMs() + stats.denoise.meanMs() +
                           stats.context.meanMs() + stats.decode.meanMs() + stats.draw.meanMs();
    return RunPace{.model = model,
                   .config = config,
                   .size = size,
                   .secondsPerFrame = blockMs / 1000 / snapshot.format.blockFrames};
}

TakeFacts factsOfTake(const std::string& folder)
{
    TakeFacts facts;
    facts.view.folder = QString::fromStdString(folder);
    try {
        const Take take = readTake(folder);
        facts.config = take.sessions.front().request.config;
        facts.framesPerSecond = take.sessions.front().start.framesPerSecond;
        facts.view.model = QString::fromStdString(take.header.model);
        facts.view.seconds = static_cast<double>(take.soundSamples) / kEngineSampleRate;
        facts.view.size = take.header.size;
        facts.view.steps = facts.config.steps;
    } catch (const Error& error) {
        facts.view.trouble = ui::inWords(error.oneLine());
    }
    return facts;
}

ExportWish wishOf(const ui::ExportChoice& choice)
{
    ExportWish wish{.take = choice.take.toStdString(),
                    .out = choice.out.toStdString(),
                    .size = choice.size,
                    .steps = choice.steps};
    wish.format.videoCodec = parseEnum<VideoCodec>("videoCodec", choice.videoCodec.toStdString());
    wish.format.audioCodec = parseEnum<AudioCodec>("audioCodec", choice.audioCodec.toStdString());
    wish.format.crf = choice.crf;
    return wish;
}

ui::ExportForecast forecastOf(const ExportWish& wish, const TakeFacts& take,
                              const ExportPaces& paces, const std::optional<RunPace>& run)
{
    using From = ui::ExportForecast::TimeFrom;
    const ExportPace kind =
        paceOf(wish, take.view.model.toStdString(), take.view.size, take.config);
    const double frames = std::ceil(take.view.seconds * take.framesPerSecond);
    const ExportEstimate known = paces.estimate(kind, std::llround(frames));
    ui::ExportForecast forecast;
    if (known.bytes)
        forecast.bytes = *known.bytes;
    if (known.seconds) {
        forecast.timeFrom = From::Exports;
        forecast.seconds = *known.seconds;
    } else if (run && isAlike(kind, *run)) {
        forecast.timeFrom = From::Run;
        forecast.seconds = run->secondsPerFrame * frames;
    }
    return forecast;
}

ui::ExportRow rowOf(const ExportReport& report, double secondsExpected)
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
            .secondsLeft =
                report.phase == ExportPhase::Waiting ? secondsExpected : report.secondsLeft,
            .note = noteOf(report)};
}

} // namespace imprint::app
