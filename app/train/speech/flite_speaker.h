#pragma once

#include "app/train/speech/labelled_sound.h"

#include <string>

namespace imprint::train {

/// A voice of flite and how it speaks.
struct FliteVoice {
    std::string name;    ///< "slt", "rms", "awb", "kal16"
    float stretch = 1;   ///< 2 speaks half as fast
    float tapeSpeed = 1; ///< 1.1 plays it a tenth faster and higher: another throat
};

/// The program flite (permissive licence, voices made from human recordings), run once per sentence.
/// Thread: any. Source: specs/live-io.md 2.4.
class FliteSpeaker {
public:
    static bool isInstalled();

    /// Speaks one English sentence. Throws Error(Io) if flite fails, Error(Unsupported) if it answers in a form that
    /// version 2.2 does not use.
    LabelledSound speak(const std::string& text, const FliteVoice& voice) const;
};

} // namespace imprint::train
