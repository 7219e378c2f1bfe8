#pragma once

#include "engine/core/fields.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// Sizes of Pocket's generator: section "generator" of its config.json.
struct PocketGeneratorConfig {
    std::int64_t dim = 0;
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t ffn = 0;
    std::int64_t patch = 0;
    std::int64_t tokensPerFrame = 0;
    std::int64_t blockFrames = 0;
    std::int64_t windowFrames = 0;
    std::int64_t sinkFrames = 0;
    double anchorReferenceWeight = 0;
    std::int64_t steps = 0;
    double shift = 0;
    std::int64_t audioTokens = 0;
    std::int64_t audioDim = 0;
    std::int64_t motionDim = 0;
    std::int64_t textTokens = 0;
};

template <class Config, class Visitor>
requires ConfigOf<Config, PocketGeneratorConfig>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"dim", "Width"}, c.dim, Limits{8, 4096});
    visit(Field{"layers", "Transformer blocks"}, c.layers, Limits{1, 64});
    visit(Field{"heads", "Attention heads"}, c.heads, Limits{1, 64});
    visit(Field{"ffn", "Width of the feed-forward layer"}, c.ffn, Limits{8, 16384});
    visit(Field{"patch", "Latent pixels per token side"}, c.patch, Limits{1, 8});
    visit(Field{"tokens_per_frame", "Tokens of a latent frame"}, c.tokensPerFrame, Limits{1, 4096});
    visit(Field{"block_frames", "Latent frames per block"}, c.blockFrames, Limits{1, 16});
    visit(Field{"window_frames", "Latest latent frames kept"}, c.windowFrames, Limits{0, 1024});
    visit(Field{"sink_frames", "First latent frames kept"}, c.sinkFrames, Limits{0, 64});
    visit(Field{"anchor_reference_weight", "Share of the reference in the anchor"},
          c.anchorReferenceWeight, Range<double>{0.0, 1.0});
    visit(Field{"steps", "Denoising steps per block"}, c.steps, Limits{1, 8});
    visit(Field{"shift", "Warp of the noise schedule"}, c.shift, Range<double>{0.5, 20.0});
    visit(Field{"audio_tokens", "Audio tokens per latent frame"}, c.audioTokens, Limits{1, 64});
    visit(Field{"audio_dim", "Width of an audio token"}, c.audioDim, Limits{1, 4096});
    visit(Field{"motion_dim", "Motion controls per latent frame"}, c.motionDim, Limits{1, 1024});
    visit(Field{"text_tokens", "Attribute tokens"}, c.textTokens, Limits{1, 64});
}

/// Section "latent" of config.json.
struct PocketLatentConfig {
    std::int64_t channels = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t spatial = 0;  ///< pixels per latent pixel, per axis
    std::int64_t temporal = 0; ///< video frames per latent frame
};

/// Everything that Pocket's config.json says. Source: specs/pocket.md section 11.
struct PocketConfig {
    std::string name;
    std::int64_t version = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::int64_t framesPerSecond = 0;
    PocketLatentConfig latent;
    PocketGeneratorConfig generator;
    std::array<std::int64_t, 3> rotaryPairs{};
    std::array<double, 3> rotaryTheta{};
    std::int64_t audioBlocks = 3;   ///< residual blocks of the audio encoder
    bool posedReference = false;    ///< blocks begin from the reference, moved with the head
    bool colourlessAnchors = false; ///< the generator was trained to remember colours by itself too
    bool referenceDetail = false;   ///< and the decoder takes detail from it
    bool faceControls = false;      ///< and is told what the face does, as the generator is
    bool movingFace = false;        ///< and its detail moves with lids, pupils and brows
    double headMotion = 0.06;       ///< liveliness unless asked for otherwise
    std::vector<std::string> attributes; ///< vocabulary "category:value"; index 0 is null

    std::int64_t tokenWidth() const { return latent.channels * generator.patch * generator.patch; }
    std::int64_t blockVideoFrames() const { return generator.blockFrames * latent.temporal; }
    /// Index of an attribute word; 0 (null) if the vocabulary lacks it.
    std::int64_t attributeIndex(const std::string& word) const;
};

/// Reads and checks `directory/config.json`. Throws Error(NotFound | BadConfig) naming file and key.
PocketConfig readPocketConfig(const std::string& directory);

} // namespace imprint::engine
