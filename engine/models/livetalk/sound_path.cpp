#include "engine/models/livetalk/sound_path.h"

#include "engine/core/error.h"
#include "engine/models/livetalk/speech_features.h"

namespace imprint::engine {
namespace {

constexpr double kPackEpsilon = 1e-5; // of this norm it is no setting

std::string scoped(const std::string& scope, const std::string& name)
{
    return scope.empty() ? name : scope + "." + name;
}

} // namespace

SoundPath::SoundPath(WeightReader& weights, const std::string& scope, const SoundPathConfig& config,
                     std::int64_t dim, std::int64_t blocks)
    : m_config(config)
    , m_pack(weights, scoped(scope, "audio_proj.proj"), kPicturesPerLatent * config.channels,
             config.width)
    , m_packNorm(weights, scoped(scope, "audio_proj.norm_out"), config.width, kPackEpsilon)
{
    if (blocksThatHear(blocks) < 1)
        throw Error(ErrorCode::BadConfig,
                    concat("a network of ", blocks, " blocks has none that hears sound"),
                    "It takes 4 of them at least");
    for (std::int64_t k = 0; k < blocksThatHear(blocks); ++k)
        m_spread.emplace_back(weights, scoped(scope, concat("audio_cond_projs.", k)), config.width,
                              dim);
}

at::Tensor SoundPath::packed(const at::Tensor& features) const
{
    if (features.dim() != 2 || features.size(0) % kPicturesPerLatent != 0 ||
        features.size(1) != m_config.channels)
        throw Error(ErrorCode::BadShape, concat("the speech features have shape ", features.sizes(),
                                                ", expected [4·frames, ", m_config.channels, "]"));
    const at::Tensor perLatent = // time-major: all channels of a picture, then the next one's
        features.reshape({-1, kPicturesPerLatent * m_config.channels});
    return m_packNorm(m_pack(perLatent.to(m_pack.weight().scalar_type())));
}

at::Tensor SoundPath::spread(const at::Tensor& packed) const
{
    std::vector<at::Tensor> perBlock;
    for (const Linear& linear : m_spread)
        perBlock.push_back(linear(packed.to(linear.weight().scalar_type())));
    return at::stack(perBlock);
}

} // namespace imprint::engine
