#pragma once

#include "tests/support/file_bytes.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace imprint::test {

/// `samples` [-1, 1], interleaved, as a 16-bit WAV file.
inline std::string wavBytes(const std::vector<float>& samples, int sampleRate, int channels)
{
    std::string bytes;
    const auto put = [&bytes](std::uint32_t value, int size) {
        for (int i = 0; i < size; ++i)
            bytes.push_back(static_cast<char>(value >> (8 * i) & 0xff));
    };
    const auto dataBytes = static_cast<std::uint32_t>(2 * samples.size());
    const auto rate = static_cast<std::uint32_t>(sampleRate);
    const auto frameBytes = static_cast<std::uint32_t>(2 * channels);
    bytes += "RIFF";
    put(36 + dataBytes, 4);
    bytes += "WAVEfmt ";
    put(16, 4);
    put(1, 2); // PCM
    put(frameBytes / 2, 2);
    put(rate, 4);
    put(rate * frameBytes, 4);
    put(frameBytes, 2);
    put(16, 2);
    bytes += "data";
    put(dataBytes, 4);
    for (const float sample : samples)
        put(static_cast<std::uint32_t>(std::lround(std::clamp(sample, -1.0F, 1.0F) * 32767)), 2);
    return bytes;
}

inline void writeWav(const std::string& path, const std::vector<float>& samples, int sampleRate,
                     int channels)
{
    writeBytes(path, wavBytes(samples, sampleRate, channels));
}

} // namespace imprint::test
