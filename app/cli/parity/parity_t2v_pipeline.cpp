#include "app/cli/parity/parity_components.h"

#include "app/cli/parity/recorded_noise.h"
#include "app/cli/parity/wan_case.h"
#include "engine/core/error.h"
#include "engine/pipeline/wan/wan_rollout.h"

#include <algorithm>

namespace imprint::app {
namespace {

using engine::PromptSwitch;
using engine::WanCacheKind;
using engine::WanRecipe;
using engine::WanRollout;

engine::WanSampler samplerOf(const nlohmann::json& config)
{
    engine::WanSampler sampler;
    sampler.blockFrames = config.at("num_frame_per_block");
    sampler.shift = config.at("timestep_shift");
    if (config.contains("num_denoising_steps"))
        sampler.steps =
            engine::evenSteps(config.at("num_denoising_steps"), config.value("strength", 1.0));
    else
        config.at("denoising_step_list").get_to(sampler.steps);
    if (config.contains("denoising_step_list_first_chunk"))
        config.at("denoising_step_list_first_chunk").get_to(sampler.firstSteps);
    sampler.contextNoise = config.value("context_noise", 0.0);
    return sampler;
}

engine::WanCache cacheOf(const ParityCase& parityCase)
{
    const engine::CacheSettings settings = wanCacheSettings(parityCase);
    engine::WanCache cache;
    cache.positions = settings.positions;
    if (parityCase.config.contains("kv_cache_num_frames")) {
        cache.kind = WanCacheKind::Recompute;
        cache.contextFrames = parityCase.config.at("kv_cache_num_frames");
    } else if (settings.kind == CacheKind::SinkWindow) {
        cache.kind = WanCacheKind::Window;
        cache.windowFrames = settings.capacityFrames;
        cache.sinkFrames = settings.sinkFrames;
    }
    return cache;
}

engine::WanPrompts promptsOf(const nlohmann::json& config)
{
    engine::WanPrompts prompts;
    if (config.contains("switch_frame_indices")) {
        prompts.onSwitch = PromptSwitch::Recache;
        prompts.keepSinks = config.at("global_sink");
    } else if (config.contains("interpolate_at_block")) {
        prompts.onSwitch = PromptSwitch::Blend;
        prompts.blendBlocks = config.at("interpolation_steps");
    }
    return prompts;
}

WanRecipe recipeOf(const ParityCase& parityCase)
{
    return {.network = wanDitConfig(parityCase),
            .sampler = samplerOf(parityCase.config),
            .cache = cacheOf(parityCase),
            .prompts = promptsOf(parityCase.config)};
}

/// Numbers of the calls whose results count.
std::vector<int> denoisingCalls(const ParityCase& parityCase)
{
    std::vector<int> calls;
    for (const auto& call : parityCase.calls)
        if (call.at("kind") == "denoise")
            calls.push_back(call.at("call"));
    return calls;
}

at::Tensor prompt(const ParityCase& parityCase, std::size_t index)
{
    return parityCase.input(concat("context.", index))[0];
}

void requestPrompts(const ParityCase& parityCase, WanRollout& rollout)
{
    const auto& config = parityCase.config;
    const std::vector<std::int64_t> switches =
        config.value("switch_frame_indices", std::vector<std::int64_t>{});
    for (std::size_t i = 0; i < switches.size(); ++i)
        rollout.requestPrompt(prompt(parityCase, i + 1), switches[i]);
    if (config.contains("interpolate_at_block")) {
        const auto block = config.at("interpolate_at_block").get<std::int64_t>();
        rollout.requestPrompt(prompt(parityCase, 1),
                              rollout.framesSoFar() +
                                  block * config.at("num_frame_per_block").get<std::int64_t>());
    }
}

WanRecipe shotRecipeOf(const ParityCase& parityCase)
{
    const auto& config = parityCase.config;
    WanRecipe recipe{.network = wanDitConfig(parityCase), .cache = cacheOf(parityCase)};
    recipe.sampler = {.blockFrames = config.at("num_frame_per_block"),
                      .shift = config.at("timestep_shift"),
                      .steps = {},
                      .evenSteps = config.at("sampling_steps"),
                      .solver = engine::FlowSolver::UniPc,
                      .timeRounding = engine::TimeRounding::Whole};
    recipe.prompts = {.shotPrefix = "a cut", // what it reads does not matter here
                      .shotOffset = config.at("multi_shot_rope_offset"),
                      .keepShotStart = config.at("multi_shot_sink")};
    return recipe;
}

/// A prompt for each block, some of which begin shots.
void requestShots(const ParityCase& parityCase, WanRollout& rollout)
{
    const auto& config = parityCase.config;
    const std::vector<std::size_t> prompts = config.at("block_prompts");
    const std::vector<std::size_t> shots = config.at("shot_blocks");
    for (std::size_t block = 1; block < prompts.size(); ++block)
        if (prompts[block] != prompts[block - 1])
            rollout.requestPrompt(prompt(parityCase, prompts[block]),
                                  static_cast<std::int64_t>(block) *
                                      config.at("num_frame_per_block").get<std::int64_t>(),
                                  std::ranges::find(shots, block) != shots.end());
}

/// Runs the whole clip; requests(case, rollout) says which prompts it meets.
template <class Requests>
TensorMap runClip(const ParityCase& parityCase, const WanRecipe& recipe, const Requests& requests)
{
    const auto& config = parityCase.config;
    const engine::WanDit dit = openWanDit(parityCase);
    const std::vector<int> calls = denoisingCalls(parityCase);
    RecordedNoise noise(parityCase.input("noise")[0], [&](const engine::NoiseDraw& draw) {
        return parityCase.input(concat("renoise.", draw.block, ".", draw.step - 1));
    });
    TensorMap got;
    std::size_t made = 0;
    engine::WanRolloutHooks hooks;
    hooks.onStep = [&](const engine::WanStep& step) {
        if (made >= calls.size())
            throw Error(ErrorCode::BadInput,
                        concat("case '", parityCase.name, "' expects ", calls.size(),
                               " denoising steps, there are more"));
        got[concat("call", calls[made++], ".x0")] = step.clean;
    };
    hooks.firstContextFrame = [&](std::int64_t block) {
        return parityCase.input(concat("reencoded.", block))[0];
    };
    WanRollout rollout(dit, recipe, {.height = config.at("height"), .width = config.at("width")},
                       prompt(parityCase, 0), noise, hooks);
    std::vector<at::Tensor> latents;
    if (parityCase.inputs.contains("initial_latent")) {
        latents.push_back(parityCase.input("initial_latent")[0]);
        rollout.begin(latents.back());
    }
    requests(parityCase, rollout);
    const std::int64_t blocks = parityCase.input("noise").size(1) / recipe.sampler.blockFrames;
    for (std::int64_t block = 0; block < blocks; ++block) {
        latents.push_back(rollout.denoise());
        rollout.commit();
    }
    got["latents"] = at::cat(latents).unsqueeze(0);
    addCaches(config.at("final_cache_frames"), rollout.state(), "", got);
    return got;
}

} // namespace

TensorMap runT2vPipelineCase(const ParityCase& parityCase)
{
    return runClip(parityCase, recipeOf(parityCase), requestPrompts);
}

TensorMap runLongLive2PipelineCase(const ParityCase& parityCase)
{
    return runClip(parityCase, shotRecipeOf(parityCase), requestShots);
}

} // namespace imprint::app
