#include "app/cli/parity/parity_components.h"

#include "app/cli/parity/livetalk_case.h"
#include "app/cli/parity/recorded_noise.h"
#include "app/cli/parity/speech_case.h"
#include "app/cli/parity/wan_case.h"
#include "engine/core/error.h"
#include "engine/models/livetalk/reference_channels.h"
#include "engine/models/livetalk/speech_features.h"
#include "engine/pipeline/livetalk/speaking_condition.h"

#include <cmath>

namespace imprint::app {
namespace {

using engine::TimeRounding;
using engine::WanRecipe;
using engine::WanStep;

constexpr double kNoisiest = 1000.0;

/// The nominal times that a shifted schedule makes these times of.
std::vector<std::int64_t> nominalSteps(const nlohmann::json& times, double shift)
{
    std::vector<std::int64_t> steps;
    for (const double time : times) {
        const double sigma = time / kNoisiest;
        steps.push_back(std::llround(kNoisiest * sigma / (shift - (shift - 1) * sigma)));
    }
    return steps;
}

WanRecipe recipeOf(const ParityCase& parityCase, TimeRounding rounding)
{
    const auto& config = parityCase.config;
    const engine::CacheSettings window = wanCacheSettings(parityCase);
    WanRecipe recipe;
    recipe.network = liveTalkConfig(parityCase).network;
    recipe.sampler.blockFrames = config.at("num_frame_per_block");
    recipe.sampler.shift = config.at("shift");
    recipe.sampler.steps = nominalSteps(config.at("scheduler_timesteps"), recipe.sampler.shift);
    recipe.sampler.timeRounding = rounding;
    recipe.cache.kind = engine::WanCacheKind::Window;
    recipe.cache.windowFrames = window.capacityFrames;
    recipe.cache.sinkFrames = window.sinkFrames;
    return recipe;
}

/// Everything that a rollout tells on its way, under the case's names.
engine::WanRolloutHooks collecting(TensorMap& got)
{
    const auto collect = [&got](const WanStep& step) {
        got[concat("flow.", step.block, ".", step.step)] = step.flow;
        got[concat("model_input.", step.block, ".", step.step)] = step.input;
    };
    engine::WanRolloutHooks hooks;
    hooks.onStep = collect;
    hooks.onCommit = collect;
    return hooks;
}

/// sound [K, T, dim] of the whole clip -> latents [T, C, h, w]
at::Tensor roll(const ParityCase& parityCase, const engine::LiveTalk& model,
                const at::Tensor& sound, TimeRounding rounding,
                const engine::WanRolloutHooks& hooks)
{
    const at::Tensor& reference = parityCase.input("reference_latent");
    RecordedNoise noise(parityCase.input("noise"), [&](const engine::NoiseDraw& draw) {
        return parityCase.input(concat("renoise.", draw.block, ".", draw.step));
    });
    engine::WanRolloutSettings settings;
    settings.height = reference.size(1);
    settings.width = reference.size(2);
    engine::WanRollout rollout(model.network(), recipeOf(parityCase, rounding), settings,
                               parityCase.input("prompt_embeds"), noise, hooks);
    std::vector<at::Tensor> latents;
    while (rollout.framesSoFar() < sound.size(1)) {
        const engine::FrameSpan span = rollout.nextFrames();
        latents.push_back(rollout.denoise(
            engine::speakingCondition(reference, span, sound.narrow(1, span.first, span.count))));
        rollout.commit();
    }
    return at::cat(latents);
}

} // namespace

TensorMap runLiveTalkPipelineCase(const ParityCase& parityCase)
{
    const auto encoder = openSpeechEncoder(parityCase, parityCase.config.at("wav2vec2"));
    const engine::LiveTalk model = openLiveTalk(parityCase);
    const std::int64_t frames = parityCase.config.at("num_latent_frames");
    const at::Tensor sound = model.sound().spread(
        model.sound().packed(engine::speechFeatures(encoder, parityCase.input("audio"), frames)));
    TensorMap got;
    got["audio_emb"] = sound;
    got["image_cond"] = engine::referenceChannels(parityCase.input("reference_latent"), {0, frames})
                            .transpose(0, 1);
    got["latents"] = roll(parityCase, model, sound, TimeRounding::BFloat16, collecting(got));
    got["latents_with_unrounded_timesteps"] =
        roll(parityCase, model, sound, TimeRounding::None, {});
    return got;
}

} // namespace imprint::app
