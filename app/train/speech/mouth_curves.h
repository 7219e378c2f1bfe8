#pragma once

#include "app/train/speech/mouth_script.h"
#include "engine/models/puppet/puppet_pose.h"

#include <vector>

namespace imprint::train {

constexpr int kMouthRate = 100; ///< mouth values per second

/// The mouth over time: visemes blended by dominance (each phoneme reaches into its neighbours), smoothed, then the
/// lips closed wherever the script says so: open stays below 0.05 and press is 1 for the whole closure. A closure
/// shorter than one video frame (40 ms) begins earlier, so that a video at 25 fps always shows it.
/// Returns `count` values, value j for the time (j + 0.5) / 100 s; outside the script the mouth rests.
/// Thread: any. Source: specs/pocket.md 2.2, with the closure rule of specs/live-io.md 2.4.
std::vector<engine::MouthPose> mouthCurves(const MouthScript& script, int count);

} // namespace imprint::train
