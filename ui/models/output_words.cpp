#include "ui/models/output_words.h"

#include "ui/models/tr.h"
#include "ui/models/words.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace imprint::ui {
namespace {

constexpr double kDaySeconds = 24 * 3600;
constexpr double kLeastRate = 1; // bytes per second; below, nothing can be foretold

/// What outputs say of themselves that everybody meets; the rest is shown as they say it.
QString translated(const QString& words)
{
    static constexpr const char* kKnown[] = {
        QT_TR_NOOP("recording"),
        QT_TR_NOOP("paused"),
        QT_TR_NOOP("finished"),
        QT_TR_NOOP("finishing the file"),
        QT_TR_NOOP("connecting to PipeWire"),
        QT_TR_NOOP("waiting for a reader"),
        QT_TR_NOOP("sending"),
        QT_TR_NOOP("connecting"),
        QT_TR_NOOP("ended"),
        QT_TR_NOOP("ended: another person came in"),
    };
    for (const char* known : kKnown)
        if (words == QLatin1String(known))
            return tr(known);
    return words;
}

} // namespace

QString outputName(OutputId output)
{
    switch (output) {
    case OutputId::Recording: return tr("Recording");
    case OutputId::Camera: return tr("Virtual camera");
    case OutputId::Loopback: return tr("Virtual camera (v4l2loopback)");
    case OutputId::Microphone: return tr("Virtual microphone");
    case OutputId::Stream: return tr("Stream");
    case OutputId::Take: break;
    }
    return tr("Take");
}

QString outputLamp(OutputId output)
{
    switch (output) {
    case OutputId::Recording: return tr("REC");
    case OutputId::Camera: return tr("CAM");
    case OutputId::Loopback: return tr("V4L2");
    case OutputId::Microphone: return tr("MIC");
    case OutputId::Stream: return tr("LIVE");
    case OutputId::Take: break;
    }
    return tr("TAKE");
}

QString outputHelp(OutputId output)
{
    switch (output) {
    case OutputId::Recording: return tr("Keeps picture and sound in a file.");
    case OutputId::Camera: return tr("In your call, choose this camera.");
    case OutputId::Loopback: return tr("For programs that do not know PipeWire, such as OBS.");
    case OutputId::Microphone: return tr("Your voice, in step with the picture.");
    case OutputId::Stream: return tr("Sends picture and sound to a streaming service.");
    case OutputId::Take: break;
    }
    return tr("Keeps voice, prompts and settings, to render it all again, larger or better. The "
              "person begins anew.");
}

QString startText(OutputId output)
{
    switch (output) {
    case OutputId::Recording: return tr("Record");
    case OutputId::Stream: return tr("Go live");
    default: return tr("Start");
    }
}

QString stopText(OutputId output)
{
    return output == OutputId::Stream ? tr("End") : tr("Stop");
}

QString stateText(const OutputView& view)
{
    switch (view.state) {
    case OutputState::Off: return tr("off");
    case OutputState::Starting: return tr("starting");
    case OutputState::OnAir: return view.words.isEmpty() ? tr("on air") : translated(view.words);
    case OutputState::Finishing: return tr("finishing");
    case OutputState::Failed: break;
    }
    return tr("failed");
}

QString lightText(OutputId output, OutputState state)
{
    if (state != OutputState::OnAir)
        return stateText({.state = state});
    switch (output) {
    case OutputId::Recording: return tr("REC");
    case OutputId::Take: return tr("TAKE");
    default: return tr("ON AIR");
    }
}

QString detailText(OutputId output, const OutputView& view)
{
    if (view.state != OutputState::OnAir)
        return {};
    const bool isFile = output == OutputId::Recording || output == OutputId::Take;
    return isFile ? view.target.section(QLatin1Char('/'), -1) : translated(view.words);
}

QString troubleText(const OutputView& view)
{
    return view.state == OutputState::Failed ? translated(view.words) : QString();
}

QString countersText(const OutputView& view)
{
    if (view.frames == 0 && view.lost == 0 && view.bytes == 0)
        return {};
    const QLocale locale;
    QStringList parts{tr("%1 frames").arg(locale.toString(static_cast<qlonglong>(view.frames))),
                      tr("%1 lost").arg(locale.toString(static_cast<qlonglong>(view.lost)))};
    if (view.bytes > 0)
        parts << bytesText(view.bytes);
    if (view.queue > 0)
        parts << tr("%1 waiting").arg(locale.toString(view.queue));
    return parts.join(QStringLiteral(" · "));
}

QString diskText(const DiskView& disk)
{
    if (disk.freeBytes < 0)
        return {};
    const std::int64_t usable = std::max<std::int64_t>(0, disk.freeBytes - disk.reservedBytes);
    if (usable == 0)
        return tr("%1 free: too little to record").arg(bytesText(disk.freeBytes));
    if (disk.bytesPerSecond < kLeastRate)
        return tr("%1 free").arg(bytesText(disk.freeBytes));
    const double seconds = static_cast<double>(usable) / disk.bytesPerSecond;
    return tr("%1 free, enough for %2")
        .arg(bytesText(disk.freeBytes),
             seconds > kDaySeconds ? tr("more than a day") : spanText(seconds));
}

} // namespace imprint::ui
