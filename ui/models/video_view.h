#pragma once

#include <QString>

#include <cstdint>

namespace imprint::ui {

/// How a video stands that is made of words.
struct VideoView {
    enum class Phase {
        Waiting,  ///< no model is there yet
        Ready,    ///< nothing is made
        Starting, ///< its prompt is read
        Making,
        Stopping
    };

    Phase phase = Phase::Waiting;
    std::int64_t frames = 0;       ///< that are made
    std::int64_t wantedFrames = 0; ///< of the whole video
    int framesPerSecond = 0;
    double share = 0; ///< of the work that is done, with what is done of the block that is made
    double secondsPassed = 0; ///< since it was begun
    bool paused = false;

    bool goesOn() const { return phase != Phase::Waiting && phase != Phase::Ready; }

    friend bool operator==(const VideoView&, const VideoView&) = default;
};

/// "1.3 of 5.0 s are made; about 4 min left", or what is done before there is anything.
QString videoText(const VideoView& view);

} // namespace imprint::ui
