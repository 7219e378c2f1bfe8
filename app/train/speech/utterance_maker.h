#pragma once

#include "app/train/speech/labelled_sound.h"
#include "app/train/speech/mouth_script.h"
#include "app/train/speech/speech_corpus.h"

#include <optional>

namespace imprint::train {

/// Makes an utterance of a spoken sentence: 16 kHz, the same loudness for all (RMS of the voiced part -20 dBFS), silence
/// of 0.3 s on both sides, and the mouth's curves.
/// Returns nothing where a sentence gave no speech to learn from: under 0.3 s of sound, or fewer than two phonemes.
/// Thread: any.
std::optional<Utterance> makeUtterance(const LabelledSound& sound, const MouthScript& script,
                                       std::string voice);

} // namespace imprint::train
