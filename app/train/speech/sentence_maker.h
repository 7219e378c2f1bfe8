#pragma once

#include "engine/models/puppet/seeded_random.h"

#include <string>
#include <string_view>

namespace imprint::train {

/// A random sentence for a voice of the given language: statements, questions, small talk, lists, numbers, tongue
/// twisters, fragments, and strings of invented syllables in which every phoneme is equally frequent. Voices of German,
/// French, Spanish, Italian, Portuguese, Dutch and Polish speak phrases of their own language half of the time;
/// otherwise they read English with their accent (only the variety of sounds matters).
/// language  of espeak-ng: "en-us", "de", "pt-br"
/// Returns UTF-8 without line breaks, 2 .. 25 words. Thread: any.
std::string makeSentence(std::string_view language, engine::SeededRandom& random);

} // namespace imprint::train
