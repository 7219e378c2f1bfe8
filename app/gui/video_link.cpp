#include "app/gui/video_link.h"

#include "app/gui/output_link.h"
#include "app/session/prompt_timeline.h"
#include "ui/docks/character_dock.h"
#include "ui/docks/prompt_dock.h"
#include "ui/docks/voice_dock.h"
#include "ui/models/message_words.h"
#include "ui/models/words.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/message_bar.h"

#include <QAction>
#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace imprint::app {
namespace {

using ui::WindowAction;
using Phase = ui::VideoView::Phase;

/// That mean something only while a person speaks.
constexpr WindowAction kOfSpeech[] = {WindowAction::Mute, WindowAction::Microphone,
                                      WindowAction::NewPerson, WindowAction::CompareRuns};

} // namespace

ui::VideoView videoView(const StudioSnapshot& snapshot, double secondsPassed)
{
    const VideoRhythm rhythm = snapshot.format.rhythm();
    const SessionStats& stats = snapshot.stats.session;
    const std::int64_t blocks = rhythm.firstBlockFrom(snapshot.stats.wantedFrames);
    const double made = static_cast<double>(stats.blocks) + stats.blockShare;
    const double share = blocks > 0 ? made / static_cast<double>(blocks) : 0;
    return {.phase = made > 0 ? Phase::Making : Phase::Starting,
            .frames = stats.frames,
            .wantedFrames = snapshot.stats.wantedFrames,
            .framesPerSecond = rhythm.framesPerSecond,
            .share = std::clamp(share, 0.0, 1.0),
            .secondsPassed = secondsPassed,
            .paused = snapshot.stats.paused};
}

VideoLink::VideoLink(const VideoParts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    Studio& studio = m_parts.studio;
    connect(&studio, &Studio::opened, this, &VideoLink::adaptWindow);
    connect(&studio, &Studio::stateChanged, this, &VideoLink::followState);
    connect(&studio, &Studio::snapshotTaken, this, &VideoLink::showSnapshot);
    connect(&studio, &Studio::videoEnded, this, &VideoLink::tellEnd);
    connect(&studio, &Studio::recordingStarted, this,
            [this](const QString& path) { m_recording = path; });
    connect(&m_parts.prompt, &ui::PromptDock::videoWished, this, &VideoLink::make);
    connect(&m_parts.prompt, &ui::PromptDock::videoStopWished, this, &VideoLink::stop);
    connect(&m_parts.prompt, &ui::PromptDock::videoSecondsChanged, &studio,
            &Studio::setVideoSeconds);
}

/// To the model that was opened.
void VideoLink::adaptWindow()
{
    const bool words = m_parts.studio.makesOfWords();
    const QString why =
        words ? tr("This model makes its video of the words in the prompt's dock: it hears no "
                   "voice and shows nobody in particular.")
              : QString();
    m_parts.voice.setUnused(why);
    m_parts.character.setUnused(why);
    m_parts.outputs.setSizeElsewhere(words);
    for (const WindowAction which : kOfSpeech) {
        QAction& action = m_parts.window.action(which);
        if (action.property("tip").isNull())
            action.setProperty("tip", action.toolTip());
        action.setEnabled(!words);
        action.setToolTip(words ? why : action.property("tip").toString());
    }
    if (words)
        m_parts.window.raiseDock(m_parts.prompt);
}

void VideoLink::followState(StudioState state)
{
    if (state == StudioState::Running)
        return; // the snapshots tell more
    if (m_view.phase == Phase::Stopping)
        tellStop();
    show({.phase = state == StudioState::Ready ? Phase::Ready : Phase::Waiting});
}

void VideoLink::make()
{
    Studio& studio = m_parts.studio;
    const auto& cues = m_parts.prompt.timeline().cues();
    SessionConfig config = studio.config();
    if (!cues.empty() && cues.front().seconds == 0)
        config.prompt = cues.front().text.toStdString();
    studio.changeConfig(config);
    std::vector<TimedPrompt> timeline{{.seconds = 0, .prompt = config.prompt}};
    for (const ui::PromptCue& cue : cues)
        if (cue.seconds > 0)
            timeline.push_back({.seconds = cue.seconds, .prompt = cue.text.toStdString()});
    VideoWish wish{.seconds = m_parts.prompt.videoSeconds(),
                   .size = m_parts.prompt.videoSize(),
                   .changes =
                       promptChanges(timeline, config, studio.model()->text->framesPerSecond),
                   .recording = std::nullopt};
    if (m_parts.prompt.recordsVideo())
        wish.recording = m_parts.outputs.recordingWish();
    m_recording.clear();
    m_since.start();
    show({.phase = Phase::Starting});
    studio.makeVideo(wish);
}

void VideoLink::stop()
{
    ui::VideoView view = m_view;
    view.phase = Phase::Stopping;
    show(view);
    m_parts.studio.stopVideo();
}

void VideoLink::showSnapshot(const StudioSnapshot& snapshot)
{
    if (snapshot.stats.wantedFrames == 0 || m_parts.studio.state() != StudioState::Running ||
        m_view.phase == Phase::Stopping)
        return;
    show(videoView(snapshot, static_cast<double>(m_since.elapsed()) / 1000));
}

void VideoLink::tellStop()
{
    const QString file = std::exchange(m_recording, {});
    if (file.isEmpty())
        return;
    tell({.key = {},
          .text =
              tr("The video is stopped; what was made is kept: %1").arg(QFileInfo(file).fileName()),
          .hint = {},
          .actions = {openFolder(file)}});
}

void VideoLink::tellEnd(const StudioSnapshot& last)
{
    const LiveStats& stats = last.stats;
    const double seconds =
        static_cast<double>(stats.session.frames) / std::max(1, last.format.framesPerSecond);
    const QString made = QLocale().toString(seconds, 'f', 1);
    const bool whole = stats.session.frames >= stats.wantedFrames;
    ui::Message message{
        .key = {},
        .severity = whole ? ui::Severity::Information : ui::Severity::Error,
        .text = whole ? tr("The video is made: %1 s in %2")
                            .arg(made, ui::spanText(static_cast<double>(m_since.elapsed()) / 1000))
                      : tr("The video broke off after %1 s").arg(made),
        .hint = whole ? QString() : ui::sentence(ui::inWords(stats.engine.trouble)),
        .actions = {}};
    if (const QString file = std::exchange(m_recording, {}); !file.isEmpty())
        message.actions.push_back(openFolder(file));
    tell(std::move(message));
}

/// In the place of what was said of the video before.
void VideoLink::tell(ui::Message message)
{
    m_parts.messages.withdraw(QStringLiteral("recording"));
    message.key = QStringLiteral("video");
    m_parts.messages.post(message);
}

ui::MessageAction VideoLink::openFolder(const QString& file)
{
    return {tr("Open folder"), [file] {
                QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(file).absolutePath()));
            }};
}

void VideoLink::show(const ui::VideoView& view)
{
    m_view = view;
    m_parts.prompt.showVideo(view);
}

} // namespace imprint::app
