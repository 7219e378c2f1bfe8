#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// What a model will hold in memory, from its sizes alone: nothing is loaded.
/// Source: specs/wan-causal.md section 9, specs/avatars.md D.
namespace imprint::app {

/// Sizes of a causal video transformer.
struct NetworkSizes {
    std::int64_t width = 0;
    std::int64_t heads = 0;
    std::int64_t layers = 0; ///< 0: not known
    std::int64_t textRows = 512;
    std::int64_t tensors = 0; ///< in the published file
    std::int64_t parameters = 0;
};

/// What its KV cache keeps.
struct CacheShape {
    std::int64_t windowFrames = 0; ///< latent frames, sinks and the block in work included
    std::int64_t sinkFrames = 0;   ///< of these, never evicted
    std::int64_t blockFrames = 0;
    std::int64_t rings = 1;     ///< caches of that size, one per noise level
    double conditionFrames = 0; ///< worth of keys and values outside the rings
};

struct PictureSize {
    std::int64_t width = 0;
    std::int64_t height = 0;
};

/// A part beside the transformer: text encoder, decoder.
struct PartMemory {
    std::string title;
    std::int64_t weightBytes = 0;
    std::int64_t workingBytes =
        0; ///< state and transient of a picture of 832 × 480; grows with the picture
    bool resident = true; ///< false: loaded for a moment, then freed
};

struct MemoryInputs {
    NetworkSizes network;
    CacheShape cache;
    std::int64_t tokenPixels = 16;    ///< side of the square that one token stands for
    std::int64_t activationBytes = 0; ///< of one forward at the first size
    std::vector<PictureSize> sizes;   ///< that it is used at, its own first
    std::vector<PartMemory> parts;
};

/// S, tokens of one latent frame.
std::int64_t tokensPerFrame(const MemoryInputs& inputs, PictureSize size);

/// Keys and values of one latent frame in one layer: 2 · 2 · width · S, bf16.
std::int64_t kvBytesPerFrameLayer(const MemoryInputs& inputs, PictureSize size);

/// Of all layers and rings with so many frames each, and of the condition part.
std::int64_t kvBytes(const MemoryInputs& inputs, PictureSize size, std::int64_t windowFrames);

/// What a session of the model's own window holds, in bytes.
struct SessionForecast {
    std::int64_t weights = 0; ///< of the transformer, bf16
    std::int64_t keysAndValues = 0;
    std::int64_t crossKeys = 0; ///< of the prompt
    std::int64_t activations = 0;

    std::int64_t sum() const { return weights + keysAndValues + crossKeys + activations; }
};

/// Without its parts: which of them are resident is its user's choice.
SessionForecast forecastSession(const MemoryInputs& inputs, PictureSize size);

/// Weights, and what it works with, of a part at a picture size.
std::int64_t partBytes(const PartMemory& part, PictureSize size);

} // namespace imprint::app
