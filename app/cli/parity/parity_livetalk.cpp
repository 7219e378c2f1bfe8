#include "app/cli/parity/keys_table.h"
#include "app/cli/parity/livetalk_case.h"
#include "app/cli/parity/parity_checkpoint.h"
#include "app/cli/parity/parity_components.h"
#include "app/cli/parity/speech_case.h"
#include "app/cli/parity/wan_case.h"
#include "app/session/resources.h"
#include "engine/core/error.h"
#include "engine/models/livetalk/reference_channels.h"
#include "engine/models/livetalk/speech_features.h"
#include "engine/pipeline/livetalk/livetalk_recipe.h"
#include "engine/weights/strict_json.h"

namespace imprint::app {
namespace {

using engine::LiveTalk;

/// A file with the sound's tensors alone.
engine::SoundPath openSoundPath(const ParityCase& parityCase)
{
    const engine::LiveTalkConfig config = liveTalkConfig(parityCase);
    engine::WeightFile weights = openCaseCheckpoint(parityCase);
    engine::SoundPath path(weights, "", config.sound, config.network.dim, config.network.layers);
    weights.finish();
    return path;
}

at::Tensor frames(const at::Tensor& sound, engine::FrameSpan span)
{
    return sound.narrow(1, span.first, span.count);
}

/// The cache of the layer that the case looks at, its frames in the reference's order, and the text's first rows.
void addLayer(const ParityCase& parityCase, const engine::DitState& state, TensorMap& got)
{
    if (!parityCase.expected.contains("cache.layer"))
        return;
    const at::Tensor& layer = parityCase.expected.at("cache.layer");
    const auto index = static_cast<std::size_t>(layer.item<std::int64_t>());
    TensorMap caches;
    addCaches(parityCase.document.at("cache_frames_after_last_call"), state, "", caches);
    const auto rows = parityCase.expected.at("cross.k").size(0);
    const engine::CrossKeys& cross = state.cross.at(index);
    got["cache.layer"] = layer;
    got["cache.k"] = caches.at(concat("cache.", index, ".k"))[0].flatten(1);
    got["cache.v"] = caches.at(concat("cache.", index, ".v"))[0].flatten(1);
    got["cross.k"] = cross.k[0].flatten(1).narrow(0, 0, rows);
    got["cross.v"] = cross.v[0].flatten(1).narrow(0, 0, rows);
}

} // namespace

TensorMap runLiveTalkAudioCase(const ParityCase& parityCase)
{
    const auto encoder = openSpeechEncoder(parityCase, parityCase.config.at("wav2vec2"));
    const engine::SoundPath path = openSoundPath(parityCase);
    const at::Tensor noPicture = at::zeros({1, 1, 1});
    TensorMap got;
    for (std::size_t i = 0; i < parityCase.calls.size(); ++i) {
        const std::string call = concat("call", i, ".");
        const auto latents = parityCase.input(call + "latent_frames").item<std::int64_t>();
        const at::Tensor features =
            engine::speechFeatures(encoder, parityCase.input(call + "audio"), latents);
        const at::Tensor packed = path.packed(features);
        got[call + "pack_in"] = features.t();
        got[call + "pack_out"] = packed;
        got[call + "audio_emb"] = path.spread(packed);
        got[call + "image_cond_mask"] =
            engine::referenceChannels(noPicture, {0, latents}).select(1, 1).flatten();
    }
    return got;
}

TensorMap runLiveTalkDitCase(const ParityCase& parityCase)
{
    const LiveTalk model = openLiveTalk(parityCase);
    const at::Tensor& context = parityCase.input("context")[0];
    const at::Tensor sound = model.sound().spread(parityCase.input("audio_hidden"));
    engine::DitState state;
    TensorMap got;
    for (std::size_t i = 0; i < parityCase.calls.size(); ++i) {
        const nlohmann::json& call = parityCase.calls[i];
        const std::string name = concat("call", i, ".");
        const at::Tensor& x = parityCase.input(name + "x");
        const engine::FrameSpan span{call.at("start_frame"), x.size(1)};
        const at::Tensor& given =
            parityCase.input(span.first == 0 ? "y.first_block" : "y.later_blocks");
        if (state.caches.empty())
            state = model.network().makeState(x.size(2), x.size(3), wanCacheSettings(parityCase));
        engine::WanPass pass;
        pass.frames = span;
        pass.behindBlock = engine::soundBetweenBlocks(frames(sound, span));
        got[name + "flow"] = model.network()(at::cat({x, given}), parityCase.input(name + "t"),
                                             context, pass, state);
    }
    addLayer(parityCase, state, got);
    return got;
}

ParityTable runLiveTalkKeysCase(const ParityCase& parityCase)
{
    const std::string manifest = resourceDirectory() + "/manifests/livetalk.json";
    const auto recipe =
        engine::readLiveTalkRecipe(engine::readStrictJson(manifest).at("recipe"), manifest);
    engine::WeightListing listing;
    const LiveTalk model(listing, "", recipe.network());
    return keysTable(parityCase, listing);
}

} // namespace imprint::app
