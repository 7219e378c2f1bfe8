#include "app/train/clips/clip_maker.h"

#include "app/train/speech/augment.h"

#include "engine/core/error.h"
#include "engine/models/pocket/idle_motion.h"
#include "engine/models/pocket/pocket_log_mel.h"
#include "engine/models/pocket/posed_reference.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "engine/models/puppet/puppet_variety.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace imprint::train {
namespace {

using engine::PuppetPose;
using engine::SeededRandom;

constexpr float kFramesPerSecond = 25;
/// The still is taken this many frames before frame 0, inside the lead.
constexpr int kStillBefore = 25;

/// Where the head rests, and its mood. Source: specs/pocket.md 1.2.
PuppetPose drawRest(engine::Mood mood, SeededRandom& random)
{
    PuppetPose rest;
    rest.scale = random.uniform(0.92F, 1.02F);
    rest.smile = mood == engine::Mood::Smiling ? random.uniform(0.6F, 1.0F)
                 : mood == engine::Mood::Sad   ? random.uniform(-0.8F, -0.4F)
                                               : random.uniform(0.0F, 0.25F);
    rest.brow = mood == engine::Mood::Smiling ? 0.25F : mood == engine::Mood::Sad ? -0.2F : 0.0F;
    return rest;
}

engine::Mood drawMood(SeededRandom& random)
{
    constexpr float kShares[] = {0.45F, 0.40F, 0.15F};
    return static_cast<engine::Mood>(random.weighted(kShares));
}

std::vector<PuppetPose> drawPoses(const PuppetPose& rest, const SpeechTrack& track,
                                  const ClipSettings& settings, std::uint64_t seed)
{
    SeededRandom random(seed, "clip/pose");
    engine::IdleMotion motion(
        {.liveliness = random.uniform(settings.leastLiveliness, settings.greatestLiveliness),
         .nods = random.uniform(0.0F, 1.2F),
         .blinks = true,
         .blinkPause = random.uniform(settings.shortestBlinkPause, 3.4F),
         .rest = rest},
        seed);
    // No control tells how a background moves, and what nobody can know a generator smears: it stands still.
    const float background = random.uniform(0.0F, 200.0F);
    const float breathSeconds = random.uniform(3.2F, 4.5F);
    std::vector<PuppetPose> poses;
    for (std::size_t frame = 0; frame < track.mouth.size(); ++frame) {
        PuppetPose pose = motion.next(track.energy[frame]);
        const float seconds = static_cast<float>(frame) / kFramesPerSecond;
        pose.mouth = track.mouth[frame];
        pose.backgroundTime = background;
        pose.breath = std::sin(2 * std::numbers::pi_v<float> * seconds / breathSeconds);
        poses.push_back(pose);
    }
    return poses;
}

} // namespace

ClipTruth drawClip(const SpeechCorpus& corpus, SpeechPart part, const ClipSettings& settings,
                   std::uint64_t seed)
{
    const int frames = 4 * settings.latentFrames + 1;
    SeededRandom random(seed, "clip");
    const bool silent = SeededRandom(seed, "clip/silent").chance(settings.silentShare);
    const int heard = kLeadFrames + frames + kTailFrames;
    SpeechTrack track =
        silent ? makeSilentTrack(heard) : makeSpeechTrack(corpus, part, heard, random);
    // Most people stand as the character maker draws them; some are of any age and framing, as users' pictures are.
    const bool varied = random.chance(0.3F);
    ClipTruth truth{.identity =
                        varied ? engine::sampleVariedIdentity(seed) : engine::sampleIdentity(seed)};
    truth.identity.look.mood = drawMood(random);
    std::vector<PuppetPose> poses =
        drawPoses(drawRest(truth.identity.look.mood, random), track, settings, seed);
    truth.stillPose = poses[kLeadFrames - kStillBefore];
    truth.poses.assign(poses.begin() + kLeadFrames, poses.begin() + kLeadFrames + frames);
    truth.samples = std::move(track.samples);
    if (settings.augmentSound && !(silent && random.chance(0.5F)))
        augment(truth.samples, corpus, random);
    return truth;
}

at::Tensor renderPoses(const engine::PuppetIdentity& identity, std::span<const PuppetPose> poses,
                       const engine::PuppetView& view)
{
    at::Tensor pixels =
        at::empty({static_cast<std::int64_t>(poses.size()), view.size, view.size, 3}, at::kByte);
    auto* out = pixels.data_ptr<std::uint8_t>();
    for (const PuppetPose& pose : poses) {
        const Picture picture = engine::renderPuppet(identity, pose, view);
        out = std::copy(picture.rgb.begin(), picture.rgb.end(), out);
    }
    return pixels.permute({0, 3, 1, 2});
}

ClipEncoder::ClipEncoder(const engine::PocketConfig& config, const engine::PocketEncoder& encoder,
                         const engine::PocketAudioEncoder& audioEncoder,
                         const engine::PoseWarp* warp)
    : m_config(config)
    , m_encoder(encoder)
    , m_audioEncoder(audioEncoder)
    , m_warp(warp)
{
    IMPRINT_ASSERT(config.posedReference == (warp != nullptr));
}

/// picture [1, 3, H, W] uint8 in `pose` -> latents of it as it moves through poses, four each.
at::Tensor ClipEncoder::posed(const at::Tensor& picture, const PuppetPose& pose,
                              std::span<const PuppetPose> poses) const
{
    return m_encoder.ofFrames(engine::PosedReference(*m_warp, nullptr, picture, pose).frames(poses))
        .to(at::kHalf);
}

at::Tensor ClipEncoder::audioTokens(const ClipTruth& truth, int first, int frames) const
{
    auto state = m_audioEncoder.makeState();
    const at::Tensor tokens =
        m_audioEncoder(engine::PocketLogMel()(truth.samples), state); // of frames -2 - lead …
    const std::int64_t start = engine::PocketAudioEncoder::kLookAhead + kLeadFrames + first;
    IMPRINT_ASSERT(start + frames <= tokens.size(0), "tokens ", start, " to ", start + frames,
                   " of ", tokens.size(0));
    return tokens.narrow(0, start, frames);
}

Clip ClipEncoder::operator()(const ClipTruth& truth) const
{
    const engine::PuppetView view{.size = static_cast<int>(m_config.width)};
    const auto frames = static_cast<int>(truth.poses.size());
    const at::Tensor still = renderPoses(truth.identity, std::span(&truth.stillPose, 1), view);
    const at::Tensor moving = renderPoses(truth.identity, truth.poses, view);
    Clip clip{.latents = at::cat({m_encoder(still), m_encoder(moving)}).to(at::kHalf),
              .tokens = audioTokens(truth, -1, frames + 1).to(at::kHalf),
              .stillPose = truth.stillPose,
              .poses = truth.poses};
    if (m_warp) {
        const auto behindStart = std::span(truth.poses).subspan(1);
        const auto first = std::min<std::size_t>(behindStart.size(), 4 * kLatentsFromStart);
        clip.posedFromStill = posed(still, truth.stillPose, behindStart);
        clip.posedFromStart =
            posed(moving.narrow(0, 0, 1), truth.poses.front(), behindStart.first(first));
    }
    for (const std::string& word : engine::attributeNames(truth.identity))
        clip.attributes.push_back(m_config.attributeIndex(word));
    return clip;
}

} // namespace imprint::train
