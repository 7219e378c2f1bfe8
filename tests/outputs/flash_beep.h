#pragma once

#include "app/outputs/movie_writer.h"
#include "engine/core/video_frame.h"

#include <string>
#include <vector>

namespace imprint::test {

/// A movie whose sound and picture can be compared: every second, 0.4 s after it began, two white frames and a chirp
/// that starts with the first of them. Between them grey frames with a moving bar, and silence.
struct FlashBeep {
    static constexpr int kWidth = 192;
    static constexpr int kHeight = 160;
    static constexpr int kFramesPerSecond = 25;
    static constexpr int kSampleRate = 48000;
    static constexpr int kFlashFrame = 10; // within each second
    static constexpr double kBeepSeconds = 0.1;

    static VideoFrame frame(std::int64_t index);

    /// The sound of `seconds` whole seconds, mono.
    static std::vector<float> sound(int seconds);

    /// Settings of a recording of it.
    static app::RecorderSettings settings(const std::string& path);
};

/// Feeds frames [0, frames) with their sound, frame by frame, as a session would.
void writeFlashBeep(app::MovieWriter& writer, int frames);

/// Milliseconds by which the sound comes later than the picture in the file's n-th second, by the container's time
/// stamps.
double soundAfterPictureMs(const std::string& path, int second);

} // namespace imprint::test
