#pragma once

#include "app/train/clips/clip.h"
#include "app/train/speech/speech_track.h"
#include "engine/models/pocket/pocket_audio_encoder.h"
#include "engine/models/pocket/pocket_codec.h"
#include "engine/models/pocket/pocket_config.h"
#include "engine/models/pocket/pose_warp.h"
#include "engine/models/puppet/puppet_view.h"

#include <span>

namespace imprint::train {

/// Which part of a clip is random, and how far.
struct ClipSettings {
    int latentFrames = 24;     ///< four video frames each
    float leastLiveliness = 0; ///< of the head, specs/pocket.md 1.2
    float greatestLiveliness = 0.7F;
    float shortestBlinkPause =
        0.9F; ///< seconds; blinks come oftener than in life, there is more to learn from them
    bool augmentSound = true;
    float silentShare = 0.12F; ///< of the clips: nobody speaks, half of them without any sound
};

/// Frames of sound before a clip's frame 0 (the audio encoder looks back), and how long before it the still was taken.
inline constexpr int kLeadFrames = 30;
/// Frames of sound behind the last one (the audio encoder looks ahead).
inline constexpr int kTailFrames = 2;
/// Latents that a sample which begins at frame 0 reaches at most.
inline constexpr std::int64_t kLatentsFromStart = 9;

/// A random person with random speech and motion; the same seed gives the same clip. Thread: any.
ClipTruth drawClip(const SpeechCorpus& corpus, SpeechPart part, const ClipSettings& settings,
                   std::uint64_t seed);

/// The pictures of poses: [n, 3, size, size] uint8.
at::Tensor renderPoses(const engine::PuppetIdentity& identity,
                       std::span<const engine::PuppetPose> poses, const engine::PuppetView& view);

/// What the networks before the generator make of a clip. Thread: any; they are const.
class ClipEncoder {
public:
    /// warp: of models with a posed reference, else null.
    ClipEncoder(const engine::PocketConfig& config, const engine::PocketEncoder& encoder,
                const engine::PocketAudioEncoder& audioEncoder, const engine::PoseWarp* warp);

    Clip operator()(const ClipTruth& truth) const;

    /// Audio tokens [frames, 128] of video frames first … first + frames - 1 of a clip.
    at::Tensor audioTokens(const ClipTruth& truth, int first, int frames) const;

private:
    at::Tensor posed(const at::Tensor& picture, const engine::PuppetPose& pose,
                     std::span<const engine::PuppetPose> poses) const;

    const engine::PocketConfig& m_config;
    const engine::PocketEncoder& m_encoder;
    const engine::PocketAudioEncoder& m_audioEncoder;
    const engine::PoseWarp* m_warp;
};

} // namespace imprint::train
