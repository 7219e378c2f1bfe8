#include "engine/pipeline/ispa_choice.h"

namespace imprint::engine {
namespace {

std::optional<Rung> rungOf(IspaRung choice)
{
    if (choice == IspaRung::Auto)
        return std::nullopt;
    return parseEnum<Rung>("ispaRung", enumName(choice)); // the names are the same
}

} // namespace

std::optional<AbsorberSettings> ispaSettings(const SessionConfig& config, std::int64_t blockFrames)
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
                            .seed = config.seed};
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

} // namespace imprint::engine
