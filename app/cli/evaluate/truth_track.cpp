#include "app/cli/evaluate/truth_track.h"

#include "audio/dsp/loudness_envelope.h"
#include "engine/core/audio_block.h"
#include "engine/core/error.h"
#include "engine/models/pocket/idle_motion.h"
#include "engine/models/pocket/voice_energy.h"
#include "engine/models/puppet/puppet_renderer.h"

#include <algorithm>
#include <cstring>

namespace imprint::app {
namespace {

constexpr std::size_t kSamplesPerFrame = kEngineSampleRate / kEvaluationFps;
// Training draws its people from small seeds (and the probe's held-out people from 10^9 on).
constexpr std::uint64_t kFirstPerson = 0x5eed'0000'0000;

template <class Wanted>
engine::PuppetIdentity nthPerson(int index, Wanted wanted)
{
    std::uint64_t seed = kFirstPerson;
    for (int found = -1;; ++seed) {
        engine::PuppetIdentity identity = engine::sampleIdentity(seed);
        const engine::PuppetLook& look = identity.look;
        if (look.glasses != engine::Glasses::Sunglasses && wanted(look) && ++found == index)
            return identity;
    }
}

engine::PuppetPose restingPose(const engine::PuppetIdentity& identity)
{
    engine::PuppetPose pose; // a session that was given a picture rests its head like this
    pose.backgroundTime = 200.0F * identity.objectPhase;
    return pose;
}

/// Where two pictures of a size are seen to differ [H, W] bool.
at::Tensor differing(const Picture& a, const Picture& b)
{
    constexpr int kSeen = 8; // levels
    return pixelsOf({a, b}).to(at::kShort).diff(1, 0).abs().amax(1).squeeze(0).gt(kSeen);
}

/// Energy of each frame as the feature stage hears it: silence follows the sound.
std::vector<float> energiesOf(const std::vector<float>& samples, std::size_t frames)
{
    engine::VoiceEnergy energy;
    std::vector<float> padded = samples;
    padded.resize((frames + engine::VoiceEnergy::kDelayFrames) * kSamplesPerFrame, 0.0F);
    std::vector<float> energies;
    for (std::size_t at = 0; at < padded.size(); at += kSamplesPerFrame)
        if (const auto heard = energy.next(std::span(padded).subspan(at, kSamplesPerFrame)))
            energies.push_back(*heard);
    return energies;
}

engine::MouthPose mouthAt(const EvaluationClip& clip, float loudness, std::size_t frame)
{
    if (!clip.mouth.empty())
        return frame < clip.mouth.size() ? clip.mouth[frame] : engine::MouthPose{};
    return {.open = 0.8F * loudness, .wide = 0.2F, .teeth = 0.4F * loudness};
}

} // namespace

TruthTrack makeTruth(const engine::PuppetIdentity& identity, const EvaluationClip& clip,
                     const SessionConfig& config)
{
    const std::size_t frames = (clip.samples.size() + kSamplesPerFrame - 1) / kSamplesPerFrame;
    const std::vector<float> energies = energiesOf(clip.samples, frames);
    TruthTrack truth{.identity = identity,
                     .loudness = audio::loudnessEnvelope(clip.samples, kEvaluationFps)};
    truth.loudness.resize(frames, 0.0F);
    engine::IdleMotion idle({.liveliness = static_cast<float>(config.headMotion),
                             .nods = static_cast<float>(config.nods),
                             .blinks = config.blinks,
                             .framesPerSecond = kEvaluationFps},
                            config.seed);
    idle.next(0); // video frame 0 is the reference still
    const engine::PuppetPose rest = restingPose(identity);
    truth.poses.push_back(rest);
    for (std::size_t frame = 1; frame < frames; ++frame) {
        engine::PuppetPose pose = idle.next(energies[frame]);
        pose.backgroundTime = rest.backgroundTime; // as in training: no control tells how it moves
        pose.mouth = mouthAt(clip, truth.loudness[frame], frame);
        truth.poses.push_back(pose);
    }
    return truth;
}

at::Tensor TruthTrack::render(std::int64_t first, std::int64_t count, std::int64_t size) const
{
    std::vector<Picture> pictures;
    for (std::int64_t frame = first; frame < first + count; ++frame)
        pictures.push_back(engine::renderPuppet(identity, poses.at(static_cast<std::size_t>(frame)),
                                                static_cast<int>(size)));
    return pixelsOf(pictures);
}

at::Tensor TruthTrack::brows(std::int64_t first, std::int64_t count, std::int64_t size) const
{
    engine::PuppetIdentity browless = identity;
    browless.face.browThickness = -1;
    const auto browsOf = [&](const engine::PuppetPose& pose) {
        const auto side = static_cast<int>(size);
        return differing(engine::renderPuppet(identity, pose, side),
                         engine::renderPuppet(browless, pose, side));
    };
    const at::Tensor atFirst = browsOf(poses.front());
    std::vector<at::Tensor> frames;
    for (std::int64_t frame = first; frame < first + count; ++frame)
        frames.push_back(browsOf(poses.at(static_cast<std::size_t>(frame))).logical_or(atFirst));
    return at::stack(frames);
}

at::Tensor TruthTrack::lids(std::int64_t first, std::int64_t count, std::int64_t size) const
{
    const auto side = static_cast<int>(size);
    at::Tensor frames = at::zeros({count, size, size}, at::kBool);
    for (std::int64_t i = 0; i < count; ++i) {
        const engine::PuppetPose& pose = poses.at(static_cast<std::size_t>(first + i));
        engine::PuppetPose open = pose;
        open.blinkLeft = open.blinkRight = 0;
        if (pose.blinkLeft > 0 || pose.blinkRight > 0)
            frames[i].copy_(differing(engine::renderPuppet(identity, pose, side),
                                      engine::renderPuppet(identity, open, side)));
    }
    return frames;
}

Picture referencePicture(const engine::PuppetIdentity& identity, int size)
{
    return engine::renderPuppet(identity, restingPose(identity), size);
}

at::Tensor pixelsOf(const std::vector<Picture>& pictures)
{
    IMPRINT_ASSERT(!pictures.empty());
    at::Tensor rows = at::empty({static_cast<std::int64_t>(pictures.size()),
                                 pictures.front().height, pictures.front().width, 3},
                                at::kByte);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        IMPRINT_ASSERT(pictures[i].rgb.size() * pictures.size() ==
                           static_cast<std::size_t>(rows.numel()),
                       "pictures of different sizes");
        std::memcpy(rows[static_cast<std::int64_t>(i)].data_ptr(), pictures[i].rgb.data(),
                    pictures[i].rgb.size());
    }
    return rows.permute({0, 3, 1, 2}).contiguous();
}

Picture pictureOf(const at::Tensor& pixels)
{
    const at::Tensor rows = pixels.permute({1, 2, 0}).to(at::kByte).contiguous(); // [H, W, 3]
    const auto* bytes = rows.data_ptr<std::uint8_t>();
    return {.width = static_cast<int>(rows.size(1)),
            .height = static_cast<int>(rows.size(0)),
            .rgb = {bytes, bytes + rows.numel()}};
}

engine::PuppetIdentity evaluationPerson(int index)
{
    return nthPerson(index, [](const engine::PuppetLook&) { return true; });
}

engine::PuppetIdentity vividPerson(int index)
{
    return nthPerson(index, [](const engine::PuppetLook& look) {
        return look.hair >= engine::HairColor::Pink && look.hairStyle != engine::HairStyle::Bald;
    });
}

} // namespace imprint::app
