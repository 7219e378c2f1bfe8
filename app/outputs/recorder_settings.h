#pragma once

#include "app/outputs/movie_format.h"
#include "engine/core/engine_session.h"
#include "engine/core/session_stats.h"

#include <cstdint>
#include <string>

namespace imprint::app {

/// A fair minimumFreeBytes for recordings whose length nobody knows yet: the machine stays usable.
inline constexpr std::int64_t kLiveMinimumFreeBytes = 200'000'000;

/// What is recorded, and where to.
struct RecorderSettings {
    std::string path;         ///< ends in .mp4, .mkv or .mov; must not exist yet (see freeFileName)
    int width = 0;            ///< even
    int height = 0;           ///< even
    int framesPerSecond = 25; ///< of the video frames' index
    int audioSampleRate = 48000; ///< Hz of the pushed sound
    int audioChannels = 1;       ///< 1 or 2, interleaved; 0: no sound track
    MovieFormat format;
    std::int64_t minimumFreeBytes = 0; ///< ends before the disk has less; 0: when it is full
    std::string title;
    PictureOrigin origin = PictureOrigin::Generated; ///< decides the mark that the file gets
    std::string comment; ///< follows the mark that says the video is synthetic, and how it was made
};

/// Measured figures of one recording so far. A value: copied to whoever shows it.
struct RecorderStats {
    std::int64_t frames = 0; ///< handed to the encoder
    double audioSeconds = 0; ///< handed to the encoder
    std::int64_t bytes = 0;  ///< written to the file
    StageTime encode;        ///< encoding and writing of one frame; `blocks` counts frames
    int queueDepth = 0;      ///< frames and pieces of sound waiting for the encoder
    std::string encoder;     ///< FFmpeg's name of what encodes the pictures
    bool plain = false;      ///< finished, and rewritten with its index in front
};

} // namespace imprint::app
