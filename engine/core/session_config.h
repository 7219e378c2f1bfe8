#pragma once

#include "engine/core/fields.h"

#include <array>
#include <cstdint>
#include <string>

namespace imprint {

enum class CacheKind { SinkWindow, Growing };

constexpr std::array<EnumName<CacheKind>, 2> enumNames(CacheKind)
{
    return {{{CacheKind::SinkWindow, "sink-window"}, {CacheKind::Growing, "growing"}}};
}

/// What one session does. A value: a change is a new one, which takes effect at a block boundary.
struct SessionConfig {
    std::string prompt; ///< words of the character and its mood; empty: all left open
    std::uint64_t seed =
        0; ///< with equal settings the same seed gives the same frames, bit for bit
    int steps = 2;
    double shift = 3.0;
    CacheKind kvPolicy = CacheKind::SinkWindow;
    int kvSinkFrames = 1;
    int kvWindowFrames = 6;
    double headMotion = 0.06; ///< liveliness A of the idle motion
    bool blinks = true;
    double nods = 1.0;

    friend bool operator==(const SessionConfig&, const SessionConfig&) = default;
};

template <class Config, class Visitor>
requires ConfigOf<Config, SessionConfig>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"prompt", "Words that describe the character"}, c.prompt);
    visit(Field{"seed", "Number that decides everything random"}, c.seed);
    visit(Field{"steps", "Denoising steps per block"}, c.steps, Range{1, 8});
    visit(Field{"shift", "Warp of the noise schedule"}, c.shift, Range{0.5, 20.0});
    visit(Field{"kvPolicy", "What the KV cache keeps"}, c.kvPolicy);
    visit(Field{"kvSinkFrames", "Latent frames at the start that are never evicted"},
          c.kvSinkFrames, Range{0, 64});
    visit(Field{"kvWindowFrames", "Latest latent frames kept besides sinks and the current block"},
          c.kvWindowFrames, Range{0, 1024});
    visit(Field{"headMotion", "Liveliness of the idle head motion"}, c.headMotion, Range{0.0, 1.2});
    visit(Field{"blinks", "Blink now and then"}, c.blinks);
    visit(Field{"nods", "How strongly the head follows the voice"}, c.nods, Range{0.0, 2.0});
}

} // namespace imprint
