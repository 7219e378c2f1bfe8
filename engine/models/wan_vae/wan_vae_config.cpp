#include "engine/models/wan_vae/wan_vae_config.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"

#include <algorithm>

namespace imprint::engine {
namespace {

constexpr std::int64_t kMostLevels = 8;
constexpr std::int64_t kMostPatch = 16;

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
    if (config.patch < 1 || config.patch > kMostPatch)
        refuse(concat("'patch_size' is ", config.patch),
               concat("1 to ", kMostPatch, " are possible"));
    if (config.decoderDim < 0)
        refuse(concat("'dec_dim' is ", config.decoderDim),
               "It is the decoder's width at full size");
    for (std::size_t level = 0; level < config.dimMultipliers.size(); ++level) {
        const std::int64_t multiplier = config.dimMultipliers[level];
        const std::int64_t widest = std::max(config.dim, config.decoderDim);
        // Written so that nothing overflows.
        if (config.dim < 1 || multiplier < 1 || multiplier > kMostWidth ||
            widest > kMostWidth / multiplier)
            refuse(concat("'dim' or 'dec_dim' times 'dim_mult' is ", widest, " times ", multiplier),
                   concat("A width must be between 1 and ", kMostWidth));
        if (level > 0 && !config.shortcuts && config.decoderWidth(level) % 2 != 0)
            refuse(concat("level ", level, " has the odd width ", config.decoderWidth(level)),
                   "The decoder halves it");
    }
}

/// What leaves a level for `channels` on the way around it, time and space in channels, must fit what comes out.
void requireFits(std::size_t level, std::int64_t channels, std::int64_t into, const char* half)
{
    if (channels % into != 0)
        refuse(concat("the way around level ", level, " of the ", half, " makes ", into,
                      " channels of ", channels),
               "Choose 'dim', 'dec_dim' and 'dim_mult' so that one is a multiple of the other");
}

void checkShortcuts(const WanVaeConfig& config)
{
    if (!config.shortcuts)
        return;
    const std::size_t levels = config.dimMultipliers.size();
    for (std::size_t level = 0; level < levels; ++level) {
        const bool narrows = level + 1 < levels;
        const std::int64_t frames = narrows && config.temporalDownsample[level] ? 2 : 1;
        const std::int64_t in = level > 0 ? config.width(level - 1) : config.dim;
        requireFits(level, in * frames * (narrows ? 4 : 1), config.width(level), "encoder");
        if (level > 0) {
            const std::int64_t gained = config.temporalDownsample[level - 1] ? 8 : 4;
            requireFits(level, config.decoderWidth(level) * gained,
                        config.decoderWidth(std::min(level + 1, levels - 1)), "decoder");
        }
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
        if (json.contains("dec_dim"))
            readEntry(json, "dec_dim", config.decoderDim);
        if (json.contains("is_residual"))
            readEntry(json, "is_residual", config.shortcuts);
        if (json.contains("patch_size"))
            readEntry(json, "patch_size", config.patch);
        if (json.contains("attn_scales") && !json.at("attn_scales").empty())
            refuse("'attn_scales' is not empty", "Attention stands in the middle alone");
        checkSizes(config);
        checkShortcuts(config);
        checkStatistics(config);
    });
    return config;
}

} // namespace imprint::engine
