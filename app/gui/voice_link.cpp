#include "app/gui/voice_link.h"

#include "audio/device/portaudio_devices.h"
#include "audio/file/audio_file_reader.h"
#include "engine/core/log.h"
#include "ui/models/message_words.h"

#include <QFileInfo>
#include <QPointer>

#include <utility>

namespace imprint::app {
namespace {

constexpr int kLookMs = 40; // of the meter
constexpr std::chrono::milliseconds kClosingPatience{
    3000}; // an idle sound server takes up to two seconds

std::int64_t msOf(std::int64_t samples)
{
    return samples * 1000 / audio::kLiveSampleRate;
}

} // namespace

VoiceLink::VoiceLink(ui::VoiceDock& dock, Studio& studio, QObject* parent)
    : QObject(parent)
    , m_dock(dock)
    , m_studio(studio)
{
    connectWishes();
    connect(&studio, &Studio::voiceChanged, this, &VoiceLink::showVoice);
    connect(&studio, &Studio::snapshotTaken, this, &VoiceLink::showSource);
    connect(&studio, &Studio::voiceOffsetChanged, &m_dock, &ui::VoiceDock::showOffset);
    connect(&m_timer, &QTimer::timeout, this, &VoiceLink::look);
    m_timer.start(kLookMs);
    showVoice(studio.voice());
    m_dock.showMicrophone(QString::fromStdString(studio.microphone()));
    listDevices(std::chrono::milliseconds(0));
}

void VoiceLink::connectWishes()
{
    using ui::VoiceDock;
    connect(&m_dock, &VoiceDock::devicesWanted, this, &VoiceLink::lookForDevices);
    connect(&m_dock, &VoiceDock::microphoneWanted, this, &VoiceLink::useMicrophone);
    connect(&m_dock, &VoiceDock::soundFileWanted, this, &VoiceLink::useSoundFile);
    connect(&m_dock, &VoiceDock::choicesChanged, this, &VoiceLink::changeChoices);
    connect(&m_dock, &VoiceDock::playerWanted, this, [this] {
        if (m_player)
            playFrom(m_file, m_player->atEnd() ? 0 : m_player->positionSeconds());
    });
    connect(&m_dock, &VoiceDock::playWanted, this, [this](bool play) {
        if (!m_player)
            return;
        if (play && m_player->atEnd())
            m_player->seek(0);
        m_player->setPaused(!play);
        showPlayer();
    });
    connect(&m_dock, &VoiceDock::seekWanted, this, [this](double seconds) {
        if (m_player)
            m_player->seek(seconds);
    });
    connect(&m_dock, &VoiceDock::loopWanted, this, [this](bool loop) {
        if (m_player)
            m_player->setEnd(loop ? audio::FileEnd::Loop : audio::FileEnd::Wait);
        Q_EMIT soundChosen(sound());
    });
    connect(&m_dock, &VoiceDock::offsetWanted, this,
            [this](int ms) { m_studio.setVoiceOffset(std::chrono::milliseconds(ms)); });
}

/// Sound systems look for devices only while none is open: the microphone is let go of meanwhile.
void VoiceLink::lookForDevices()
{
    if (m_listing)
        return;
    if (!m_playsFile)
        m_studio.useSilence();
    listDevices(kClosingPatience);
}

/// On a thread of its own, because a sound system may take seconds to answer.
void VoiceLink::listDevices(std::chrono::milliseconds patience)
{
    m_listing = true;
    m_lister = std::jthread([this, patience, devices = m_studio.devices()] {
        std::vector<ui::DeviceView> views;
        try {
            for (const audio::InputDevice& device : devices->listWhenUnused(patience))
                views.push_back({.name = QString::fromStdString(device.name),
                                 .system = QString::fromStdString(device.hostApi),
                                 .isDefault = device.isDefault});
        } catch (const Error& error) { // the source that is used tells its user the same
            log(LogLevel::Warning, error.oneLine());
        }
        QMetaObject::invokeMethod(this,
                                  [this, patience, views] { listed(views, patience.count() > 0); });
    });
}

void VoiceLink::listed(const std::vector<ui::DeviceView>& devices, bool letGo)
{
    m_listing = false;
    m_dock.showDevices(devices);
    if (letGo && !m_playsFile)
        m_studio.useMicrophone(m_studio.microphone());
}

void VoiceLink::useMicrophone(const QString& name)
{
    m_playsFile = false;
    m_studio.useMicrophone(name.toStdString());
    Q_EMIT soundChosen(sound());
}

SoundChoice VoiceLink::sound() const
{
    return {.from = m_playsFile ? SoundFrom::File : SoundFrom::Microphone,
            .microphone = m_studio.microphone(),
            .file = m_playsFile ? m_file : std::string(),
            .loop = m_playsFile && m_player->end() == audio::FileEnd::Loop};
}

void VoiceLink::useSound(const SoundChoice& wanted)
{
    if (wanted == sound())
        return;
    if (wanted.from == SoundFrom::File) {
        m_player = std::make_shared<audio::FileTransport>(wanted.loop ? audio::FileEnd::Loop
                                                                      : audio::FileEnd::Wait);
        useSoundFile(QString::fromStdString(wanted.file));
        return;
    }
    const QString name = QString::fromStdString(wanted.microphone);
    m_dock.showMicrophone(name);
    m_dock.showUse(ui::VoiceDock::Source::Microphone);
    useMicrophone(name);
}

void VoiceLink::useSoundFile(const QString& path)
{
    const QPointer<VoiceLink> self(this); // asked on this thread alone
    Studio& studio = m_studio;
    m_studio.inBackground([self, &studio, file = path.toStdString()] {
        const auto answer = [&](auto reaction) {
            QMetaObject::invokeMethod(&studio, [self, reaction] {
                if (self)
                    reaction(*self);
            });
        };
        try {
            const audio::AudioFileReader reader(file, audio::kLiveSampleRate, 1);
        } catch (const Error&) {
            answer([](VoiceLink& link) {
                link.m_dock.showUse(link.m_playsFile ? ui::VoiceDock::Source::File
                                                     : ui::VoiceDock::Source::Microphone);
            });
            throw; // told by the studio
        }
        answer([file](VoiceLink& link) { link.playFrom(file, 0); });
    });
}

void VoiceLink::playFrom(const std::string& path, double seconds)
{
    const audio::FileEnd end = m_player ? m_player->end() : audio::FileEnd::Wait;
    m_player = std::make_shared<audio::FileTransport>(end);
    if (seconds > 0)
        m_player->seek(seconds);
    m_file = path;
    m_playsFile = true;
    m_studio.useSoundFile(path, m_player);
    m_dock.showUse(ui::VoiceDock::Source::File);
    showPlayer();
    Q_EMIT soundChosen(sound());
}

void VoiceLink::changeChoices(const ui::VoiceChoices& choices)
{
    audio::VoiceSettings voice = m_studio.voice();
    voice.gainDb = choices.gainDb;
    voice.gate = choices.gate;
    voice.gateThresholdDb = choices.gateThresholdDb;
    voice.suppressNoise = choices.suppressNoise;
    voice.automaticGain = choices.automaticGain;
    voice.muted = choices.muted;
    m_studio.changeVoice(voice);
}

void VoiceLink::showVoice(const audio::VoiceSettings& voice)
{
    m_dock.showChoices({.gainDb = voice.gainDb,
                        .gate = voice.gate,
                        .gateThresholdDb = voice.gateThresholdDb,
                        .suppressNoise = voice.suppressNoise,
                        .automaticGain = voice.automaticGain,
                        .muted = voice.muted});
}

void VoiceLink::showSource(const StudioSnapshot& snapshot)
{
    const audio::LiveSourceStatus& source = snapshot.stats.source;
    const QString trouble = ui::inWords(source.trouble);
    if (std::exchange(m_trouble, trouble) != trouble)
        Q_EMIT troubleChanged(trouble);
    m_dock.showSource({.name = QString::fromStdString(source.name),
                       .lost = source.lost,
                       .trouble = trouble,
                       .filledMs = msOf(source.filled),
                       .lostMs = msOf(source.overruns),
                       .reopened = source.reopened});
}

void VoiceLink::look()
{
    if (!m_dock.isShown())
        return;
    const audio::VoiceLevel level = m_studio.voiceLevel().value_or(audio::VoiceLevel());
    m_dock.showLevel({.peakDb = level.peakDb,
                      .rmsDb = level.rmsDb,
                      .clipped = level.clipped,
                      .speech = level.speech});
    if (m_playsFile)
        showPlayer();
}

void VoiceLink::showPlayer()
{
    m_dock.showPlayer({.file = QFileInfo(QString::fromStdString(m_file)).fileName(),
                       .positionSeconds = m_player->positionSeconds(),
                       .lengthSeconds = m_player->lengthSeconds(),
                       .playing = !m_player->paused() && !m_player->atEnd(),
                       .loop = m_player->end() == audio::FileEnd::Loop});
}

} // namespace imprint::app
