#include "app/gui/studio.h"

#include "app/session/persona_settings.h"
#include "audio/file/image_file.h"
#include "engine/core/log.h"
#include "ui/models/message_words.h"

#include <utility>

namespace imprint::app {

Studio::Studio(StudioSettings settings, QObject* parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_preview(std::make_shared<PreviewOutput>())
    , m_sound(m_settings.microphone)
    , m_office([this](const Error& error) { report(error); })
    , m_observer([this] { return m_current.look(); }, [this] { onGui([this] { tellSnapshot(); }); })
{
    m_preview->whenThere([this] { onGui([this] { Q_EMIT pictureArrived(); }); });
}

Studio::~Studio()
{
    m_observer.stop();
    m_office.finish();
}

void Studio::open()
{
    m_begun = true;
    setState(StudioState::Opening);
    auto host = std::make_shared<EngineHost>(m_settings.engine);
    post([this, settings = m_settings, host = std::move(host)] { openLive(settings, host); });
}

void Studio::openModel(const std::string& model)
{
    m_settings.engine.model = model;
    m_settings.hasConfig = false;
    m_beforePersona.reset();
    setPersona({});
    open();
}

/// On the back office's thread.
void Studio::openLive(StudioSettings settings, std::shared_ptr<EngineHost> host)
try {
    m_current.end();
    const ModelInfo model = host->connect()->info();
    if (!settings.hasConfig) {
        const std::string prompt = settings.request.config.prompt;
        settings.request.config = liveDefaults(model);
        settings.request.config.prompt = prompt;
    }
    settings.request.config = withFixedSettings(model, settings.request.config);
    if (model.text)
        return beReady(model, settings.request.config, std::move(host));
    std::optional<Picture>& reference = settings.request.reference;
    if (reference && reference->width != model.width) // it was cut for another model
        reference = audio::cropSquareAndScale(*reference, model.width);
    settings.live.voice = settings.voice;
    auto source = std::make_unique<audio::SwitchableSource>(
        m_sound.open([this](const Error& error) { report(error); }), m_sound.clock());
    const auto live = std::make_shared<OpenRun>([host] { return host->connect(); },
                                                settings.request, std::move(source), settings.live);
    begin(live, host, settings);
    onGui([this, model, request = settings.request] {
        m_model = model;
        m_settings.request.config = request.config;
        if (m_settings.request.reference && m_settings.request.reference->width != model.width)
            m_settings.request.reference = request.reference;
        m_settings.hasConfig = true;
        setState(StudioState::Running);
        Q_EMIT configChanged(request.config);
        Q_EMIT opened();
    });
} catch (const Error&) {
    onGui([this] { setState(StudioState::Failed); });
    throw;
}

void Studio::close()
{
    m_observer.stop();
    post([this] {
        m_current.end();
        onGui([this] { Q_EMIT closed(); });
    });
}

void Studio::changeConfig(const SessionConfig& wished)
{
    const SessionConfig config = possible(wished);
    if (config == m_settings.request.config)
        return;
    m_settings.request.config = config;
    Q_EMIT configChanged(config);
    m_wantedConfig.put(config);
    whileLive([this](OpenRun& live) { applyWantedConfig(live); });
}

/// A slider asks faster than an engine answers: only the latest wish is told to it. On the back office's thread.
void Studio::applyWantedConfig(OpenRun& live)
{
    const auto config = m_wantedConfig.take();
    if (!config)
        return;
    try {
        live.run.update(*config);
        m_takenConfig = *config;
    } catch (const Error& error) {
        onGui([this, refused = *config, before = m_takenConfig,
               why = ui::inWords(error.oneLine())] { takeBack(refused, before, why); });
        throw;
    }
}

/// What the engine did not take is not shown as if it counted.
void Studio::takeBack(const SessionConfig& refused, const SessionConfig& before, const QString& why)
{
    if (m_settings.request.config != refused)
        return; // something newer was asked for
    m_settings.request.config = before;
    Q_EMIT configRefused(why);
    Q_EMIT configChanged(before);
}

void Studio::restartWith(const SessionConfig& wished)
{
    const SessionConfig config = possible(wished);
    m_settings.request.config = config;
    Q_EMIT configChanged(config);
    restart();
}

/// Settings of another model's project may be none of this one's.
SessionConfig Studio::possible(const SessionConfig& wished) const
{
    return m_model ? withFixedSettings(*m_model, wished) : wished;
}

void Studio::restart()
{
    m_beforePersona.reset(); // the person of now is not the one that was asked for then
    if (makesOfWords()) {
        if (m_state == StudioState::Running)
            makeVideo(m_video);
        return;
    }
    whileLive([this, request = m_settings.request](OpenRun& live) {
        m_wantedConfig.take(); // older than the request
        m_takenConfig = request.config;
        live.run.reset(request);
    });
}

void Studio::compareWith(const SessionConfig& other)
{
    SessionRequest compared = m_settings.request;
    compared.config = other;
    whileLive([this, shown = m_settings.request, compared = std::move(compared)](OpenRun& live) {
        m_wantedConfig.take(); // older than the request
        m_takenConfig = shown.config;
        live.run.compare(shown, compared);
    });
}

void Studio::endComparison()
{
    whileLive([](OpenRun& live) { live.run.endComparison(); });
}

void Studio::setReference(std::optional<Picture> reference)
{
    m_settings.request.reference = std::move(reference);
    setPersona({}); // it knew another person
    Q_EMIT referenceChanged();
    restart();
}

void Studio::usePerson(std::optional<Picture> reference, const SessionConfig& config)
{
    if (config != m_settings.request.config) {
        m_settings.request.config = config;
        Q_EMIT configChanged(config);
    }
    setReference(std::move(reference));
}

void Studio::openPersona(const std::string& path)
{
    post([this, path, defaults = m_settings.request.config] {
        const SessionConfig config = settingsOfPersona(path, defaults);
        onGui([this, path, config] { usePersona(path, config); });
    });
}

void Studio::usePersona(const std::string& path, const SessionConfig& config)
{
    SessionRequest before = m_settings.request;
    m_settings.request.reference.reset();
    m_settings.request.config = config; // both at once: neither can be had without the other
    setPersona(path);
    restartWith(config);
    m_beforePersona = std::move(before);
}

void Studio::forgetPersona()
{
    setPersona({});
    restart();
}

void Studio::takeBackPerson()
{
    const auto before = std::exchange(m_beforePersona, std::nullopt);
    if (!before)
        return;
    m_settings.request.config = before->config;
    m_settings.request.reference = before->reference;
    setPersona(before->persona);
    Q_EMIT configChanged(before->config);
    if (before->reference)
        Q_EMIT referenceChanged();
}

void Studio::setPersona(const std::string& path)
{
    if (std::exchange(m_settings.request.persona, path) != path)
        Q_EMIT personaChanged(path);
}

void Studio::savePersona(const std::string& path)
{
    whileLive([path](OpenRun& live) { live.run.savePersona(path); });
}

void Studio::changeVoice(const audio::VoiceSettings& voice)
{
    m_settings.voice = voice;
    if (const auto running = m_current.run())
        running->run.setVoice(voice);
    Q_EMIT voiceChanged(voice);
}

void Studio::setMuted(bool muted)
{
    audio::VoiceSettings voice = m_settings.voice;
    if (std::exchange(voice.muted, muted) != muted)
        changeVoice(voice);
}

void Studio::setPaused(bool paused)
{
    if (std::exchange(m_paused, paused) == paused)
        return;
    if (const auto running = m_current.run())
        running->run.setPaused(paused);
    Q_EMIT pausedChanged(paused);
}

void Studio::setPanic(bool panic)
{
    m_panic = panic;
    if (const auto running = m_current.run())
        running->run.setPanic(panic);
}

void Studio::use(OpenSource source)
{
    // Opening a device or a file takes a while, so it happens there, in order with the runs that begin.
    post([this, source = std::move(source)] {
        auto opened = m_sound.choose(source);
        if (const auto running = m_current.run(); running && running->source)
            running->source->use(std::move(opened));
    });
}

void Studio::useMicrophone(const std::string& name)
{
    m_settings.microphone = name;
    use(m_sound.microphone(name));
}

void Studio::useSoundFile(const std::string& path, std::shared_ptr<audio::FileTransport> transport)
{
    use(m_sound.file(path, std::move(transport)));
}

void Studio::useSilence()
{
    use(m_sound.silence());
}

void Studio::setPictureSize(int size)
{
    if (std::exchange(m_settings.live.width, size) == size)
        return;
    m_settings.live.height = size;
    m_settings.request.size = size;
    if (m_begun && !makesOfWords()) // whose videos have a size of their own
        open();
}

void Studio::startRecording(const RecordingWish& wish)
{
    whileShown([this, wish](OpenRun& live) {
        const std::string path = live.outputs.startRecording(wish);
        onGui([this, path] { Q_EMIT recordingStarted(QString::fromStdString(path)); });
    });
}

void Studio::startCamera(const std::string& name)
{
    whileShown([name](OpenRun& live) { live.outputs.startCamera(name); });
}

void Studio::startV4l2(const std::string& node)
{
    whileShown([node](OpenRun& live) { live.outputs.startV4l2(node); });
}

void Studio::startMicrophone()
{
    whileShown([](OpenRun& live) { live.outputs.startMicrophone(); });
}

void Studio::startStream(const StreamSettings& settings)
{
    whileShown([settings](OpenRun& live) { live.outputs.startStream(settings); });
}

void Studio::startTake(const std::string& pattern)
{
    whileShown([wish = TakeWish{.pattern = pattern, .model = modelName()}](OpenRun& live) {
        live.outputs.startTake(wish);
    });
}

void Studio::stopOutput(OutputKind kind)
{
    whileLive([kind](OpenRun& live) { live.outputs.stop(kind); });
}

void Studio::setVoiceOffset(std::chrono::milliseconds offset)
{
    m_settings.voiceOffset = offset;
    Q_EMIT voiceOffsetChanged(static_cast<int>(offset.count()));
    whileLive([offset](OpenRun& live) { live.outputs.setVoiceOffset(offset); });
}

void Studio::askModel(std::function<void(const EngineModel*, const QString&)> question)
{
    const bool taken = m_office.post([this, question] {
        const std::shared_ptr<EngineHost> host = m_current.engine();
        if (!host)
            return question(nullptr, tr("No model is loaded. Open one first."));
        std::shared_ptr<const EngineModel> model;
        try {
            model = host->connect();
        } catch (const Error& error) { // the run meets the same, and tells it
            return question(nullptr, ui::inWords(error.oneLine()));
        }
        question(model.get(), {});
    });
    if (!taken)
        question(nullptr, tr("Imprint is too busy to ask the engine. Try again in a moment."));
}

void Studio::forecast(const SessionConfig& config, double seconds, ForecastAnswer answer)
{
    SessionRequest request = m_settings.request;
    request.config = config;
    request.live = !makesOfWords();
    askModel([this, request = std::move(request), seconds,
              answer = std::move(answer)](const EngineModel* model, const QString&) {
        if (model == nullptr)
            return;
        const Ledger ledger = model->forecast(request, seconds);
        // The weights are loaded, whatever else there will be.
        const MachineMemory memory =
            m_current.memory(ledger.predictedBytes(MemoryConsumer::Weights));
        onGui([answer, ledger, memory] { answer(ledger, memory); });
    });
}

std::optional<audio::VoiceLevel> Studio::voiceLevel() const
{
    const auto running = m_current.run();
    return running ? std::optional(running->run.level()) : std::nullopt;
}

void Studio::inBackground(BackOffice::Task task)
{
    post(std::move(task));
}

void Studio::whileLive(LiveTask task)
{
    post([this, task = std::move(task)] {
        if (const auto running = m_current.run())
            task(*running);
    });
}

void Studio::whileShown(LiveTask task)
{
    post([this, task = std::move(task)] {
        if (const auto running = m_current.run())
            return task(*running);
        onGui([this] {
            Q_EMIT problem(tr("There is no picture yet that could be sent or recorded."),
                           tr("Make a video first, or wait until the model is there."));
        });
    });
}

void Studio::post(BackOffice::Task task)
{
    if (!m_office.post(std::move(task)))
        Q_EMIT problem(tr("Imprint is too busy to do this."),
                       tr("The engine may hang. Wait a moment, then try again."));
}

void Studio::onGui(std::function<void()> task)
{
    QMetaObject::invokeMethod(this, std::move(task), Qt::QueuedConnection);
}

/// On the back office's thread.
void Studio::report(const Error& error)
{
    log(LogLevel::Error, error.oneLine());
    onGui([this, text = ui::inWords(error.what()), hint = ui::inWords(error.hint())] {
        Q_EMIT problem(text, hint);
    });
}

void Studio::setState(StudioState state)
{
    m_state = state;
    Q_EMIT stateChanged(state);
}

void Studio::tellSnapshot()
{
    const auto snapshot = m_observer.take();
    if (!snapshot || m_state != StudioState::Running) // else of a run that is over
        return;
    Q_EMIT snapshotTaken(*snapshot);
    if (snapshot->stats.wantedFrames > 0 && snapshot->stats.ended)
        endVideo(*snapshot);
}

} // namespace imprint::app
