#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// What norms the outputs of the convolutions over the waveform ("feat_extract_norm").
enum class WaveformNorm {
    Group, ///< "group": each channel over time, behind the first convolution only
    Layer, ///< "layer": each moment over the channels, behind every convolution
};

/// Where the layers of the encoder norm ("do_stable_layer_norm").
enum class NormPlace {
    After,  ///< false: behind each addition, and once before the first layer
    Before, ///< true: in front of each part, and once behind the last layer
};

/// Sizes of a wav2vec 2.0 encoder, under the keys of its published `config.json`. They are checked against the file of
/// weights, never guessed from it. The defaults are wav2vec2-base's.
struct Wav2Vec2Config {
    std::int64_t width = 768;        ///< "hidden_size"
    std::int64_t layers = 12;        ///< "num_hidden_layers"
    std::int64_t heads = 12;         ///< "num_attention_heads"
    std::int64_t feedForward = 3072; ///< "intermediate_size"
    std::vector<std::int64_t> channels = {512, 512, 512, 512, 512, 512, 512}; ///< "conv_dim"
    std::vector<std::int64_t> kernels = {10, 3, 3, 3, 3, 2, 2};               ///< "conv_kernel"
    std::vector<std::int64_t> strides = {5, 2, 2, 2, 2, 2, 2};                ///< "conv_stride"
    bool convolutionBias = false;                                             ///< "conv_bias"
    WaveformNorm waveformNorm = WaveformNorm::Group; ///< "feat_extract_norm"
    NormPlace normPlace = NormPlace::After;          ///< "do_stable_layer_norm"
    std::int64_t positionKernel = 128;               ///< "num_conv_pos_embeddings"
    std::int64_t positionGroups = 16;                ///< "num_conv_pos_embedding_groups"
    double epsilon = 1e-5;                           ///< "layer_norm_eps"

    /// Frames that the convolutions make of so many samples: 50 per second less the first window. None if there are too few.
    std::int64_t framesOf(std::int64_t samples) const;

    /// Samples from one frame to the next: 320, or 20 ms, in all published models.
    std::int64_t samplesPerFrame() const;

    /// The fewest samples that give a frame: 400, or 25 ms, in all published models.
    std::int64_t fewestSamples() const;
};

/// Reads and checks the sizes; keys that are no size are left alone. `where` (usually the file) stands in messages.
/// Throws Error(BadConfig) naming the key, Error(Unsupported) for activations other than GELU.
Wav2Vec2Config readWav2Vec2Config(const nlohmann::json& json, const std::string& where);

} // namespace imprint::engine
