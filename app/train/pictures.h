#pragma once

#include "app/train/optim/training_run.h"
#include "app/train/speech/speech_corpus.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::train {

/// Draws every figure of a training's log over its steps. A build without cairo says so in the log instead.
/// Throws Error(Io).
void drawLossCurves(const std::string& pngPath, const std::string& title,
                    const std::vector<LogRow>& log);

/// What training sees, for people to look at: `people.png`, random people of all ages; for each clip `clip-N.png`, a strip
/// of its frames, and `clip-N.csv`, the truth behind every frame (mouth, head, eyes).
/// Throws Error(Io), and Error(Unsupported) in a build without cairo.
void renderTruth(const SpeechCorpus& corpus, const std::string& folder, int people, int clips,
                 std::uint64_t seed);

} // namespace imprint::train
