#pragma once

#include "app/train/speech/speech_corpus.h"
#include "engine/models/puppet/seeded_random.h"

#include <vector>

namespace imprint::train {

/// What people around, music, a room, a microphone, a codec and a gain knob do to a voice, each drawn at random; one voice
/// in seven gets a level and nothing else. Never changes timing or length; the result lies in [-1, 1].
/// samples  16 kHz mono, changed in place; digital silence becomes noise
/// babble   its training utterances speak in the background; an empty corpus: nobody does
/// Thread: any. Source: specs/pocket.md 2.3, with babble, music and codecs added.
void augment(std::vector<float>& samples, const SpeechCorpus& babble, engine::SeededRandom& random);

} // namespace imprint::train
