#pragma once

#include "audio/dsp/level_meter.h"

#include <array>
#include <cstddef>

namespace imprint::audio {

/// How loud the last 160 ms were, for a meter that looks less often than pieces come: no peak and no clipping is missed by one
/// that looks six times a second. Thread: its owner's.
class LevelWindow {
public:
    /// The level of the last pieces, `piece` (10 ms) included.
    VoiceLevel add(const VoiceLevel& piece);

private:
    std::array<VoiceLevel, 16> m_pieces; // a ring
    std::size_t m_next = 0;
};

} // namespace imprint::audio
