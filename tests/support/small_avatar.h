#pragma once

#include "engine/models/liveavatar/liveavatar_dit.h"
#include "tests/support/random_weights.h"

namespace imprint::test {

/// LiveAvatar's network at miniature size, all sizes unlike each other.
inline engine::LiveAvatarConfig smallAvatarConfig()
{
    engine::LiveAvatarConfig config;
    config.trunk = {.dim = 48,
                    .ffnDim = 40,
                    .heads = 2,
                    .layers = 3,
                    .textLength = 5,
                    .textDim = 12,
                    .timeDim = 32,
                    .inChannels = 4,
                    .outChannels = 4};
    config.parts.audioWidth = 10;
    config.parts.audioStates = 6;
    config.parts.audioStreams = 3;
    config.parts.injectedAfter = {0, 2};
    config.parts.poseChannels = 3;
    return config;
}

inline engine::LiveAvatarDit smallAvatar(at::ScalarType type = at::kFloat)
{
    RandomWeights weights(90, type);
    return {weights, smallAvatarConfig()};
}

/// What a clip of latents of height × width is given: whole pictures of noise.
struct AvatarClip {
    std::int64_t height = 8;
    std::int64_t width = 16;
    RandomTensors random{91};
    at::Tensor reference = random({4, 1, height, width});
    at::Tensor motion = random({4, 19, height, width});
    at::Tensor prompt = random({3, 12});

    at::Tensor voice(std::int64_t block) const
    {
        return RandomTensors(1000 + static_cast<std::uint64_t>(block))({6, 10, 12});
    }
};

} // namespace imprint::test
