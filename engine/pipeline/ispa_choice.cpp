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

} // namespace imprint::engine
