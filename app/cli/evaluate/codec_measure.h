#pragma once

#include "app/cli/evaluate/truth_track.h"
#include "engine/models/pocket/pocket_model.h"
#include "engine/models/probe/face_probe.h"

#include <vector>

namespace imprint::app {

/// What is lost by a model's codec alone: true pictures, encoded and decoded.
struct CodecLoss {
    double psnr = 0; ///< dB over all pixels and frames
    double psnrFace = 0;
    double lips = 0; ///< correlation of the opening seen with the true one
};

/// Sends up to `seconds` of each track through the codec. tracks must not be empty.
CodecLoss measureCodec(const engine::PocketModel& model, const engine::FaceProbe& probe,
                       const std::vector<TruthTrack>& tracks, int seconds);

/// How far the colours of blinking eyes are off behind the codec, in levels; NaN if nobody blinks.
double codecLids(const engine::PocketModel& model, const std::vector<TruthTrack>& tracks,
                 int seconds);

/// Peak signal-to-noise ratio of a mean squared error of 8-bit levels, dB; 99 for no error.
double psnr(double meanSquaredError);

} // namespace imprint::app
