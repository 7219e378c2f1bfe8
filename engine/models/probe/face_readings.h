#pragma once

#include "engine/core/fields.h"
#include "engine/models/puppet/puppet_pose.h"

#include <array>
#include <cstddef>

namespace imprint::engine {

/// What a probe reads from one picture of a face: numbers of PuppetPose, in its units. Both eyes are one.
enum class Reading {
    Open,
    Wide,
    Round,
    Teeth,
    Press,
    Blink,
    X,
    Y,
    Roll,
    Yaw,
    Pitch,
    Scale,
    GazeX,
    GazeY,
    Brow,
    Smile
};

inline constexpr std::size_t kReadings = 16;

constexpr std::array<EnumName<Reading>, kReadings> enumNames(Reading)
{
    using enum Reading;
    return {{{Open, "open"},
             {Wide, "wide"},
             {Round, "round"},
             {Teeth, "teeth"},
             {Press, "press"},
             {Blink, "blink"},
             {X, "x"},
             {Y, "y"},
             {Roll, "roll"},
             {Yaw, "yaw"},
             {Pitch, "pitch"},
             {Scale, "scale"},
             {GazeX, "gaze x"},
             {GazeY, "gaze y"},
             {Brow, "brow"},
             {Smile, "smile"}}};
}

using FaceReadings = std::array<float, kReadings>;

/// Middle and usual deviation of each reading: a network's outputs are multiples of the deviation from the middle.
struct ReadingScale {
    FaceReadings middle;
    FaceReadings deviation;
};

const ReadingScale& readingScale();

/// What a faultless probe would read from a picture of this pose.
FaceReadings readingsOf(const PuppetPose& pose);

} // namespace imprint::engine
