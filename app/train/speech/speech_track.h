#pragma once

#include "app/train/speech/speech_corpus.h"
#include "engine/models/puppet/puppet_pose.h"
#include "engine/models/puppet/seeded_random.h"

#include <cstddef>
#include <vector>

namespace imprint::train {

/// Utterances with pauses between, cut to a length. Frame k of a 25 fps video covers samples [640k, 640(k+1)).
struct SpeechTrack {
    std::vector<float> samples;           ///< 640 * frames, clean, 16 kHz
    std::vector<engine::MouthPose> mouth; ///< per video frame, at the frame's middle
    std::vector<float>
        energy; ///< per video frame, 0 .. 1: what engine::VoiceEnergy says of the samples
};

/// The last 6 % of the utterances and all utterances of held-out voices (isHeldOutVoice) are for validation, never seen
/// in training.
enum class SpeechPart { Training, Validation };

/// Places of the utterances that belong to a part, in order. Thread: any.
std::vector<std::size_t> utterancesOf(const SpeechCorpus& corpus, SpeechPart part);

/// Draws utterances of one part and strings them together: pauses of 0.35 s on average, one in four of 0.8 to 3 s; the
/// track may begin inside an utterance, and each utterance is up to 4 dB louder or softer than the next.
/// Energy is computed by engine::VoiceEnergy itself, streamed as in inference (its reference level is what was heard so
/// far), over two more frames than the track has, because it answers late.
/// Throws Error(BadInput) if the corpus has no utterance in this part.
/// Thread: any. Source: specs/pocket.md 2.1 and 2.2.
SpeechTrack makeSpeechTrack(const SpeechCorpus& corpus, SpeechPart part, int frames,
                            engine::SeededRandom& random);

/// So many frames in which nobody speaks: digital silence, the mouth at rest. Thread: any.
SpeechTrack makeSilentTrack(int frames);

} // namespace imprint::train
