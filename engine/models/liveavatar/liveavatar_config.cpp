#include "engine/models/liveavatar/liveavatar_config.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace imprint::engine {
namespace {

constexpr std::size_t kBuckets = 3;

void requireBlocks(const LiveAvatarConfig& config)
{
    const auto& after = config.parts.injectedAfter;
    const bool rises =
        std::adjacent_find(after.begin(), after.end(), std::greater_equal{}) == after.end();
    if (!rises || after.empty() || after.front() < 0 || after.back() >= config.trunk.layers)
        throw Error(
            ErrorCode::BadConfig,
            concat("setting 'audio_inject_layers' is no list of rising block numbers below ",
                   config.trunk.layers));
}

void requireBuckets(const std::vector<std::int64_t>& buckets)
{
    if (buckets.size() != kBuckets)
        throw Error(ErrorCode::BadConfig,
                    concat("setting 'zip_frame_buckets' has ", buckets.size(), " numbers, not 3"));
    for (std::size_t i = 0; i < kBuckets; ++i) {
        const std::int64_t patch = std::int64_t{1} << i; // latent frames of a patch
        if (buckets[i] < patch || buckets[i] > 1024 || buckets[i] % patch != 0)
            throw Error(ErrorCode::BadConfig,
                        concat("setting 'zip_frame_buckets': ", buckets[i],
                               " latent frames are no whole number of patches of ", patch));
    }
}

} // namespace

std::int64_t LiveAvatarConfig::motionFrames() const
{
    return std::accumulate(parts.motionBuckets.begin(), parts.motionBuckets.end(), std::int64_t{0});
}

void requireSound(const LiveAvatarConfig& config)
{
    validate(config.trunk);
    validate(config.parts);
    if (config.trunk.dim % 4 != 0)
        throw Error(ErrorCode::BadConfig, concat("width ", config.trunk.dim,
                                                 " cannot be quartered, as an audio stream is"));
    requireBlocks(config);
    requireBuckets(config.parts.motionBuckets);
}

LiveAvatarConfig readLiveAvatarConfig(const nlohmann::json& json, const std::string& where)
{
    LiveAvatarConfig config;
    fromJson(json, config.trunk, where);
    fromJson(json, config.parts, where);
    namingFile(where, [&] { requireSound(config); });
    return config;
}

} // namespace imprint::engine
