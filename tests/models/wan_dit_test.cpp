#include "tests/support/torch_test.h"

#include "tests/support/error_of.h"
#include "tests/support/small_wan_dit.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

struct Inputs {
    at::Tensor latent = RandomTensors(51)({4, 3, 6, 8});
    at::Tensor t = at::full({3}, 625.0F);
    at::Tensor context = RandomTensors(52)({5, 12});
};

const CacheSettings kGrowing{.kind = CacheKind::Growing};

} // namespace

TEST_CASE("WanDit: a missing, surplus or misshapen tensor is named", "[models][wan]")
{
    Weights missing = smallWanWeights();
    missing.erase("blocks.1.ffn.2.bias");
    const CaughtError gone = errorOf([&] { loadWan(missing); });
    CHECK(gone.code == ErrorCode::BadInput);
    CHECK(gone.names("'blocks.1.ffn.2.bias' is missing"));
    CHECK(gone.names("dit.safetensors"));

    Weights surplus = smallWanWeights();
    surplus["blocks.2.modulation"] = at::zeros({1, 6, 48});
    const CaughtError left = errorOf([&] { loadWan(surplus); });
    CHECK(left.code == ErrorCode::BadInput);
    CHECK(left.names("'blocks.2.modulation'"));

    Weights turned = smallWanWeights();
    turned["blocks.0.ffn.0.weight"] = turned["blocks.0.ffn.0.weight"].t();
    const CaughtError shape = errorOf([&] { loadWan(turned); });
    CHECK(shape.code == ErrorCode::BadShape);
    CHECK(shape.names("'blocks.0.ffn.0.weight'"));
}

TEST_CASE("WanDit: sizes that cannot be are refused", "[models][wan]")
{
    const auto refuses = [](const WanDitConfig& config) {
        return errorOf([&] { loadWan(smallWanWeights(), config); }).code == ErrorCode::BadConfig;
    };
    WanDitConfig config = kSmallWan;
    config.heads = 5;
    CHECK(refuses(config));
    config = kSmallWan;
    config.timeDim = 33;
    CHECK(refuses(config));
    config = kSmallWan;
    config.layers = 0;
    CHECK(refuses(config));
}

TEST_CASE("WanDit: inputs of another shape are refused by name", "[models][wan]")
{
    const WanDit dit = loadWan(smallWanWeights());
    const auto errorFor = [&](const Inputs& in) {
        DitState state = dit.makeState(6, 8, kGrowing);
        return errorOf([&] { dit(in.latent, in.t, in.context, {.frames = {0, 3}}, state); });
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
    const WanDit dit = loadWan(smallWanWeights());
    DitState state = dit.makeState(6, 8, kGrowing);
    const Inputs in;
    for (const auto& [height, width] : {std::pair{4, 8}, std::pair{2, 2}})
        CHECK(
            errorOf([&, rows = height, columns = width] {
                dit(at::zeros({4, 3, rows, columns}), in.t, in.context, {.frames = {0, 3}}, state);
            }).code == ErrorCode::BadShape);
}

TEST_CASE("WanDit: the prompt is read once per state", "[models][wan]")
{
    const WanDit dit = loadWan(smallWanWeights());
    const Inputs in;
    const at::Tensor otherContext = RandomTensors(53)({5, 12});
    const auto secondFlow = [&](const at::Tensor& second, bool reset) {
        DitState state = dit.makeState(6, 8, kGrowing);
        dit(in.latent, in.t, in.context, {.frames = {0, 3}}, state);
        if (reset)
            state.cross.clear();
        return dit(in.latent, in.t, second, {.frames = {0, 3}}, state);
    };
    const at::Tensor kept = secondFlow(in.context, false);
    CHECK(kept.sizes() == in.latent.sizes());
    CHECK(at::equal(kept, secondFlow(otherContext, false)));
    CHECK(distance(kept, secondFlow(otherContext, true)) > 1e-3);
}

TEST_CASE("WanDit: a window that holds everything gives what growing gives", "[models][wan]")
{
    const WanDit dit = loadWan(smallWanWeights());
    const Inputs in;
    DitState growing = dit.makeState(6, 8, kGrowing);
    DitState window = dit.makeState(6, 8, {.sinkFrames = 1, .capacityFrames = 6});
    DitState narrow = dit.makeState(6, 8, {.sinkFrames = 1, .capacityFrames = 4});
    for (const std::int64_t first : {0, 3}) {
        const auto flow = [&](DitState& state) {
            return dit(in.latent, in.t, in.context, {.frames = {first, 3}}, state);
        };
        const at::Tensor expected = flow(growing);
        CHECK(distance(flow(window), expected) < 1e-5);
        CHECK((distance(flow(narrow), expected) > 1e-4) == (first > 0));
    }
    CHECK(window.kvBytes() == 2 * 2 * 6 * 12 * 48 * 4);
}

TEST_CASE("WanDit: an offset in time that all frames share shows in the keys alone",
          "[models][wan]")
{
    const WanDit dit = loadWan(smallWanWeights());
    const Inputs in;
    const auto flow = [&](DitState& state, std::int64_t first, double offset) {
        return dit(in.latent, in.t, in.context, {.frames = {first, 3}, .timeOffset = offset},
                   state);
    };
    DitState plain = dit.makeState(6, 8, kGrowing);
    DitState moved = dit.makeState(6, 8, kGrowing);
    DitState newShot = dit.makeState(6, 8, kGrowing);
    CHECK(distance(flow(moved, 0, 7.5), flow(plain, 0, 0)) < 1e-4);
    flow(newShot, 0, 0);
    CHECK(distance(moved.caches[0].frame(1).first, plain.caches[0].frame(1).first) > 0.1);
    const at::Tensor expected = flow(plain, 3, 0);
    CHECK(distance(flow(moved, 3, 7.5), expected) < 1e-4);
    CHECK(distance(flow(newShot, 3, 7.5), expected) > 1e-3); // old keys keep their place
    CHECK(at::equal(newShot.caches[0].frame(1).first, plain.caches[0].frame(1).first));
}

TEST_CASE("WanDit: a history that is made again is as if it had been made so", "[models][wan]")
{
    const WanDit dit = loadWan(smallWanWeights());
    const Inputs in;
    const at::Tensor otherContext = RandomTensors(53)({5, 12});
    const at::Tensor history = RandomTensors(54)({4, 6, 6, 8});
    const at::Tensor zeros = at::zeros({6});
    DitState remade = dit.makeState(6, 8, {.sinkFrames = 1, .capacityFrames = 9});
    for (const std::int64_t first : {0, 3})
        dit(history.narrow(1, first, 3), in.t, in.context, {.frames = {first, 3}}, remade);
    remade.cross.clear();
    const at::Tensor again =
        dit(history, zeros, otherContext, {.frames = {0, 6}, .kind = PassKind::Remake}, remade);
    DitState fresh = dit.makeState(6, 8, kGrowing);
    CHECK(distance(again, dit(history, zeros, otherContext, {.frames = {0, 6}}, fresh)) < 1e-4);
    const WanPass next{.frames = {6, 3}};
    CHECK(distance(dit(in.latent, in.t, otherContext, next, remade),
                   dit(in.latent, in.t, otherContext, next, fresh)) < 1e-4);
}

TEST_CASE("WanDit: caches that were restarted hold nothing of the clip", "[models][wan]")
{
    const WanDit dit = loadWan(smallWanWeights());
    const Inputs in;
    const CacheSettings settings = GENERATE(CacheSettings{.kind = CacheKind::Growing},
                                            CacheSettings{.sinkFrames = 1, .capacityFrames = 6});
    DitState used = dit.makeState(6, 8, settings);
    DitState fresh = dit.makeState(6, 8, settings);
    for (const std::int64_t first : {0, 3, 6})
        dit(in.latent, in.t, in.context, {.frames = {first, 3}}, used);
    used.restartCaches();
    CHECK(used.kvBytes() == fresh.kvBytes());
    const WanPass begin{.frames = {0, 3}};
    CHECK(at::equal(dit(in.latent, in.t, in.context, begin, used),
                    dit(in.latent, in.t, in.context, begin, fresh)));
}

TEST_CASE("WanDit: half precision is near single precision, in network, cache and prompt",
          "[models][wan]")
{
    const auto [type, bound] =
        GENERATE(table<at::ScalarType, double>({{at::kBFloat16, 0.04}, {at::kHalf, 0.005}}));
    const WanDit exact = loadWan(smallWanWeights());
    const WanDit half = loadWan(smallWanWeights(), kSmallWan, type);
    const Inputs in;
    DitState exactState = exact.makeState(6, 8, kGrowing);
    DitState halfState = half.makeState(6, 8, kGrowing);
    for (const std::int64_t first : {0, 3}) {
        const WanPass pass{.frames = {first, 3}};
        // 833.333 is told to the sinusoid as it is: rounded, it would be another time.
        const at::Tensor t = at::full({3}, 833.3333F);
        const at::Tensor expected = exact(in.latent, t, in.context, pass, exactState);
        const at::Tensor got = half(in.latent, t, in.context, pass, halfState);
        CHECK(got.scalar_type() == type);
        const at::Tensor error = got.to(at::kDouble) - expected.to(at::kDouble);
        CHECK((error.norm() / expected.to(at::kDouble).norm()).item<double>() < bound);
    }
    CHECK(2 * halfState.kvBytes() == exactState.kvBytes());
    CHECK(halfState.crossBytes() == half.predictedCrossBytes());
    CHECK(exactState.crossBytes() == exact.predictedCrossBytes());
}
