#pragma once

#include "engine/core/fields.h"
#include "engine/models/wan_dit/wan_dit.h"
#include "engine/nn/cache_policy.h"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// How exactly the network is told a step's time; what is computed with the time is exact in any case.
enum class TimeRounding {
    None,
    BFloat16, ///< as it was trained: 936 for 937.5
    Whole,    ///< without its fraction
};

constexpr std::array<EnumName<TimeRounding>, 3> enumNames(TimeRounding)
{
    return {{{TimeRounding::None, "none"},
             {TimeRounding::BFloat16, "bfloat16"},
             {TimeRounding::Whole, "whole"}}};
}

/// What the next step starts from.
enum class FlowSolver {
    Renoise, ///< the clean estimate, with fresh noise
    UniPc, ///< the noisy latents, moved on by the clean estimates of this step and the ones before (UniPC of order 2)
};

constexpr std::array<EnumName<FlowSolver>, 2> enumNames(FlowSolver)
{
    return {{{FlowSolver::Renoise, "renoise"}, {FlowSolver::UniPc, "unipc"}}};
}

/// How a model of the Wan family gets from noise to a clean block. Source: specs/wan-causal.md sections 3.1, 3.2 and 4.
struct WanSampler {
    std::int64_t blockFrames = 3; ///< must be what the checkpoint was trained with
    double shift = 5.0;
    std::vector<std::int64_t> steps{1000, 750, 500, 250}; ///< nominal times, falling
    std::vector<std::int64_t> firstSteps{}; ///< of the first generated block; none: as the others
    std::int64_t evenSteps = 0;             ///< so many steps of one size instead of those
    FlowSolver solver = FlowSolver::Renoise;
    double contextNoise = 0.0; ///< time of the passes that leave clean keys and values behind
    TimeRounding timeRounding = TimeRounding::None;

    /// Denoising steps of a block behind the first.
    std::int64_t stepCount() const
    {
        return evenSteps > 0 ? evenSteps : static_cast<std::int64_t>(steps.size());
    }
};

template <class Config, class Visitor>
requires ConfigOf<Config, WanSampler>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"blockFrames", "Latent frames that are made together"}, c.blockFrames,
          Range<std::int64_t>{1, 64});
    visit(Field{"shift", "Shift of the noise schedule"}, c.shift, Range<double>{0.01, 100.0});
    visit(Field{"steps", "Nominal times of the denoising steps, 0 ... 1000, falling"}, c.steps);
    visit(Field{"firstSteps", "The same for the first generated block; empty: no difference"},
          c.firstSteps);
    visit(Field{"evenSteps", "So many steps of one size instead of those; 0: the listed ones"},
          c.evenSteps, Range<std::int64_t>{0, 100});
    visit(Field{"solver", "What the next step starts from: renoise or unipc"}, c.solver);
    visit(Field{"contextNoise", "Time of the pass over a finished block"}, c.contextNoise,
          Range<double>{0.0, 1000.0});
    visit(Field{"timeRounding", "How the network is told times: none (exact), bfloat16, or whole"},
          c.timeRounding);
}

/// What the KV caches keep from block to block.
enum class WanCacheKind {
    Growing, ///< everything
    Window,  ///< the first frames and a ring of the newest
    Recompute, ///< nothing: built anew before every block, from a few clean latents at the first positions
};

constexpr std::array<EnumName<WanCacheKind>, 3> enumNames(WanCacheKind)
{
    return {{{WanCacheKind::Growing, "growing"},
             {WanCacheKind::Window, "window"},
             {WanCacheKind::Recompute, "recompute"}}};
}

/// Which of the numbers count says the kind; the others must be 0.
struct WanCache {
    WanCacheKind kind = WanCacheKind::Growing;
    KeyPositions positions = KeyPositions::Absolute; ///< by rank: a clip of any length
    std::int64_t maximumFrames = 0; ///< growing: the model's native length; 0: no limit
    std::int64_t windowFrames = 0;  ///< window: sinks and current block included
    std::int64_t sinkFrames = 0;    ///< window
    std::int64_t contextFrames = 0; ///< recompute: clean latents before the block
};

template <class Config, class Visitor>
requires ConfigOf<Config, WanCache>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"kind", "What the KV cache keeps: growing, window or recompute"}, c.kind);
    visit(Field{"positions", "Positions of the kept frames: absolute, or byRank for endless clips"},
          c.positions);
    visit(Field{"maximumFrames", "Growing: latent frames of the longest clip; 0: no limit"},
          c.maximumFrames, Limits{0, 1 << 20});
    visit(Field{"windowFrames", "Window: latent frames, the first ones and the block included"},
          c.windowFrames, Limits{0, 4096});
    visit(Field{"sinkFrames", "Window: first latent frames that stay for ever"}, c.sinkFrames,
          Limits{0, 4096});
    visit(Field{"contextFrames", "Recompute: clean latent frames that a block sees"},
          c.contextFrames, Limits{0, 4096});
}

/// How a new prompt comes into a running clip. It always does so between two blocks.
enum class PromptSwitch {
    Replace, ///< the next block meets it; the history stays as the old one made it
    Recache, ///< and before that the history in the cache is made again with the new prompt
    Blend,   ///< the embedding moves from the old to the new one over some blocks
};

constexpr std::array<EnumName<PromptSwitch>, 3> enumNames(PromptSwitch)
{
    return {{{PromptSwitch::Replace, "replace"},
             {PromptSwitch::Recache, "recache"},
             {PromptSwitch::Blend, "blend"}}};
}

struct WanPrompts {
    PromptSwitch onSwitch = PromptSwitch::Replace;
    bool keepSinks =
        true; ///< recache: the sinks stay what they are; else the oldest frame remade is the first
    std::int64_t blendBlocks =
        4; ///< blend: the first of them still has the old prompt, the last the new one
    std::string shotPrefix{}; ///< a prompt that begins with it begins a new shot; empty: none does
    std::int64_t shotOffset =
        0;                      ///< added with every shot to the temporal positions of what follows
    bool keepShotStart = false; ///< window: the first block of the latest shot stays like the sinks
};

template <class Config, class Visitor>
requires ConfigOf<Config, WanPrompts>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"onSwitch", "What a new prompt does: replace, recache or blend"}, c.onSwitch);
    visit(Field{"keepSinks", "Recache: the first frames keep the old prompt's keys and values"},
          c.keepSinks);
    visit(Field{"blendBlocks", "Blend: blocks from the old prompt to the new one"}, c.blendBlocks,
          Range<std::int64_t>{2, 1024});
    visit(Field{"shotPrefix", "A new prompt that begins with this begins a new shot"},
          c.shotPrefix);
    visit(Field{"shotOffset", "Added with every shot to the temporal positions of what follows"},
          c.shotOffset, Range<std::int64_t>{0, 4096});
    visit(Field{"keepShotStart", "Window: the first block of the latest shot stays like the sinks"},
          c.keepShotStart);
}

/// Everything in which the causal models of the Wan family differ, as plain values: no code below knows a model's name.
/// As JSON: an object of four sections named like the fields, each with the keys of its field list.
struct WanRecipe {
    WanDitConfig network;
    WanSampler sampler;
    WanCache cache;
    WanPrompts prompts;
};

/// Throws Error(BadConfig) for a recipe that contradicts itself.
void requireSound(const WanRecipe& recipe);

/// The sizes of the network must all be said; other settings that are left out keep their defaults, and so do sections.
/// Throws Error(BadConfig) for an unknown section or key, a wrong type, or a recipe that contradicts itself, naming
/// `where` (usually the file).
WanRecipe readWanRecipe(const nlohmann::json& json, const std::string& where);

/// What readWanRecipe gives back unchanged.
nlohmann::json jsonOf(const WanRecipe& recipe);

/// How the KV caches of one layer are kept by this recipe.
CacheSettings cacheSettingsOf(const WanRecipe& recipe);

} // namespace imprint::engine
