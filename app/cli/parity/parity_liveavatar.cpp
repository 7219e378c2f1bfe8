#include "app/cli/parity/parity_checkpoint.h"
#include "app/cli/parity/parity_components.h"

#include "app/cli/parity/recorded_noise.h"
#include "app/cli/parity/speech_case.h"
#include "engine/models/liveavatar/liveavatar_dit.h"
#include "engine/models/wav2vec2/video_frames.h"
#include "engine/pipeline/liveavatar/avatar_rollout.h"

namespace imprint::app {
namespace {

using engine::AvatarSight;
using engine::AvatarStep;
using engine::LiveAvatarConfig;
using engine::LiveAvatarDit;

constexpr std::int64_t kReferencePrefix = 73; // copies that the reference puts in front of a block

LiveAvatarConfig configOf(const ParityCase& parityCase)
{
    return engine::readLiveAvatarConfig(parityCase.config, "case.json");
}

LiveAvatarDit openAvatar(const ParityCase& parityCase)
{
    engine::WeightFile weights = openCaseCheckpoint(parityCase);
    LiveAvatarDit dit(weights, configOf(parityCase));
    weights.finish();
    return dit;
}

/// What the network hears of the case's sound, [states, width, pictures of all clips].
/// clipKey: of the config, how many pictures a clip has.
at::Tensor featuresOf(const ParityCase& parityCase, const char* clipKey)
{
    const engine::Wav2Vec2Encoder encoder =
        openSpeechEncoder(parityCase, parityCase.config.at("wav2vec2"));
    const at::Tensor samples = engine::normalisedSamples(parityCase.input("audio"));
    const at::Tensor states = encoder.hiddenStates(encoder.features(samples));
    const at::Tensor resampled = engine::resampledFrames(states, engine::statesOf(states.size(1)));
    return engine::statesInClips(resampled, parityCase.config.at("fps"),
                                 parityCase.config.at(clipKey));
}

std::int64_t picturesPerBlock(const ParityCase& parityCase)
{
    return 4 * parityCase.config.at("num_frame_per_block").get<std::int64_t>();
}

at::Tensor featuresOfBlock(const at::Tensor& features, std::int64_t block, std::int64_t pictures)
{
    return features.narrow(-1, block * pictures, pictures);
}

/// Both shapes of a voice under `name`, with a batch axis.
void addVoice(const engine::VoiceTokens& voice, const std::string& name, const std::string& suffix,
              TensorMap& got)
{
    got[name + "global" + suffix] = voice.whole.unsqueeze(0);
    got[name + "tokens" + suffix] = voice.tokens.unsqueeze(0);
}

engine::AvatarSettings settingsOf(const ParityCase& parityCase)
{
    engine::AvatarSettings settings;
    settings.height = parityCase.config.at("latent_height");
    settings.width = parityCase.config.at("latent_width");
    settings.windowFrames = parityCase.config.at("window_frames");
    return settings;
}

/// The ring of one layer in the reference's order: frame f in slot f mod window, [tokens, heads, width].
void addRing(const engine::KvCache& cache, std::int64_t window, TensorMap& got)
{
    std::vector<at::Tensor> keys(static_cast<std::size_t>(window));
    std::vector<at::Tensor> values(keys.size());
    for (const std::int64_t frame : cache.frames()) {
        const auto slot = static_cast<std::size_t>(frame % window);
        std::tie(keys[slot], values[slot]) = cache.frame(frame);
    }
    got["cache.k"] = at::cat(keys);
    got["cache.v"] = at::cat(values);
}

/// What the reference drew for all clips, one behind the other [frames, C, H, W].
at::Tensor noiseOf(const ParityCase& parityCase)
{
    std::vector<at::Tensor> clips;
    const auto count = parityCase.config.at("clips").get<std::int64_t>();
    for (std::int64_t clip = 0; clip < count; ++clip)
        clips.push_back(parityCase.input(concat("noise.clip", clip)));
    return at::cat(clips, 1).transpose(0, 1);
}

/// What a run of the pipeline does at the beginning of a clip.
using AtClip = std::function<void(std::int64_t clip, const std::vector<at::Tensor>& made,
                                  engine::AvatarRollout& rollout)>;

/// Latents [C, frames of all clips, H, W]; onStep is told of every step.
at::Tensor runPipeline(const ParityCase& parityCase, const LiveAvatarDit& dit,
                       const at::Tensor& features, const AtClip& atClip,
                       decltype(engine::AvatarRolloutHooks::onStep) onStep)
{
    const auto& config = parityCase.config;
    engine::AvatarSampler sampler;
    sampler.blockFrames = config.at("num_frame_per_block");
    sampler.steps = config.at("sampling_steps");
    sampler.shift = config.at("shift");
    const std::int64_t pictures = picturesPerBlock(parityCase);
    const std::int64_t blocksPerClip = config.at("infer_frames").get<std::int64_t>() / pictures;
    engine::AvatarRolloutHooks hooks;
    hooks.referenceDistance = [&](std::int64_t block, std::int64_t step) {
        return parityCase.input("relative_dist")[block * sampler.steps + step].item<std::int64_t>();
    };
    hooks.onStep = std::move(onStep);
    // No step mixes noise in.
    RecordedNoise noise(noiseOf(parityCase), [](const engine::NoiseDraw&) { return at::Tensor(); });
    engine::AvatarRollout rollout(dit, sampler, settingsOf(parityCase), noise, hooks);
    rollout.view().readPrompt(parityCase.input("context"));
    rollout.view().see(parityCase.input("reference_latent"), parityCase.input("motion_latents"));
    std::vector<at::Tensor> made;
    const std::int64_t blocks = config.at("clips").get<std::int64_t>() * blocksPerClip;
    for (std::int64_t block = 0; block < blocks; ++block) {
        if (block % blocksPerClip == 0)
            atClip(block / blocksPerClip, made, rollout);
        made.push_back(rollout.next(featuresOfBlock(features, block, pictures)));
    }
    return at::cat(made).transpose(0, 1);
}

} // namespace

TensorMap runLiveAvatarAudioCase(const ParityCase& parityCase)
{
    engine::WeightFile weights = openCaseCheckpoint(parityCase);
    const engine::VoiceEncoder encoder(weights, configOf(parityCase));
    weights.finish();
    const at::Tensor features = featuresOf(parityCase, "batch_frames");
    const std::int64_t pictures = picturesPerBlock(parityCase);
    TensorMap got = {{"features", features.unsqueeze(0)}};
    for (std::size_t i = 0; i < parityCase.calls.size(); ++i) {
        const std::int64_t block = parityCase.calls.at(i).at("block");
        addVoice(encoder.ofBlock(featuresOfBlock(features, block, pictures)),
                 concat("call", i, "."), "", got);
    }
    addVoice(encoder.ofPrefixed(featuresOfBlock(features, 0, pictures), kReferencePrefix), "call0.",
             "_with_prefix", got);
    return got;
}

TensorMap runLiveAvatarDitCase(const ParityCase& parityCase)
{
    const LiveAvatarDit dit = openAvatar(parityCase);
    const engine::AvatarSettings settings = settingsOf(parityCase);
    AvatarSight sees;
    sees.prompt = dit.promptKeys(parityCase.input("context"));
    const engine::Condition condition = dit.conditionOf(
        parityCase.input("reference_latent"), parityCase.input("motion_latents"), sees.prompt);
    sees.condition = condition;
    engine::CacheSettings ring;
    ring.capacityFrames = settings.windowFrames;
    std::map<std::int64_t, engine::DitState> levels;
    TensorMap got;
    for (std::size_t i = 0; i < parityCase.calls.size(); ++i) {
        const auto& call = parityCase.calls.at(i);
        const std::string name = concat("call", i, ".");
        const std::int64_t level = call.at("level");
        if (!levels.contains(level))
            levels.emplace(level, dit.makeLevel(settings.height, settings.width, ring));
        const at::Tensor latent = parityCase.input(name + "x");
        const engine::FrameSpan frames{call.at("start_frame"), latent.size(1)};
        sees.voice = dit.voiceKeys(featuresOfBlock(parityCase.input("audio_features"),
                                                   call.at("block"), picturesPerBlock(parityCase)));
        sees.referencePlace = engine::referencePlace(
            frames.first, parityCase.input(name + "relative_dist").item<std::int64_t>());
        got[name + "flow"] =
            dit(latent, parityCase.input(name + "t"), frames, sees, levels.at(level));
    }
    const auto layer = parityCase.expected.at("cache.layer").item<std::int64_t>();
    const auto level = parityCase.expected.at("cache.level").item<std::int64_t>();
    addRing(levels.at(level).caches.at(static_cast<std::size_t>(layer)), settings.windowFrames,
            got);
    got["cache.layer"] = parityCase.expected.at("cache.layer"); // which one, not a result
    got["cache.level"] = parityCase.expected.at("cache.level");
    for (std::size_t i = 0; i < condition.layers.size(); ++i) {
        got[concat("cond.", i, ".k")] = condition.layers[i].k[0];
        got[concat("cond.", i, ".v")] = condition.layers[i].v[0];
    }
    return got;
}

TensorMap runLiveAvatarPipelineCase(const ParityCase& parityCase)
{
    const LiveAvatarDit dit = openAvatar(parityCase);
    const at::Tensor features = featuresOf(parityCase, "infer_frames");
    TensorMap got = {{"audio_features", features}};
    const auto keepFlow = [&](std::int64_t block, std::int64_t step, const AvatarStep& made) {
        got[concat("flow.", block, ".", step)] = made.flow.transpose(0, 1);
    };
    got["latents"] = runPipeline(
        parityCase, dit, features, [](auto&&...) {}, keepFlow);

    const auto renewReference = [&](std::int64_t clip, const std::vector<at::Tensor>& made,
                                    engine::AvatarRollout& rollout) {
        if (clip == 1) // once: later clips keep it
            rollout.view().see(made.front().narrow(0, 0, 1).transpose(0, 1),
                               parityCase.input("online.motion_latents_after_clip0"));
    };
    got["online.latents"] = runPipeline(parityCase, dit, features, renewReference, {});
    return got;
}

} // namespace imprint::app
