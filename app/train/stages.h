#pragma once

#include "app/train/optim/training_run.h"
#include "app/train/speech/speech_corpus.h"
#include "engine/models/pocket/pocket_config.h"

#include <string>

namespace imprint::train {

/// What every stage of a training is given. The folder holds all that stages hand on to each other.
struct StageSettings {
    std::string folder; ///< of the training; made if it is missing
    std::string
        configFrom; ///< model, by its name or folder, whose config.json has the sizes of the networks
    std::string
        from; ///< folder with weights of an earlier training to begin with; empty: from nothing
    std::uint64_t seed = 1;
    int threads = 2;
    at::Device device = at::kCPU; ///< that computes losses; data is drawn on the processor
    int batchFactor = 1; ///< samples of a step, in those that two processor cores are given
    int utterances = 2400;
    int clips = 1500; ///< in memory for the generator, half a megabyte each; renewed all the time
    int generatedClips = 240; ///< that the generator makes for the decoder to learn from
    std::int64_t steps = 0;   ///< of the stage; 0: as many as fit in its time
    double minutes = 0;
    double rate =
        1; ///< factor of the learning rate; below 1 where few samples a step go on from good weights
};

/// Each stage is done once: its result lies in the folder and is read the next time. A stage that was broken off goes on
/// from its last checkpoint. Progress goes to stdout.
/// Throws Error(Io | BadInput | BadConfig | Unsupported) naming the file or the setting.
SpeechCorpus provideSpeech(const StageSettings& settings);
void trainAudio(const StageSettings& settings);
void trainWarp(const StageSettings& settings);
void trainFace(const StageSettings& settings);
void trainCodec(const StageSettings& settings);
void trainGenerator(const StageSettings& settings);

/// Writes `<folder>/generator.safetensors`: `share` of the one in the folder `with`, the rest of the one in `settings.from`.
/// Throws Error(BadShape) if they are no networks of one kind.
void averageGenerators(const StageSettings& settings, const std::string& with, double share);

/// Trains the probe that `imprint-cli evaluate` looks with: `<folder>/face-probe/probe.safetensors`. Needs no speech.
void trainFaceProbe(const StageSettings& settings);

/// Draws what training sees into `<folder>/pictures`.
void renderSamples(const StageSettings& settings, int people, int clips);

/// Writes `<folder>/model`: what Imprint loads as a model. version: of the weights, shown to the user.
void exportModel(const StageSettings& settings, int version);

} // namespace imprint::train
