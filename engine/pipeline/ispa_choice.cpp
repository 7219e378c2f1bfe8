#include "engine/pipeline/ispa_choice.h"

#include "engine/core/error.h"

#include <algorithm>
#include <tuple>

namespace imprint::engine {
namespace {

std::optional<Rung> rungOf(IspaRung choice)
{
    if (choice == IspaRung::Auto)
        return std::nullopt;
    return parseEnum<Rung>("ispaRung", enumName(choice)); // the names are the same
}

} // namespace

std::optional<AbsorberSettings> ispaSettings(const SessionConfig& config, std::int64_t blockFrames,
                                             const std::shared_ptr<const Absorption>& ofOtherClip)
{
    if (config.ispaLayers == 0)
        return std::nullopt;
    return AbsorberSettings{.layers = config.ispaLayers,
                            .warmFrames = config.ispaWarmup,
                            .local = {.sinkFrames = config.ispaSinkFrames,
                                      .windowFrames = config.ispaWindowFrames,
                                      .blockFrames = blockFrames},
                            .solver = {.rung = rungOf(config.ispaRung)},
                            .select = config.ispaSelect,
                            .passes = 1 + config.steps,
                            .seed = config.seed,
                            .control = config.ispaControl,
                            .ofOtherClip = ofOtherClip};
}

std::optional<AbsorberSettings>
learningUpTo(std::int64_t frames, std::optional<AbsorberSettings> ispa, std::int64_t from)
{
    if (ispa) {
        ispa->learnFrom = std::max(frames - ispa->warmFrames, from);
        ispa->warmFrames = std::max(frames, ispa->warmFrames + from);
    }
    return ispa;
}

IspaFigures ispaFigures(const Absorber& absorber)
{
    IspaFigures figures;
    if (absorber.phase() == AbsorberPhase::Warming)
        return figures;
    figures.absorbed = true;
    figures.absorptions = 1;
    figures.transitionMs = absorber.transitionMs();
    for (const AbsorbedLayer& layer : absorber.layers()) {
        const LayerSolution& solution = layer.solution;
        const Rung rung = solution.correction.rung;
        figures.layers.push_back(
            {.chosen = layer.chosen,
             .rung = parseEnum<IspaRung>("ispaRung", enumName(rung)), // the names are the same
             .heldOutR2 = 1.0 - solution.heldOutError,
             .validated = solution.validated,
             .evictedMass =
                 solution.evictedMass.defined() ? solution.evictedMass.mean().item<double>() : 0.0,
             .relativeDiscrepancy = solution.relativeDiscrepancy,
             .freedBytes = layer.freedBytes});
    }
    return figures;
}

bool askSameOfIspa(const SessionConfig& one, const SessionConfig& other)
{
    const auto asked = [](const SessionConfig& c) {
        return std::tuple(c.ispaLayers, c.ispaWarmup, c.ispaSinkFrames, c.ispaWindowFrames,
                          c.ispaRung, c.ispaSelect, c.ispaControl);
    };
    return (one.ispaLayers == 0 && other.ispaLayers == 0) || asked(one) == asked(other);
}

void requireIspaFits(const SessionConfig& config, const CacheSettings& cache,
                     std::int64_t blockFrames, std::int64_t layers)
{
    const auto ispa = ispaSettings(config, blockFrames);
    if (!ispa && config.ispaControl != IspaControl::None)
        throw Error(ErrorCode::BadConfig,
                    concat("'ispaControl' is ", enumName(config.ispaControl),
                           ", but no layer is to give up its history"),
                    "Set 'ispaLayers', or leave 'ispaControl' out");
    if (!ispa)
        return;
    if (ispa->layers > layers)
        throw Error(
            ErrorCode::BadConfig,
            concat(ispa->layers, " layers are to give up their history, but there are ", layers),
            concat("Choose 0 to ", layers));
    if (!fitsWithin(localCache(ispa->local, cache, ispa->local.sinkFrames), cache))
        throw Error(ErrorCode::BadConfig,
                    concat("a layer that gives up its history cannot keep ",
                           ispa->local.attendedFrames(), " latent frames: the KV cache has ",
                           cache.capacityFrames),
                    "Choose fewer sinks or a smaller window for ISPA, or a larger KV window");
}

} // namespace imprint::engine
