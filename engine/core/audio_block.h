#pragma once

#include <cstdint>
#include <vector>

namespace imprint {

/// Sample rate of all sound that goes into the engine.
inline constexpr int kEngineSampleRate = 16000;

/// A piece of sound on its way to the engine. The sample count is the only clock of a session.
struct AudioBlock {
    std::int64_t firstSample = 0; ///< index of samples[0] since the session began, at 16 kHz
    std::vector<float> samples;   ///< mono, [-1, 1]
};

} // namespace imprint
