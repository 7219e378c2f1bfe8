#pragma once

#include "engine/core/video_frame.h"
#include "tests/support/child_process.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace imprint::test {

/// Every frame of a movie, decoded by the ffmpeg program and scaled to size x size.
/// Throws std::runtime_error if it finds anything wrong with the file.
inline std::vector<Picture> movieFrames(const std::string& path, int size)
{
    const std::string side = std::to_string(size);
    const ProgramEnd end =
        runCaptured({"ffmpeg", "-v", "error", "-i", path, "-vf", "scale=" + side + ":" + side, "-f",
                     "rawvideo", "-pix_fmt", "rgb24", "-fps_mode", "passthrough", "-"});
    if (end.exitCode != 0 || !end.err.empty())
        throw std::runtime_error("ffmpeg cannot decode '" + path + "' cleanly: " + end.err);
    std::vector<Picture> frames;
    const std::size_t bytes = pictureBytes(PixelFormat::Rgb24, size, size);
    for (std::size_t at = 0; at + bytes <= end.out.size(); at += bytes) {
        const std::string picture = end.out.substr(at, bytes);
        frames.push_back({size, size, {picture.begin(), picture.end()}});
    }
    return frames;
}

} // namespace imprint::test
