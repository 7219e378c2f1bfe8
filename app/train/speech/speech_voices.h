#pragma once

#include "app/train/speech/espeak_library.h"
#include "app/train/speech/flite_speaker.h"
#include "engine/models/puppet/seeded_random.h"

#include <string>
#include <string_view>

namespace imprint::train {

/// A random voice of espeak-ng: a language, read by one of many speakers, at 130 to 220 words per minute.
/// Thread: any. Source: specs/pocket.md 2.1.
EspeakVoice drawEspeakVoice(engine::SeededRandom& random);

/// A random voice of flite. Thread: any.
FliteVoice drawFliteVoice(engine::SeededRandom& random);

/// Name of a voice in a corpus: "espeak:en-us+f3", "flite:slt".
std::string corpusName(const EspeakVoice& voice);
std::string corpusName(const FliteVoice& voice);

/// Language part of an espeak-ng voice: "pt-br+m1" -> "pt-br".
std::string languageOf(const EspeakVoice& voice);

/// Whether a voice (by its name in a corpus) is kept from training, so that there are always strangers to test with:
/// six speakers and one language of espeak-ng, one voice of flite.
bool isHeldOutVoice(std::string_view corpusName);

} // namespace imprint::train
