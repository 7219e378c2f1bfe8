#pragma once

#include "engine/models/wan_vae/wan_vae.h"
#include "tests/support/random_weights.h"

namespace imprint::test {

/// A Wan VAE of the published structure with few channels.
inline engine::WanVaeConfig smallVae(std::int64_t dim = 4, std::int64_t latentChannels = 3)
{
    engine::WanVaeConfig config;
    config.dim = dim;
    config.latentChannels = latentChannels;
    config.dimMultipliers = {1, 2, 4, 4};
    config.residualBlocks = 1;
    config.temporalDownsample = {false, true, true};
    config.mean.assign(static_cast<std::size_t>(latentChannels), 0.25);
    config.deviation.assign(static_cast<std::size_t>(latentChannels), 1.5);
    config.mean[0] = -0.5;
    config.deviation[0] = 2;
    return config;
}

/// The same with the structure of Wan 2.2: a way around every level, patches, a decoder of another width.
inline engine::WanVaeConfig smallVaeWithShortcuts(std::int64_t dim = 2,
                                                  std::int64_t latentChannels = 3)
{
    engine::WanVaeConfig config = smallVae(dim, latentChannels);
    config.decoderDim = 2 * dim;
    config.shortcuts = true;
    config.patch = 2;
    return config;
}

/// Any other structure that is possible, small.
inline engine::WanVaeConfig randomVae(RandomTensors& random)
{
    engine::WanVaeConfig config = smallVae(2 * random.between(1, 3), random.between(1, 5));
    const std::int64_t levels = random.between(1, 4);
    config.residualBlocks = random.between(1, 2);
    config.dimMultipliers.clear();
    config.temporalDownsample.clear();
    for (std::int64_t level = 0; level < levels; ++level)
        config.dimMultipliers.push_back(random.between(1, 3));
    for (std::int64_t level = 1; level < levels; ++level)
        config.temporalDownsample.push_back(random.between(0, 1) == 1);
    return config;
}

/// Any other structure with a way around every level.
inline engine::WanVaeConfig randomVaeWithShortcuts(RandomTensors& random)
{
    engine::WanVaeConfig config = randomVae(random);
    config.shortcuts = true;
    config.patch = random.between(1, 3);
    config.decoderDim = random.between(1, 4);
    // Powers of two, the last level no wider than the one before, divide each other on every way around.
    for (std::int64_t& multiplier : config.dimMultipliers)
        multiplier = std::int64_t{1} << random.between(0, 2);
    const std::size_t levels = config.dimMultipliers.size();
    config.dimMultipliers.back() = levels > 1 ? config.dimMultipliers[levels - 2] : 1;
    return config;
}

} // namespace imprint::test
