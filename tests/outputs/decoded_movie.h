#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace imprint::test {

struct DecodedFrame {
    double seconds = 0;  ///< by the container's time stamp
    double meanLuma = 0; ///< 0..255
    bool key = false;    ///< a player can start here
};

/// A whole movie, decoded with the container's time stamps and nothing else.
struct DecodedMovie {
    int width = 0;
    int height = 0;
    std::string videoCodec;
    std::string audioCodec;
    std::string colors; ///< "range primaries transfer matrix"
    std::vector<DecodedFrame> frames;
    int sampleRate = 0;
    int channels = 0;
    std::ptrdiff_t firstSample =
        0;                      ///< position of sound[0] on the container's timeline, at sampleRate
    std::vector<float> sound;   ///< first channel
    double durationSeconds = 0; ///< as the container states it
    int damaged = 0;            ///< packets and reads that failed
    std::map<std::string, std::string> metadata;
};

/// Throws std::runtime_error if the file cannot be opened.
DecodedMovie decodeMovie(const std::string& path);

} // namespace imprint::test
