#include "app/cli/parity/parity_components.h"

#include "app/session/resources.h"
#include "engine/core/error.h"
#include "engine/models/pocket/pocket_log_mel.h"
#include "engine/models/pocket/pocket_model.h"
#include "engine/pipeline/pocket_sampler.h"

namespace imprint::app {
namespace {

using engine::PocketModel;

constexpr std::int64_t kSamplesPerFrame = 640; // 40 ms at 16 kHz

std::shared_ptr<const PocketModel> loadModel(const ParityCase& parityCase)
{
    // The cases were made with the first weights of the model, which bear its name there.
    const std::string weights = parityCase.config.at("weights");
    return PocketModel::load(weights == "pocket" ? modelDirectory("pocket-v0")
                                                 : parityCase.directory + "/" + weights);
}

/// Audio tokens of latent frames first … first+count-1; token j is video frame j-2, a latent takes six.
at::Tensor audioOf(const at::Tensor& tokens, std::int64_t first, std::int64_t count)
{
    std::vector<at::Tensor> frames;
    for (std::int64_t latent = first; latent < first + count; ++latent)
        frames.push_back(tokens.narrow(0, 4 * latent - 3, 6));
    return at::stack(frames);
}

engine::CacheSettings cacheSettings(const nlohmann::json& config)
{
    const auto kind = parseEnum<CacheKind>("policy", config.at("policy").get<std::string>());
    return engine::pocketCacheSettings(kind, config.at("sink_frames"), config.at("window_frames"),
                                       config.at("block_frames"));
}

void addLastCache(const ParityCase& parityCase, const engine::DitState& state, TensorMap& got)
{
    const std::size_t last = state.caches.size() - 1;
    std::vector<at::Tensor> keys;
    std::vector<at::Tensor> values;
    for (const std::int64_t frame : parityCase.config.at("cache_frames")) {
        const auto [k, v] = state.caches[last].frame(frame);
        keys.push_back(k);
        values.push_back(v);
    }
    got[concat("cache.", last, ".k")] = at::cat(keys);
    got[concat("cache.", last, ".v")] = at::cat(values);
}

} // namespace

TensorMap runPocketAudioCase(const ParityCase& parityCase)
{
    const auto model = loadModel(parityCase);
    const at::Tensor sound = parityCase.input("audio").contiguous();
    const std::int64_t whole = sound.numel() / kSamplesPerFrame * kSamplesPerFrame;
    engine::PocketLogMel logMel;
    const at::Tensor rows = logMel({sound.data_ptr<float>(), static_cast<std::size_t>(whole)});
    auto state = model->audioEncoder.makeState();
    const at::Tensor tokens = model->audioEncoder(rows, state);
    const std::int64_t ahead = engine::PocketAudioEncoder::kLookAhead;
    return {{"logmel", rows}, {"tokens", tokens.narrow(0, ahead, tokens.size(0) - ahead)}};
}

TensorMap runPocketEncodeCase(const ParityCase& parityCase)
{
    return {{"latent", loadModel(parityCase)->encoder(parityCase.input("pixels"))}};
}

TensorMap runPocketDecodeCase(const ParityCase& parityCase)
{
    const auto model = loadModel(parityCase);
    const at::Tensor latents = parityCase.input("latent");
    engine::PocketDecoder::State state;
    const at::Tensor first = model->decoder(latents.narrow(0, 0, 1), state);
    const at::Tensor rest = model->decoder(latents.narrow(0, 1, latents.size(0) - 1), state);
    const std::int64_t dropped = model->config().latent.temporal - 1;
    const at::Tensor all = at::cat({first, rest});
    const at::Tensor frames = all.narrow(0, dropped, all.size(0) - dropped);
    const at::Tensor shown = at::tensor({0, 1, 4, 8, 12}, at::kLong);
    return {{"frames", frames.index_select(0, shown)}, {"mean", frames.mean({1, 2, 3})}};
}

TensorMap runPocketRolloutCase(const ParityCase& parityCase)
{
    const auto& config = parityCase.config;
    const auto model = loadModel(parityCase);
    const engine::PocketGenerator& generator = model->generator;
    const at::Tensor motion = parityCase.input("motion");
    const at::Tensor attributes = parityCase.input("attributes");
    const std::int64_t count = config.at("block_frames");
    const auto times = engine::denoisingTimes(config.at("steps"), config.at("shift"));

    engine::PocketSampler sampler(
        generator,
        {.cache = cacheSettings(config), .referenceWeight = config.at("anchor_reference_weight")});
    const at::Tensor reference =
        generator.toTokens(parityCase.input("reference_latent").unsqueeze(0));
    sampler.begin(reference,
                  generator.condition(
                      {.audio = {}, .motion = motion.narrow(0, 0, 1), .attributes = attributes}));
    std::vector<at::Tensor> latents = {reference};
    for (std::int64_t block = 0; block < config.at("blocks").get<std::int64_t>(); ++block) {
        const std::int64_t first = 1 + block * count;
        const auto conditioning =
            generator.condition({.audio = audioOf(parityCase.input("audio_tokens"), first, count),
                                 .motion = motion.narrow(0, first, count),
                                 .attributes = attributes});
        latents.push_back(
            sampler.denoise(parityCase.input("noise")[block], {}, conditioning, times));
        sampler.commit(latents.back(), {}, conditioning);
    }
    TensorMap got = {{"latents", generator.toLatents(at::cat(latents))}};
    addLastCache(parityCase, sampler.state(), got);
    return got;
}

} // namespace imprint::app
