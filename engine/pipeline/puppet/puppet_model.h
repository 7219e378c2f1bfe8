#pragma once

#include "engine/core/fields.h"
#include "engine/models/pocket/pocket_audio_encoder.h"

#include <cstdint>
#include <memory>
#include <string>

namespace imprint::engine {

/// The puppet has no latents; its blocks are measured in those of Pocket.
inline constexpr int kPuppetFramesPerLatent = 4;

/// Section "puppet" of its config.json.
struct PuppetModelConfig {
    int size = 0;            ///< width and height of a picture, unless asked for otherwise
    int framesPerSecond = 0; ///< that the audio encoder was trained for
    int blockFrames = 0;
    double headMotion = 0;        ///< default of the session setting of that name
    std::int64_t audioBlocks = 0; ///< residual blocks of Pocket's audio encoder
    std::string audioWeights;     ///< file of Pocket's audio encoder, seen from the model's folder
};

template <class Config, class Visitor>
requires ConfigOf<Config, PuppetModelConfig>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"size", "Width and height of a picture"}, c.size, Range{16, 2160});
    visit(Field{"fps", "Frames per second"}, c.framesPerSecond, Range{25, 25});
    visit(Field{"block_frames", "Video frames per block"}, c.blockFrames, Range{1, 100});
    visit(Field{"head_motion", "Liveliness unless asked for otherwise"}, c.headMotion,
          Range{0.0, 1.2});
    visit(Field{"audio_blocks", "Residual blocks of the audio encoder"}, c.audioBlocks,
          Range<std::int64_t>{1, 16});
    visit(Field{"audio_weights", "Weights of the audio encoder"}, c.audioWeights);
}

/// What the puppet needs besides the program itself: sizes, and the network that hears mouth shapes in sound.
/// Immutable after loading; sessions share it as shared_ptr<const PuppetModel>.
class PuppetModel {
public:
    /// Loads config.json of a folder and the weights that it names.
    /// Throws Error(NotFound | BadInput | BadShape | BadConfig) naming the file.
    static std::shared_ptr<const PuppetModel> load(const std::string& directory);

    std::string name;
    PuppetModelConfig config;
    PocketAudioEncoder audioEncoder;
    std::int64_t weightBytes = 0;
};

} // namespace imprint::engine
