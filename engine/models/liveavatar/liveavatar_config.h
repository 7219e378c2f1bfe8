#pragma once

#include "engine/core/fields.h"
#include "engine/models/wan_dit/wan_dit.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// What LiveAvatar's network has besides the trunk of a Wan DiT, under the names of the published config.json where that has
/// them.
struct LiveAvatarParts {
    std::int64_t audioWidth = 1024; ///< of a hidden state of the speech encoder
    std::int64_t audioStates =
        25; ///< how many hidden states, the one in front of the first layer included
    std::int64_t audioStreams =
        4; ///< audio tokens of a latent frame; one more is learnt and says nothing
    std::vector<std::int64_t> injectedAfter{0,  4,  8,  12, 16, 20,
                                            24, 27, 30, 33, 36, 39}; ///< blocks, rising
    std::int64_t poseChannels = 16;
    /// Latent frames of the motion that came before, newest first: in patches of the usual size, twice, four times as large.
    std::vector<std::int64_t> motionBuckets{1, 2, 16};
};

template <class Config, class Visitor>
requires ConfigOf<Config, LiveAvatarParts>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"audio_dim", "Width of the speech encoder's states"}, c.audioWidth,
          Limits{1, 16384});
    visit(Field{"num_audio_layers", "Hidden states of the speech encoder"}, c.audioStates,
          Limits{1, 256});
    visit(Field{"num_audio_token", "Audio tokens of a latent frame"}, c.audioStreams,
          Limits{1, 64});
    visit(Field{"audio_inject_layers", "Blocks behind which the voice comes in, rising"},
          c.injectedAfter);
    visit(Field{"cond_dim", "Channels of a pose latent"}, c.poseChannels, Limits{1, 1024});
    visit(Field{"zip_frame_buckets", "Motion latents by size of patch, newest first"},
          c.motionBuckets);
}

struct LiveAvatarConfig {
    WanDitConfig trunk;
    LiveAvatarParts parts;

    std::int64_t
    motionFrames() const; ///< latent frames that the condition holds of the motion before
};

/// Throws Error(BadConfig) for sizes that cannot be.
void requireSound(const LiveAvatarConfig& config);

/// Reads the keys of both field lists from one object; all must be there, others are left alone. `where` (usually the file)
/// stands in messages. Throws Error(BadConfig) naming the key.
LiveAvatarConfig readLiveAvatarConfig(const nlohmann::json& json, const std::string& where);

} // namespace imprint::engine
