#include "engine/models/wan_vae/wan_vae_config.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"

#include <algorithm>

namespace imprint::engine {
namespace {

constexpr std::int64_t kMostLevels = 8;
constexpr std::int64_t kMostWidth = 65536;

[[noreturn]] void refuse(const std::string& problem, const std::string& hint)
{
    throw Error(ErrorCode::BadConfig, problem, hint);
}

void checkSizes(const WanVaeConfig& config)
{
    const auto levels = static_cast<std::int64_t>(config.dimMultipliers.size());
    if (levels < 1 || levels > kMostLevels)
        refuse(concat("'dim_mult' has ", levels, " levels"),
               concat("1 to ", kMostLevels, " are possible"));
    if (static_cast<std::int64_t>(config.temporalDownsample.size()) != levels - 1)
        refuse(concat("'temperal_downsample' has ", config.temporalDownsample.size(), " entries"),
               concat("One stands between each two of the ", levels, " levels"));
    if (config.residualBlocks < 1 || config.residualBlocks > 64)
        refuse(concat("'num_res_blocks' is ", config.residualBlocks), "1 to 64 are possible");
    for (std::size_t level = 0; level < config.dimMultipliers.size(); ++level) {
        const std::int64_t multiplier = config.dimMultipliers[level];
        // Written so that nothing overflows.
        if (config.dim < 1 || multiplier < 1 || multiplier > kMostWidth ||
            config.dim > kMostWidth / multiplier)
            refuse(concat("'dim' times 'dim_mult' is ", config.dim, " times ", multiplier),
                   concat("A width must be between 1 and ", kMostWidth));
        if (level > 0 && config.width(level) % 2 != 0)
            refuse(concat("level ", level, " has the odd width ", config.width(level)),
                   "The decoder halves it");
    }
}

void checkStatistics(const WanVaeConfig& config)
{
    if (config.latentChannels < 1 || config.latentChannels > kMostWidth)
        refuse(concat("'z_dim' is ", config.latentChannels),
               concat("1 to ", kMostWidth, " are possible"));
    const auto channels = static_cast<std::size_t>(config.latentChannels);
    if (config.mean.size() != channels || config.deviation.size() != channels)
        refuse(concat("'mean' has ", config.mean.size(), " entries and 'std' ",
                      config.deviation.size()),
               concat("Each needs one for each of the ", channels, " latent channels"));
    if (!std::ranges::all_of(config.deviation, [](double value) { return value > 0; }))
        refuse("'std' has an entry that is not above 0", "It is a deviation");
}

} // namespace

std::int64_t WanVaeConfig::temporalFactor() const
{
    return std::int64_t{1} << std::ranges::count(temporalDownsample, true);
}

WanVaeConfig readWanVaeConfig(const nlohmann::json& json, const std::string& where)
{
    WanVaeConfig config;
    namingFile(where, [&] {
        readEntry(json, "dim", config.dim);
        readEntry(json, "z_dim", config.latentChannels);
        readEntry(json, "dim_mult", config.dimMultipliers);
        readEntry(json, "num_res_blocks", config.residualBlocks);
        readEntry(json, "temperal_downsample", config.temporalDownsample);
        readEntry(json, "mean", config.mean);
        readEntry(json, "std", config.deviation);
        if (json.contains("attn_scales") && !json.at("attn_scales").empty())
            refuse("'attn_scales' is not empty", "Attention stands in the middle alone");
        checkSizes(config);
        checkStatistics(config);
    });
    return config;
}

} // namespace imprint::engine
