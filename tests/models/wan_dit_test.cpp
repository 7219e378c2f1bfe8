#include "tests/support/torch_test.h"

#include "engine/models/wan_dit/wan_dit.h"
#include "engine/weights/weight_file.h"
#include "tests/support/block_weights.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

const WanDitConfig kSmall{.dim = 48,
                          .ffnDim = 40,
                          .heads = 2,
                          .layers = 2,
                          .textLength = 5,
                          .textDim = 12,
                          .timeDim = 32,
                          .inChannels = 4,
                          .outChannels = 4};

Weights smallWeights()
{
    RandomTensors random(50);
    Weights weights;
    weights["patch_embedding.weight"] = random({48, 4, 1, 2, 2}, 0.3);
    weights["patch_embedding.bias"] = random({48}, 0.1);
    addLinear(weights, "text_embedding.0", 12, 48, random);
    addLinear(weights, "text_embedding.2", 48, 48, random);
    addLinear(weights, "time_embedding.0", 32, 48, random);
    addLinear(weights, "time_embedding.2", 48, 48, random);
    addLinear(weights, "time_projection.1", 48, 6 * 48, random);
    for (int layer = 0; layer < 2; ++layer)
        addBlock(weights, concat("blocks.", layer),
                 {.dim = 48, .heads = 2, .ffnDim = 40, .qkNorm = QkNorm::FullWidth}, random);
    weights["head.modulation"] = random({1, 2, 48}, 0.2);
    addLinear(weights, "head.head", 48, 4 * 4, random);
    return weights;
}

/// Builds the model from a file with these weights, as a program would.
WanDit load(const Weights& weights, const WanDitConfig& config = kSmall)
{
    const TemporaryFolder folder;
    writeSafetensors(folder / "dit.safetensors", weights);
    WeightFile reader(folder / "dit.safetensors");
    WanDit dit(reader, "", config);
    reader.finish();
    return dit;
}

struct Inputs {
    at::Tensor latent = RandomTensors(51)({4, 3, 6, 8});
    at::Tensor t = at::full({3}, 625.0F);
    at::Tensor context = RandomTensors(52)({5, 12});
};

const CacheSettings kGrowing{.kind = CacheKind::Growing};

} // namespace

TEST_CASE("WanDit: a missing, surplus or misshapen tensor is named", "[models][wan]")
{
    Weights missing = smallWeights();
    missing.erase("blocks.1.ffn.2.bias");
    const CaughtError gone = errorOf([&] { load(missing); });
    CHECK(gone.code == ErrorCode::BadInput);
    CHECK(gone.names("'blocks.1.ffn.2.bias' is missing"));
    CHECK(gone.names("dit.safetensors"));

    Weights surplus = smallWeights();
    surplus["blocks.2.modulation"] = at::zeros({1, 6, 48});
    const CaughtError left = errorOf([&] { load(surplus); });
    CHECK(left.code == ErrorCode::BadInput);
    CHECK(left.names("'blocks.2.modulation'"));

    Weights turned = smallWeights();
    turned["blocks.0.ffn.0.weight"] = turned["blocks.0.ffn.0.weight"].t();
    const CaughtError shape = errorOf([&] { load(turned); });
    CHECK(shape.code == ErrorCode::BadShape);
    CHECK(shape.names("'blocks.0.ffn.0.weight'"));
}

TEST_CASE("WanDit: sizes that cannot be are refused", "[models][wan]")
{
    const auto refuses = [](const WanDitConfig& config) {
        return errorOf([&] { load(smallWeights(), config); }).code == ErrorCode::BadConfig;
    };
    WanDitConfig config = kSmall;
    config.heads = 5;
    CHECK(refuses(config));
    config = kSmall;
    config.timeDim = 33;
    CHECK(refuses(config));
    config = kSmall;
    config.layers = 0;
    CHECK(refuses(config));
}

TEST_CASE("WanDit: inputs of another shape are refused by name", "[models][wan]")
{
    const WanDit dit = load(smallWeights());
    const auto errorFor = [&](const Inputs& in) {
        DitState state = dit.makeState(6, 8, kGrowing);
        return errorOf([&] { dit(in.latent, in.t, in.context, {0, 3}, state); });
    };
    Inputs in;
    in.latent = at::zeros({5, 3, 6, 8});
    CHECK(errorFor(in).names("the latent has shape [5, 3, 6, 8], expected [4, 3, 6, 8]"));
    in = {};
    in.latent = at::zeros({4, 2, 6, 8});
    CHECK(errorFor(in).code == ErrorCode::BadShape);
    in = {};
    in.latent = at::zeros({4, 3, 6, 7});
    CHECK(errorFor(in).names("Both must be even"));
    in = {};
    in.t = at::zeros({1});
    CHECK(errorFor(in).names("the timesteps has shape [1], expected [3]"));
    in = {};
    in.context = at::zeros({4, 12});
    CHECK(errorFor(in).names("the prompt embedding has shape [4, 12], expected [5, 12]"));
}

TEST_CASE("WanDit: a latent of another size than the state's is refused", "[models][wan]")
{
    const WanDit dit = load(smallWeights());
    DitState state = dit.makeState(6, 8, kGrowing);
    const Inputs in;
    for (const auto& [height, width] : {std::pair{4, 8}, std::pair{2, 2}})
        CHECK(errorOf([&, rows = height, columns = width] {
                  dit(at::zeros({4, 3, rows, columns}), in.t, in.context, {0, 3}, state);
              }).code == ErrorCode::BadShape);
}

TEST_CASE("WanDit: the prompt is read once per state", "[models][wan]")
{
    const WanDit dit = load(smallWeights());
    const Inputs in;
    const at::Tensor otherContext = RandomTensors(53)({5, 12});
    const auto secondFlow = [&](const at::Tensor& second, bool reset) {
        DitState state = dit.makeState(6, 8, kGrowing);
        dit(in.latent, in.t, in.context, {0, 3}, state);
        if (reset)
            state.cross.clear();
        return dit(in.latent, in.t, second, {0, 3}, state);
    };
    const at::Tensor kept = secondFlow(in.context, false);
    CHECK(kept.sizes() == in.latent.sizes());
    CHECK(at::equal(kept, secondFlow(otherContext, false)));
    CHECK(distance(kept, secondFlow(otherContext, true)) > 1e-3);
}

TEST_CASE("WanDit: a window that holds everything gives what growing gives", "[models][wan]")
{
    const WanDit dit = load(smallWeights());
    const Inputs in;
    DitState growing = dit.makeState(6, 8, kGrowing);
    DitState window = dit.makeState(6, 8, {.sinkFrames = 1, .capacityFrames = 6});
    DitState narrow = dit.makeState(6, 8, {.sinkFrames = 1, .capacityFrames = 4});
    for (const std::int64_t first : {0, 3}) {
        const auto flow = [&](DitState& state) {
            return dit(in.latent, in.t, in.context, {first, 3}, state);
        };
        const at::Tensor expected = flow(growing);
        CHECK(distance(flow(window), expected) < 1e-5);
        CHECK((distance(flow(narrow), expected) > 1e-4) == (first > 0));
    }
    CHECK(window.kvBytes() == 2 * 2 * 6 * 12 * 48 * 4);
}
