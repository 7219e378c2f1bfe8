#pragma once

#include "app/train/speech/labelled_sound.h"
#include "app/train/speech/viseme.h"

#include <vector>

namespace imprint::train {

/// A mouth shape and when it is aimed at, seconds.
struct VisemeSpan {
    Viseme viseme = Viseme::Silence;
    double beginS = 0;
    double endS = 0;
};

/// A time in which the lips are in contact: from the start of the closure to the release. For "p" that is the silence
/// before the burst, not the burst.
struct LipClosure {
    double beginS = 0;
    double endS = 0;
};

/// What a mouth has to do for a sentence.
struct MouthScript {
    std::vector<VisemeSpan> visemes; ///< in order of time, none of zero length
    std::vector<LipClosure> closures;
};

/// Reads the labels of espeak-ng, which labels voiceless stops at their release: the silent gap before a stop becomes
/// part of it. Language switches ("(en)") and zero-length phonemes drop out.
/// Thread: any. Source: specs/live-io.md 2.4.
MouthScript espeakScript(const LabelledSound& sound);

/// Reads the labels of flite, whose stops begin with their closure. Throws Error(Unsupported) for an unknown phone.
/// Thread: any. Source: specs/live-io.md 2.4.
MouthScript fliteScript(const LabelledSound& sound);

/// Appends the visemes of a phoneme in equal parts of [beginS, endS). For scripts.
void appendVisemes(MouthScript& script, const std::vector<Viseme>& visemes, double beginS,
                   double endS);

} // namespace imprint::train
