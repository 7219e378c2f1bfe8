#include "engine/pipeline/eviction_choice.h"

#include <cmath>

namespace imprint::engine {
namespace {

void requireWholeFramesUnused(const SessionConfig& config)
{
    if (config.ispaLayers > 0 || config.kvBits != KvBits::Full)
        throw Error(ErrorCode::BadConfig,
                    concat("'kvEvict' is ", enumName(config.kvEvict),
                           ", but ISPA and KV storage in 8 or 4 bits work on whole frames"),
                    "Leave out 'ispaLayers' and 'kvBits', or 'kvEvict'");
}

} // namespace

std::optional<TokenEviction> evictionSettings(const SessionConfig& config,
                                              const PocketConfig& model)
{
    if (config.kvEvict == KvEvict::None)
        return std::nullopt;
    requireWholeFramesUnused(config);
    const PocketGeneratorConfig& g = model.generator;
    return TokenEviction{
        .rule = config.kvEvict,
        .tokens = std::llround(config.kvEvictFrames * static_cast<double>(g.tokensPerFrame)),
        .sinkFrames = config.kvSinkFrames,
        .windowFrames = config.kvWindowFrames,
        .blockFrames = g.blockFrames,
        .columns = model.latent.columns / g.patch,
        .seed = config.seed};
}

double equalBytesFrames(const LocalShare& ispa)
{
    const auto layers = static_cast<double>(ispa.layers);
    const auto local = static_cast<double>(ispa.localLayers);
    return ((layers - local) * ispa.fullFrames + local * ispa.localFrames) / layers;
}

} // namespace imprint::engine
