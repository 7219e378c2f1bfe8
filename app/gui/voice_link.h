#pragma once

#include "app/gui/studio.h"
#include "app/session/project.h"
#include "ui/docks/voice_dock.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace imprint::app {

/// Brings the voice of the studio to its dock, and what the dock asks for to the studio. Thread: GUI.
class VoiceLink : public QObject {
    Q_OBJECT
public:
    /// dock and studio outlive it.
    VoiceLink(ui::VoiceDock& dock, Studio& studio, QObject* parent = nullptr);

    /// A file in the microphone's place, if it can be read; else the studio tells why not, and all stays as it is.
    void useSoundFile(const QString& path);

    /// Where the voice comes from now; and where it is to come from.
    SoundChoice sound() const;
    void useSound(const SoundChoice& sound);

Q_SIGNALS:
    void soundChosen(const SoundChoice& sound);
    /// The voice does not arrive, and what to do, in a sentence; empty: it does again. Once for each change.
    void troubleChanged(const QString& trouble);

private:
    void connectWishes();
    void lookForDevices();
    void listDevices(std::chrono::milliseconds patience);
    void listed(const std::vector<ui::DeviceView>& devices, bool letGo);
    void useMicrophone(const QString& name);
    void playFrom(const std::string& path, double seconds);
    void changeChoices(const ui::VoiceChoices& choices);
    void showVoice(const audio::VoiceSettings& voice);
    void showSource(const StudioSnapshot& snapshot);
    void look();
    void showPlayer();

    ui::VoiceDock& m_dock;
    Studio& m_studio;
    std::string m_file;                             // empty: none was chosen
    std::shared_ptr<audio::FileTransport> m_player; // of m_file
    bool m_playsFile = false;
    QString m_trouble;
    QTimer m_timer;
    bool m_listing = false;
    std::jthread m_lister; // last: it calls this object
};

} // namespace imprint::app
