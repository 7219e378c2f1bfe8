#pragma once

#include "engine/models/livetalk/sound_path.h"
#include "engine/models/wan_dit/wan_dit.h"

#include <ATen/ATen.h>

#include <string>

namespace imprint::engine {

struct LiveTalkConfig {
    WanDitConfig
        network; ///< takes noisy and reference channels and the one that says what is to be made
    SoundPathConfig sound;
};

/// A causal Wan network that speaks: one published file holds both halves. Const; thread: any.
/// Source: LiveTalk model/causal_wan_video_dit_omniavatar.py; specs/avatars.md A1; parity: livetalk-dit, livetalk-keys.
class LiveTalk {
public:
    /// Tensor names are the published ones below `scope`. Throws Error(BadConfig) for sizes that contradict each other.
    LiveTalk(WeightReader& weights, const std::string& scope, const LiveTalkConfig& config);

    const WanDit& network() const { return m_network; }
    const SoundPath& sound() const { return m_sound; }

private:
    WanDit m_network;
    SoundPath m_sound;
};

/// How sound comes into a pass over F frames. spread [K, F, dim]: of these frames, as SoundPath::spread gives it.
TokenChange soundBetweenBlocks(const at::Tensor& spread);

} // namespace imprint::engine
