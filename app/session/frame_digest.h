#pragma once

#include "engine/core/video_frame.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace imprint::app {

/// Number that changes when any byte of a picture does, or its place in the sequence: tells whether two runs made the same
/// pictures. Guards against accidents, not against people. About 4 GB/s.
inline std::uint64_t digestWith(std::uint64_t digest, const VideoFrame& frame)
{
    constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15U; // odd: no information is lost
    const auto mix = [&](std::uint64_t word) {
        digest = (digest ^ word) * kMultiplier;
        digest ^= digest >> 32U;
    };
    mix(static_cast<std::uint64_t>(frame.index));
    mix(frame.data.size());
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof word <= frame.data.size(); at += sizeof word) {
        std::memcpy(&word, frame.data.data() + at, sizeof word);
        mix(word);
    }
    for (; at < frame.data.size(); ++at)
        mix(frame.data[at]);
    return digest;
}

} // namespace imprint::app
