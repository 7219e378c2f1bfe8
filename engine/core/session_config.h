#pragma once

#include "engine/core/fields.h"
#include "engine/core/ispa_choices.h"
#include "engine/core/kv_evict.h"

#include <array>
#include <cstdint>
#include <string>

namespace imprint {

enum class CacheKind { SinkWindow, Growing };

constexpr std::array<EnumName<CacheKind>, 2> enumNames(CacheKind)
{
    return {{{CacheKind::SinkWindow, "sink-window"}, {CacheKind::Growing, "growing"}}};
}

/// Bits per stored key and value.
enum class KvBits {
    Full, ///< as the network computes: 16, on a CPU 32
    Eight,
    Four,
};

constexpr std::array<EnumName<KvBits>, 3> enumNames(KvBits)
{
    return {{{KvBits::Full, "16"}, {KvBits::Eight, "8"}, {KvBits::Four, "4"}}};
}

/// What remembers a person's colours.
enum class IdentityFrom {
    Reference, ///< the reference picture, which every block begins from
    History, ///< the KV history alone: blocks begin from a grey reference, the prompt's words are not told
};

constexpr std::array<EnumName<IdentityFrom>, 2> enumNames(IdentityFrom)
{
    return {{{IdentityFrom::Reference, "reference"}, {IdentityFrom::History, "history"}}};
}

/// What one session does. A value: a change is a new one, which takes effect at a block boundary.
struct SessionConfig {
    std::string prompt; ///< words of the character and its mood; empty: all left open
    std::uint64_t seed =
        0; ///< with equal settings the same seed gives the same frames, bit for bit
    int steps = 2;
    double shift = 3.0;
    int blockLatents = 0; ///< latent frames per block; 0: the model's own
    IdentityFrom identityFrom = IdentityFrom::Reference;
    CacheKind kvPolicy = CacheKind::SinkWindow;
    int kvSinkFrames = 1;
    int kvWindowFrames = 6;
    KvBits kvBits = KvBits::Full;
    KvEvict kvEvict = KvEvict::None; ///< experiments: in the place of kvPolicy
    double kvEvictFrames = 16;       ///< tokens that kvEvict leaves in a layer, in latent frames
    int fCap =
        0; ///< latent frames that a layer with its whole history may hold at most, the current block
           ///< included; 0: no cap
    int ispaLayers = 0;  ///< K: layers that give up their history after the warm-up; 0: none
    int ispaWarmup = 12; ///< T_warm, latent frames
    int ispaSinkFrames = 1;
    int ispaWindowFrames = 3;
    IspaRung ispaRung = IspaRung::Auto;
    SelectionRule ispaSelect = SelectionRule::Residual;
    IspaControl ispaControl = IspaControl::None; ///< experiments: makes the corrections wrong
    bool ispaReabsorb = false; ///< learn anew when what was absorbed no longer fits
    double headMotion = 0.06;  ///< liveliness A of the idle motion
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
    visit(
        Field{"blockLatents",
              "Latent frames per block; fewer answer sooner, more look ahead; 0: the model's own"},
        c.blockLatents, Range{0, 12});
    visit(Field{"identityFrom", "What remembers the person's colours"}, c.identityFrom);
    visit(Field{"kvPolicy", "What the KV cache keeps"}, c.kvPolicy);
    visit(Field{"kvSinkFrames", "Latent frames at the start that are never evicted"},
          c.kvSinkFrames, Range{0, 64});
    visit(Field{"kvWindowFrames", "Latest latent frames kept besides sinks and the current block"},
          c.kvWindowFrames, Range{0, 1024});
    visit(Field{"kvBits", "Bits per value of the KV cache; 16 is as the network computes"},
          c.kvBits);
    visit(Field{"kvEvict", "Experiment: drop single tokens of the history, chosen in this way"},
          c.kvEvict);
    visit(Field{"kvEvictFrames", "Tokens that then stay in a layer, in latent frames"},
          c.kvEvictFrames, Range{1.0, 4096.0});
    visit(
        Field{"fCap", "Latent frames that a layer with its whole history may hold at most; 0: any"},
        c.fCap, Range{0, 4096});
    visit(Field{"ispaLayers", "Layers that give up their KV history after the warm-up"},
          c.ispaLayers, Range{0, 256});
    visit(Field{"ispaWarmup", "Latent frames before they do"}, c.ispaWarmup, Range{1, 4096});
    visit(Field{"ispaSinkFrames", "First latent frames that such a layer keeps"}, c.ispaSinkFrames,
          Range{0, 64});
    visit(Field{"ispaWindowFrames", "Latest latent frames that such a layer keeps"},
          c.ispaWindowFrames, Range{0, 1024});
    visit(Field{"ispaRung", "What stands in for the history of such a layer"}, c.ispaRung);
    visit(Field{"ispaSelect", "How such layers are chosen"}, c.ispaSelect);
    visit(Field{"ispaControl", "Experiment: spoil what stands in, in this way"}, c.ispaControl);
    visit(Field{"ispaReabsorb", "Learn anew when what was absorbed no longer fits"},
          c.ispaReabsorb);
    visit(Field{"headMotion", "Liveliness of the idle head motion"}, c.headMotion, Range{0.0, 1.2});
    visit(Field{"blinks", "Blink now and then"}, c.blinks);
    visit(Field{"nods", "How strongly the head follows the voice"}, c.nods, Range{0.0, 2.0});
}

} // namespace imprint
