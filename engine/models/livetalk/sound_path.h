#pragma once

#include "engine/core/fields.h"
#include "engine/nn/linear.h"
#include "engine/nn/norms.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// Sizes of the way from speech features into the network.
struct SoundPathConfig {
    std::int64_t channels = 10752; ///< speech features of one picture: 14 states of width 768
    std::int64_t width = 32;       ///< what a latent frame hears is packed to
};

template <class Config, class Visitor>
requires ConfigOf<Config, SoundPathConfig>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"audio_channels", "Speech features of one picture"}, c.channels,
          Limits{1, 1 << 20});
    visit(Field{"audio_hidden_size", "Width of what a latent frame hears"}, c.width,
          Limits{1, 65536});
}

/// From speech features to what is added to a frame's tokens in front of blocks 2, 3, … : the four pictures of a latent frame
/// are packed into a few numbers, and these spread to the network's width, once for each such block. Const; thread: any.
/// Source: LiveTalk model/audio_pack.py; specs/avatars.md A3; parity: livetalk-audio-proj.
class SoundPath {
public:
    /// Reads `audio_proj` and `audio_cond_projs.<k>` below `scope`, for a network of so many blocks, each `dim` wide.
    SoundPath(WeightReader& weights, const std::string& scope, const SoundPathConfig& config,
              std::int64_t dim, std::int64_t blocks);

    /// How many blocks hear sound, of a network of so many.
    static std::int64_t blocksThatHear(std::int64_t blocks) { return blocks / 2 - 1; }

    /// features [4·T, channels], pictures in order -> [T, width].
    at::Tensor packed(const at::Tensor& features) const;

    /// packed [T, width] -> [K, T, dim]: entry k belongs in front of block k + 2.
    at::Tensor spread(const at::Tensor& packed) const;

private:
    SoundPathConfig m_config;
    Linear m_pack;
    LayerNorm m_packNorm;
    std::vector<Linear> m_spread;
};

} // namespace imprint::engine
