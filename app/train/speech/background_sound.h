#pragma once

#include "app/train/speech/speech_corpus.h"
#include "engine/models/puppet/seeded_random.h"

#include <cstddef>
#include <vector>

namespace imprint::train {

/// White noise, or (three in five) noise that falls towards high frequencies. Thread: any.
std::vector<float> noiseSound(std::size_t count, engine::SeededRandom& random);

/// Three to six people of the corpus' training part who talk at once, over and over. Silence if there are none.
/// Thread: any.
std::vector<float> babbleSound(std::size_t count, const SpeechCorpus& corpus,
                               engine::SeededRandom& random);

/// A band of a few made-up instruments: chords with overtones that fade, and a beat. Thread: any.
std::vector<float> musicSound(std::size_t count, engine::SeededRandom& random);

} // namespace imprint::train
