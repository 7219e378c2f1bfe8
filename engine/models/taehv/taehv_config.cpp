#include "engine/models/taehv/taehv_config.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"

#include <algorithm>

namespace imprint::engine {
namespace {

constexpr std::int64_t kMostPatch = 16;

/// JSON's own conversion to an array takes the first entries of a longer list.
template <class T, std::size_t Size>
void readList(const nlohmann::json& json, const char* key, std::array<T, Size>& values)
{
    std::vector<T> list;
    readEntry(json, key, list);
    if (list.size() != Size)
        throw Error(ErrorCode::BadConfig, concat("'", key, "' has ", list.size(), " entries"),
                    concat("It must have ", Size));
    std::ranges::copy(list, values.begin());
}

std::int64_t doublings(const std::array<bool, TaehvConfig::kLevels>& levels)
{
    return std::int64_t{1} << std::ranges::count(levels, true);
}

} // namespace

std::int64_t TaehvConfig::framesPerLatent() const
{
    return doublings(timeUp);
}
std::int64_t TaehvConfig::spatialFactor() const
{
    return patch * doublings(spaceUp);
}
std::int64_t TaehvConfig::framesPerEncoded() const
{
    return doublings(timeDown);
}

TaehvConfig readTaehvConfig(const nlohmann::json& json, const std::string& where)
{
    TaehvConfig config;
    namingFile(where, [&] {
        readList(json, "n_f", config.widths);
        readList(json, "decoder_time_upscale", config.timeUp);
        readList(json, "decoder_space_upscale", config.spaceUp);
        if (json.contains("encoder_time_downscale"))
            readList(json, "encoder_time_downscale", config.timeDown);
        readEntry(json, "latent_channels", config.latentChannels);
        readEntry(json, "encoder_channels", config.encoderWidth);
        readEntry(json, "patch_size", config.patch);
        for (const std::int64_t width : config.widths)
            checkBetween("n_f", width, 1, kMostWidth);
        checkBetween("latent_channels", config.latentChannels, 1, kMostWidth);
        checkBetween("encoder_channels", config.encoderWidth, 1, kMostWidth);
        checkBetween("patch_size", config.patch, 1, kMostPatch);
    });
    return config;
}

} // namespace imprint::engine
