#include "ui/models/video_view.h"

#include "ui/models/tr.h"
#include "ui/models/words.h"

#include <QLocale>

namespace imprint::ui {
namespace {

constexpr double kShareThatTells = 0.02; // of the work: before that nobody knows how long it takes

QString secondsText(std::int64_t frames, int framesPerSecond)
{
    return QLocale().toString(static_cast<double>(frames) / framesPerSecond, 'f', 1);
}

QString leftText(const VideoView& view)
{
    if (view.paused)
        return tr("it waits");
    if (view.share < kShareThatTells || view.secondsPassed <= 0)
        return tr("how long it takes shows soon");
    const double left = view.secondsPassed * (1 - view.share) / view.share;
    return tr("about %1 left").arg(spanText(left));
}

} // namespace

QString videoText(const VideoView& view)
{
    using Phase = VideoView::Phase;
    switch (view.phase) {
    case Phase::Waiting: return tr("The model is not there yet.");
    case Phase::Ready: return {};
    case Phase::Starting: return tr("The prompt is read…");
    case Phase::Stopping: return tr("It ends with the step that is computed now…");
    case Phase::Making: break;
    }
    if (view.framesPerSecond == 0)
        return {};
    return tr("%1 of %2 s are made; %3")
        .arg(secondsText(view.frames, view.framesPerSecond),
             secondsText(view.wantedFrames, view.framesPerSecond), leftText(view));
}

} // namespace imprint::ui
