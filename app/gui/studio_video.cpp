// How the studio works with a model that makes its video of words.

#include "app/gui/studio.h"

#include <utility>

namespace imprint::app {

/// On the back office's thread.
void Studio::beReady(const ModelInfo& model, const SessionConfig& config,
                     std::shared_ptr<EngineHost> host)
{
    m_current.begin(nullptr, std::move(host));
    onGui([this, model, config] {
        m_model = model;
        m_settings.request.config = config;
        m_settings.hasConfig = true;
        setState(StudioState::Ready);
        Q_EMIT configChanged(config);
        Q_EMIT opened();
    });
}

/// What every run begins with. On the back office's thread.
void Studio::begin(const std::shared_ptr<OpenRun>& live, std::shared_ptr<EngineHost> host,
                   const StudioSettings& settings)
{
    m_takenConfig = settings.request.config;
    live->run.setPanic(m_panic); // who hid from the last run is not shown by the next one
    live->run.addOutput(m_preview);
    live->outputs.setVoiceOffset(settings.voiceOffset);
    m_current.begin(live, std::move(host));
}

void Studio::makeVideo(const VideoWish& wish)
{
    m_video = wish;
    post([this, settings = m_settings, wish] { openVideo(settings, wish); });
}

/// On the back office's thread.
void Studio::openVideo(StudioSettings settings, const VideoWish& wish)
try {
    m_current.endRun();
    const std::shared_ptr<EngineHost> host = m_current.engine();
    if (!host)
        throw Error(ErrorCode::NotFound, "no model is loaded that could make a video",
                    "Open one first");
    SessionRequest& request = settings.request;
    request.reference.reset(); // such a model shows nobody in particular
    request.persona.clear();
    request.changes = wish.changes;
    request.size = settings.live.width = settings.live.height = wish.size;
    host->connect()->forecast(request, wish.seconds); // one that is too long is refused at once
    settings.live.wordSeconds = wish.seconds;
    settings.live.voice = settings.voice;
    const auto live = std::make_shared<OpenRun>([host] { return host->connect(); }, request,
                                                nullptr, settings.live);
    begin(live, host, settings);
    if (wish.recording) {
        const std::string path = live->outputs.startRecording(*wish.recording);
        onGui([this, path] { Q_EMIT recordingStarted(QString::fromStdString(path)); });
    }
    onGui([this] {
        setState(StudioState::Running);
        if (const auto running = m_current.run())
            running->run.setPaused(m_paused);
    });
} catch (const Error&) {
    m_current.endRun();
    onGui([this] { setState(StudioState::Ready); });
    throw;
}

void Studio::stopVideo()
{
    post([this] {
        m_current.endRun();
        onGui([this] { setState(StudioState::Ready); });
    });
}

/// Its outputs are finished before it is told.
void Studio::endVideo(const StudioSnapshot& last)
{
    post([this, last] {
        const auto ended = m_current.run();
        if (!ended || !ended->run.stats().ended) // another one has begun, or this was told before
            return;
        m_current.endRun();
        onGui([this, last] {
            setState(StudioState::Ready);
            Q_EMIT videoEnded(last);
        });
    });
}

} // namespace imprint::app
