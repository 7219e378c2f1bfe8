#pragma once

#include "app/train/speech/labelled_sound.h"

#include <functional>
#include <set>
#include <string>

namespace imprint::train {

/// A voice of espeak-ng and how it speaks.
struct EspeakVoice {
    std::string name;         ///< language, with a variant after "+": "en-us+f3"
    int wordsPerMinute = 170; ///< labels are exact from 80 to 440
    int pitch = 50;           ///< 0 .. 99
    int pitchRange = 50;      ///< 0 .. 99, how lively the melody is
};

/// The C library espeak-ng, whose state is global, cannot be reset, and changes with every sentence: the same
/// sentence sounds a little different the second time. So it runs in a process of its own (EspeakSpeaker).
/// The one place that includes espeak-ng's headers (GPL: only imprint-train links it).
/// Thread: the only one of its process.
class EspeakLibrary {
public:
    /// Throws Error(Unsupported) if the library does not start.
    EspeakLibrary();

    /// Throws Error(Unsupported) if this espeak-ng has no such voice, Error(Internal) if it fails.
    LabelledSound speak(const std::string& text, const EspeakVoice& voice);

private:
    void setVoice(const std::string& name);

    int m_sampleRate = 0;
    std::set<std::string, std::less<>> m_variants; // "f3", "croak" ...
};

} // namespace imprint::train
