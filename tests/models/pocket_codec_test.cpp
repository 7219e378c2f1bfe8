#include "tests/support/torch_test.h"

#include "tests/support/built_in_pocket.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// Smooth coloured pictures: what a codec of patches can represent. [count, 3, 192, 192] uint8.
at::Tensor smoothPictures(RandomTensors& random, std::int64_t count)
{
    const at::Tensor coarse = random({count, 3, 4, 4}, 50.0).add_(128).clamp_(20, 235);
    return at::upsample_bicubic2d(coarse, {192, 192}, false).clamp_(0, 255).round_().to(at::kByte);
}

} // namespace

TEST_CASE("PocketDecoder: any split of a stream gives the same pictures", "[models][pocket]")
{
    const auto split =
        GENERATE(std::vector<int>{1, 3}, std::vector<int>{2, 2}, std::vector<int>{1, 1, 1, 1});
    RandomTensors random(40);
    const auto model = builtInPocket();
    const at::Tensor latents = random({4, 48, 16, 16}, 0.5);
    PocketDecoder::State wholeState;
    const at::Tensor whole = model->decoder(latents, wholeState);
    REQUIRE(whole.sizes() == at::IntArrayRef({16, 3, 192, 192}));
    PocketDecoder::State state;
    std::vector<at::Tensor> pictures;
    std::int64_t first = 0;
    for (const int count : split) {
        pictures.push_back(model->decoder(latents.narrow(0, first, count), state));
        first += count;
    }
    CHECK(distance(at::cat(pictures), whole) < 1e-5);
    CHECK(state.bytes() == wholeState.bytes());
}

TEST_CASE("PocketDecoder: what is prepared between two frames changes no bit", "[models][pocket]")
{
    const int count = GENERATE(1, 2);
    RandomTensors random(45);
    const auto model = builtInPocket();
    PocketDecoder::State lazy;
    PocketDecoder::State prepared;
    model->decoder.prepare(prepared); // there is nothing to prepare yet
    for (int block = 0; block < 3; ++block) {
        const at::Tensor latents = random({count, 48, 16, 16}, 0.5);
        const at::Tensor wanted = model->decoder(latents, lazy);
        CHECK(at::equal(model->decoder(latents, prepared), wanted));
        model->decoder.prepare(prepared);
        model->decoder.prepare(prepared); // twice is once
        CHECK(prepared.bytes() == model->decoder.predictedStateBytes());
    }
}

TEST_CASE("PocketDecoder: remembers the latent before, and nothing in a new stream",
          "[models][pocket]")
{
    RandomTensors random(41);
    const auto model = builtInPocket();
    const at::Tensor latents = random({2, 48, 16, 16}, 0.5);
    PocketDecoder::State state;
    CHECK(state.bytes() == 0);
    const at::Tensor alone = model->decoder(latents.narrow(0, 1, 1), state);
    CHECK(state.bytes() == model->decoder.predictedStateBytes());
    PocketDecoder::State other;
    const at::Tensor both = model->decoder(latents, other);
    CHECK(distance(both.narrow(0, 4, 4), alone) > 1e-3);
}

TEST_CASE("PocketEncoder: the first latent is the still's own", "[models][pocket]")
{
    RandomTensors random(42);
    const auto model = builtInPocket();
    const at::Tensor pictures = smoothPictures(random, 9);
    const at::Tensor all = model->encoder(pictures);
    REQUIRE(all.sizes() == at::IntArrayRef({3, 48, 16, 16}));
    const at::Tensor still = model->encoder(pictures.narrow(0, 0, 1));
    REQUIRE(still.sizes() == at::IntArrayRef({1, 48, 16, 16}));
    CHECK(distance(still, all.narrow(0, 0, 1)) < 1e-5);
}

TEST_CASE("PocketEncoder: groups of four pictures are independent", "[models][pocket]")
{
    RandomTensors random(43);
    const auto model = builtInPocket();
    const at::Tensor pictures = smoothPictures(random, 9);
    const at::Tensor before = model->encoder(pictures);
    const at::Tensor changed = pictures.clone();
    changed[6].zero_();
    const at::Tensor after = model->encoder(changed);
    CHECK(distance(after.narrow(0, 0, 2), before.narrow(0, 0, 2)) < 1e-5);
    CHECK(distance(after[2], before[2]) > 0.1);
}

TEST_CASE("PocketCodec: a smooth still survives the way through the latent", "[models][pocket]")
{
    RandomTensors random(44);
    const auto model = builtInPocket();
    const at::Tensor still = smoothPictures(random, 1);
    PocketDecoder::State state;
    const at::Tensor decoded = model->decoder(model->encoder(still), state)[3];
    const at::Tensor wanted = still[0].to(at::kFloat).div(127.5).sub(1);
    CHECK((decoded - wanted).square().mean().sqrt().item<double>() < 0.06); // 30 dB
}

TEST_CASE("PocketEncoder: pictures of another number or size are a bug", "[models][pocket]")
{
    const auto model = builtInPocket();
    const auto encode = [&](at::IntArrayRef shape) {
        return errorOf([&] { model->encoder(at::zeros(shape, at::kByte)); }).code;
    };
    CHECK(encode({4, 3, 192, 192}) == ErrorCode::Internal);
    CHECK(encode({1, 3, 192, 191}) == ErrorCode::Internal);
    CHECK(encode({1, 4, 192, 192}) == ErrorCode::Internal);
}
