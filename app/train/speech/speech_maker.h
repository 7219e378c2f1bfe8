#pragma once

#include "app/train/speech/speech_corpus.h"

#include <cstddef>
#include <cstdint>
#include <functional>

namespace imprint::train {

struct SpeechSettings {
    int utterances = 1800; ///< about 4 s each
    std::uint64_t seed = 1;
};

/// Speaks random sentences in many voices: with espeak-ng, and one in six with flite where that program is installed
/// (without it a warning says so, and espeak-ng speaks all). No sentence comes twice.
/// progress  called after each utterance; may be empty
/// Same settings, espeak-ng and flite: the same corpus. Throws Error(Unsupported) if this build lacks espeak-ng, and
/// what the synthesisers throw.
/// Run it with at::set_num_threads(1): on a busy machine a second thread waits more than it helps (32 s against more
/// than 3 min for 1800 utterances).
/// Thread: any; one core. Source: specs/pocket.md 2.1.
SpeechCorpus
makeSpeechCorpus(const SpeechSettings& settings,
                 const std::function<void(std::size_t done, std::size_t total)>& progress);

} // namespace imprint::train
