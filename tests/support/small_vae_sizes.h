#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <vector>

namespace imprint::test {

/// Of a Wan VAE in miniature with 16 channels, as a manifest has them.
inline nlohmann::json smallVaeSizes()
{
    constexpr std::int64_t kChannels = 16;
    return {{"dim", 8},
            {"z_dim", kChannels},
            {"dim_mult", {1, 2, 2, 2}},
            {"num_res_blocks", 1},
            {"temperal_downsample", {false, true, true}},
            {"mean", std::vector<double>(kChannels, 0.1)},
            {"std", std::vector<double>(kChannels, 1.5)}};
}

} // namespace imprint::test
