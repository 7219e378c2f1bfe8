#pragma once

#include "app/outputs/live_output.h"
#include "tests/outputs/flash_beep.h"
#include "tests/support/wait_for.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace imprint::test {

/// Moment `index` of a live session that shows FlashBeep.
inline std::shared_ptr<const app::LiveMoment> liveMoment(std::int64_t index)
{
    constexpr std::int64_t kSamples = app::kLiveSampleRate / FlashBeep::kFramesPerSecond;
    static const std::vector<float> second = FlashBeep::sound(1);
    const auto first = second.begin() + index % FlashBeep::kFramesPerSecond * kSamples;
    return std::make_shared<const app::LiveMoment>(
        app::LiveMoment{.index = index,
                        .frame = std::make_shared<const VideoFrame>(FlashBeep::frame(index)),
                        .sound = std::vector<float>(first, first + kSamples)});
}

/// Pushes one moment as soon as the output has room for it: faster than live, and nothing is lost.
inline void pushWhenRoom(app::LiveOutput& output, std::int64_t index)
{
    eventually([&] { return output.stats().queueDepth < 20 || output.stats().failed; });
    output.push(liveMoment(index));
}

} // namespace imprint::test
