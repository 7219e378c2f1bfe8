#pragma once

#include "engine/core/audio_block.h"

#include <cstdint>

/// The one clock of a session is its count of samples; every other time follows from it by exact whole-number
/// arithmetic, so nothing drifts in hours. Indices and times count from the session's start and are not negative.
/// A frame or sample belongs to the time from its own start until the next one's start.
namespace imprint {

inline constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;

/// Converts the start of unit `index` (`from` units per second) to the unit of the other rate in which it lies.
constexpr std::int64_t unitAt(std::int64_t index, std::int64_t from, std::int64_t to) noexcept
{
    // Split into whole seconds and a rest, so that the product stays small for any length.
    return index / from * to + index % from * to / from;
}

/// Converts to the first unit of the other rate that starts at or behind the start of unit `index`.
constexpr std::int64_t firstUnitFrom(std::int64_t index, std::int64_t from,
                                     std::int64_t to) noexcept
{
    return index / from * to + (index % from * to + from - 1) / from;
}

/// The video frame during which a sample is heard.
constexpr std::int64_t frameOfSample(std::int64_t sample, int framesPerSecond) noexcept
{
    return unitAt(sample, kEngineSampleRate, framesPerSecond);
}

/// The first sample that is heard during a video frame.
constexpr std::int64_t firstSampleOfFrame(std::int64_t frame, int framesPerSecond) noexcept
{
    return firstUnitFrom(frame, framesPerSecond, kEngineSampleRate);
}

/// Presentation time in microseconds, rounded down once and never summed up.
constexpr std::int64_t microsecondsOfFrame(std::int64_t frame, int framesPerSecond) noexcept
{
    return unitAt(frame, framesPerSecond, kMicrosecondsPerSecond);
}

constexpr std::int64_t microsecondsOfSample(std::int64_t sample) noexcept
{
    return unitAt(sample, kEngineSampleRate, kMicrosecondsPerSecond);
}

/// The frame shown at a time: the last one whose microsecondsOfFrame is not later.
constexpr std::int64_t frameAtMicroseconds(std::int64_t time, int framesPerSecond) noexcept
{
    return firstUnitFrom(time + 1, kMicrosecondsPerSecond, framesPerSecond) - 1;
}

/// The sample heard at a time: the last one whose microsecondsOfSample is not later.
constexpr std::int64_t sampleAtMicroseconds(std::int64_t time) noexcept
{
    return firstUnitFrom(time + 1, kMicrosecondsPerSecond, kEngineSampleRate) - 1;
}

} // namespace imprint
