#pragma once

#include "engine/core/fields.h"
#include "engine/ispa/persona.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>

namespace imprint::engine {

// What a persona's file says of itself beside its tensors, with fields and limits: the format.

inline constexpr int kPersonaVersion = 1;
inline constexpr int kLevelsVersion = 2; ///< with part kFurtherLevels: of several noise levels

/// Part "absorption".
struct AbsorptionText {
    int version = kPersonaVersion;
    std::int64_t sinkFrames = 0;
    std::int64_t windowFrames = 0;
    std::int64_t blockFrames = 1;
    std::int64_t lastBlock = 0;
    std::int64_t passes = 1;
    std::int64_t heads = 1;
};

template <class Config, class Visitor>
requires ConfigOf<Config, AbsorptionText>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"version", "Version of the format"}, c.version,
          Range{kPersonaVersion, kLevelsVersion});
    visit(Field{"sink_frames", "First latent frames that local layers keep"}, c.sinkFrames,
          Limits{0, 64});
    visit(Field{"window_frames", "Latest latent frames that they keep"}, c.windowFrames,
          Limits{0, 1024});
    visit(Field{"block_frames", "Latent frames per block"}, c.blockFrames, Limits{1, 64});
    visit(Field{"last_block", "Where the last block of the warm-up started"}, c.lastBlock,
          Limits{0, std::int64_t{1} << 40});
    visit(Field{"passes", "Passes over a block"}, c.passes, Limits{1, 64});
    visit(Field{"heads", "Attention heads of a layer"}, c.heads, Limits{1, 256});
}

/// A list of lists like part "layers", which is of the first noise level: those of the others.
inline constexpr const char* kFurtherLevels = "further_levels";

/// An item of part "layers".
struct LayerText {
    int layer = 0;
    Rung rung = Rung::None;
    double heldOutError = 1.0;
};

template <class Config, class Visitor>
requires ConfigOf<Config, LayerText>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"layer", "Index of the layer"}, c.layer, Range{0, 4095});
    visit(Field{"rung", "Kind of its correction"}, c.rung);
    visit(Field{"held_out_error", "Share of the discrepancy that it misses"}, c.heldOutError,
          Range{0.0, 1e6});
}

inline constexpr const char* kTokensKey = "tokens";

/// Part kTokensKey of a layer whose correction has some.
struct TokensText {
    std::int64_t place = 0;
    double strength = 1.0;
};

template <class Config, class Visitor>
requires ConfigOf<Config, TokensText>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"place", "Position of the block that sees them where they were made"}, c.place,
          Range<std::int64_t>{0, std::int64_t{1} << 40});
    visit(Field{"strength", "Share of what they change"}, c.strength, Range{-1.0, 1.0});
}

/// An item of part "sinks".
struct SinkText {
    std::int64_t index = 0;
    std::int64_t firstFrame = 0;
    std::int64_t frames = 1;
};

template <class Config, class Visitor>
requires ConfigOf<Config, SinkText>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"index", "Number of the block"}, c.index, Limits{0, 4096});
    visit(Field{"first_frame", "Its first latent frame"}, c.firstFrame, Limits{0, 4096});
    visit(Field{"frames", "Its latent frames"}, c.frames, Limits{1, 64});
}

/// The whole description of a persona.
nlohmann::json personaText(const Persona& persona);

} // namespace imprint::engine
