// How the studio works with a model that makes its video of words.

#include "app/gui/studio.h"

#include <utility>

namespace imprint::app {

/// On the back office's thread.
void Studio::beReady(const ModelInfo& model, const SessionConfig& config,
                     std::shared_ptr<EngineHost> host)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_host = std::move(host);
    }
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
void Studio::begin(std::shared_ptr<Live> live, const StudioSettings& settings)
{
    m_takenConfig = settings.request.config;
    live->run.setPanic(m_panic); // who hid from the last run is not shown by the next one
    live->run.addOutput(m_preview);
    live->outputs.setVoiceOffset(settings.voiceOffset);
    const std::scoped_lock lock(m_mutex);
    m_live = std::move(live);
}

void Studio::makeVideo(const VideoWish& wish)
{
    m_video = wish;
    post([this, settings = m_settings, wish] { openVideo(settings, wish); });
}

/// On the back office's thread.
void Studio::openVideo(StudioSettings settings, const VideoWish& wish)
try {
    closeLive();
    const std::shared_ptr<EngineHost> host = this->host();
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
    const auto live =
        std::make_shared<Live>([host] { return host->connect(); }, request, nullptr, settings.live);
    begin(live, settings);
    if (wish.recording) {
        const std::string path = live->outputs.startRecording(*wish.recording);
        onGui([this, path] { Q_EMIT recordingStarted(QString::fromStdString(path)); });
    }
    onGui([this] {
        setState(StudioState::Running);
        if (const auto running = this->live())
            running->run.setPaused(m_paused);
    });
} catch (const Error&) {
    closeLive();
    onGui([this] { setState(StudioState::Ready); });
    throw;
}

void Studio::stopVideo()
{
    post([this] {
        closeLive();
        onGui([this] { setState(StudioState::Ready); });
    });
}

/// Its outputs are finished before it is told.
void Studio::endVideo(const StudioSnapshot& last)
{
    post([this, last] {
        const auto ended = live();
        if (!ended || !ended->run.stats().ended) // another one has begun, or this was told before
            return;
        closeLive();
        onGui([this, last] {
            setState(StudioState::Ready);
            Q_EMIT videoEnded(last);
        });
    });
}

std::shared_ptr<EngineHost> Studio::host() const
{
    const std::scoped_lock lock(m_mutex);
    return m_host;
}

} // namespace imprint::app
