#pragma once

#include "app/train/speech/espeak_library.h"
#include "app/train/speech/labelled_sound.h"

#include <sys/types.h>

#include <string>

namespace imprint::train {

/// espeak-ng in a child process. The library cannot forget what it said, so only a fresh process makes the same calls
/// give the same sound; and a voice that crashes or hangs takes nobody down.
/// Thread: its owner's; several objects are independent.
class EspeakSpeaker {
public:
    /// Throws Error(Unsupported) if this build lacks espeak-ng, Error(Io) if no process can be made.
    EspeakSpeaker();
    ~EspeakSpeaker();
    EspeakSpeaker(const EspeakSpeaker&) = delete;
    EspeakSpeaker& operator=(const EspeakSpeaker&) = delete;

    /// Speaks one sentence (UTF-8). Throws as EspeakLibrary::speak, and Error(Internal) if the process dies or is
    /// silent for a minute.
    LabelledSound speak(const std::string& text, const EspeakVoice& voice);

private:
    pid_t m_pid = -1;
    int m_socket = -1;
};

} // namespace imprint::train
