#include "ui/models/status_view.h"

#include "ui/models/output_words.h"
#include "ui/models/tr.h"
#include "ui/models/words.h"

#include <QLocale>

namespace imprint::ui {
namespace {

constexpr double kSlowShare = 0.9;  // of the wanted pictures
constexpr double kLossShare = 0.01; // of the pictures, that a viewer begins to see
constexpr double kLateMs = 800;     // a delay with which a talk is no talk any more

QString whole(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

} // namespace

StatusPart ratePart(const StatusView& view)
{
    if (!view.running)
        return {};
    if (!view.live)
        return {.text = tr("%1 fps").arg(QLocale().toString(view.framesPerSecond, 'f', 1)),
                .tip = tr("Pictures that are made per second; the video shows %1.")
                           .arg(view.targetFrames)};
    const bool slow = view.framesPerSecond < kSlowShare * view.targetFrames;
    return {.text = tr("%1 of %2 fps")
                        .arg(QLocale().toString(view.framesPerSecond, 'f', 1))
                        .arg(view.targetFrames),
            .tip = slow
                       ? tr("The engine makes fewer pictures than are shown: some are shown twice. "
                            "Fewer steps or a smaller picture help.")
                       : tr("New pictures per second, and how many are wanted."),
            .severity = slow ? Severity::Warning : Severity::Good};
}

StatusPart delayPart(const StatusView& view)
{
    if (!view.running || !view.live)
        return {};
    return {.text = millisecondsText(view.delayMs),
            .tip =
                tr("From a sound to its picture. The virtual microphone is as late, so both fit."),
            .severity = view.delayMs > kLateMs ? Severity::Warning : Severity::Good};
}

StatusPart lossPart(const StatusView& view)
{
    if (!view.running || !view.live)
        return {};
    const double share =
        view.shown > 0 ? static_cast<double>(view.late) / static_cast<double>(view.shown) : 0;
    return {.text = tr("%1 late (%2)").arg(whole(view.late), percentText(share)),
            .tip =
                tr("Pictures that came when their time was over: %1 of %2. Blocks that the engine "
                   "left out to keep the delay: %3.")
                    .arg(whole(view.late), whole(view.shown), whole(view.skippedBlocks)),
            .severity = share > kLossShare ? Severity::Warning : Severity::Good};
}

StatusPart memoryPart(const StatusView& view)
{
    if (view.memoryBytes == 0)
        return {};
    const QString used = bytesText(view.memoryBytes);
    return {.text = view.memoryTotalBytes > 0
                        ? tr("%1 of %2").arg(used, bytesText(view.memoryTotalBytes))
                        : used,
            .tip = tr("Memory that Imprint and its engine hold. The Memory dock shows for what.")};
}

StatusPart enginePart(const StatusView& view)
{
    if (!view.engineTrouble.isEmpty())
        return {
            .text = tr("Engine restarts"), .tip = view.engineTrouble, .severity = Severity::Error};
    if (view.ready)
        return {.text = tr("Engine ready"),
                .tip = tr("The model is loaded, and makes nothing until it is asked to.")};
    if (!view.running)
        return {.text = tr("Engine starts"),
                .tip = tr("The model is being loaded."),
                .severity = Severity::Information};
    QString tip = view.engineProcess ? tr("It runs as process %1.").arg(*view.engineProcess)
                                     : tr("It runs on another machine.");
    if (view.engineFailures > 0)
        tip += QLatin1Char('\n') + tr("It was started again %1 times.").arg(view.engineFailures);
    return {.text = tr("Engine runs"), .tip = tip};
}

StatusPart lampPart(const StatusLamp& lamp)
{
    const QString name = outputLamp(lamp.output);
    const QString whatIs = outputName(lamp.output);
    switch (lamp.state) {
    case OutputState::Failed:
        return {.text = tr("%1 failed").arg(name),
                .tip = tr("%1 ended by itself. The Output dock says why.").arg(whatIs),
                .severity = Severity::Error};
    case OutputState::Starting:
        return {.text = tr("%1 starts").arg(name),
                .tip = tr("%1 is being opened.").arg(whatIs),
                .severity = Severity::Information};
    case OutputState::Finishing:
        return {.text = tr("%1 finishes").arg(name),
                .tip = tr("%1 is being finished.").arg(whatIs),
                .severity = Severity::Information};
    case OutputState::Off: return {};
    case OutputState::OnAir: break;
    }
    return {.text = name + QLatin1Char(' ') + clockText(lamp.seconds),
            .tip = tr("%1 is on air.").arg(whatIs)};
}

} // namespace imprint::ui
