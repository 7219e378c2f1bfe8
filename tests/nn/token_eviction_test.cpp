#include "tests/support/torch_test.h"

#include "engine/nn/token_eviction.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <algorithm>
#include <cmath>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

at::Tensor column(const std::vector<std::int64_t>& values)
{
    return at::tensor(values, at::kLong).unsqueeze(1);
}

at::Tensor column(const std::vector<float>& values)
{
    return at::tensor(values, at::kFloat).unsqueeze(1);
}

} // namespace

TEST_CASE("Token eviction: the mass is the softmax's columns, whatever the number of rows",
          "[nn][evict]")
{
    RandomTensors random(1);
    for (const std::int64_t rows : {1, 255, 256, 600}) {
        const at::Tensor q = random({rows, 3, 8});
        const at::Tensor k = random({50, 3, 8});
        const at::Tensor weights =
            (at::einsum("nhw,mhw->hnm", {q.to(at::kDouble), k.to(at::kDouble)}) / std::sqrt(8.0))
                .softmax(-1);
        const at::Tensor mass = attentionMass(q, k);
        REQUIRE(mass.sizes() == at::IntArrayRef({50, 3}));
        CHECK(distance(mass, weights.sum(1).t()) < 1e-4);
        CHECK(distance(mass.sum(0), at::full({3}, static_cast<double>(rows))) < 1e-3);
    }
}

TEST_CASE("Token eviction: a frame's rank counts those that hold tokens of that head",
          "[nn][evict]")
{
    // Four tokens per frame; the second head has lost frames 1 and 2.
    const at::Tensor tokens = at::stack(
        {at::tensor({0, 3, 5, 9, 12, 15}, at::kLong), at::tensor({1, 2, 3, 12, 13, 19}, at::kLong)},
        1);
    const at::Tensor expected = at::stack(
        {at::tensor({0, 0, 1, 2, 3, 3}, at::kLong), at::tensor({0, 0, 0, 1, 1, 2}, at::kLong)}, 1);
    CHECK(at::equal(frameRanks(tokens, 4), expected));
}

TEST_CASE("Token eviction: pooling is the mean over the neighbours of the frame", "[nn][evict]")
{
    // Frame 0: a grid of two rows and three columns, whole; frame 4: its token 1 and 5 alone.
    const at::Tensor tokens = column(std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 25, 29});
    const at::Tensor mass = column(std::vector<float>{1, 2, 3, 4, 5, 6, 60, 120});
    const at::Tensor pooled = pooledOverNeighbours(mass, tokens, 6, 3);
    const at::Tensor expected =
        column(std::vector<float>{3, 3.5, 4, 3, 3.5, 4, 180.0F / 6, 180.0F / 4});
    CHECK(distance(pooled, expected) < 1e-5);
}

TEST_CASE("Token eviction: by the even rule every threshold leaves even gaps", "[nn][evict]")
{
    const TokenEviction even{.rule = KvEvict::Uniform};
    std::vector<at::Tensor> frames;
    for (std::int64_t frame = 0; frame < 40; ++frame)
        frames.push_back(firstScores(even, frame, 16, 2));
    const at::Tensor scores = at::cat(frames);
    CHECK(at::equal(scores.select(1, 0), scores.select(1, 1)));
    for (const double share : {0.5, 0.2, 0.05}) {
        const at::Tensor kept = scores.select(1, 0).gt(1 - share).nonzero().flatten();
        const auto count = static_cast<double>(kept.size(0));
        CHECK(count == Approx(share * 640).margin(3));
        CHECK(kept.diff().max().item<double>() <= 3 / share);
        CHECK(kept.diff().min().item<double>() >= 0.3 / share);
    }
}

TEST_CASE("Token eviction: by the random rule seed and frame decide, for each head apart",
          "[nn][evict]")
{
    const auto scores = [](std::uint64_t seed, std::int64_t frame) {
        return firstScores({.rule = KvEvict::Random, .seed = seed}, frame, 500, 2);
    };
    const at::Tensor once = scores(3, 7);
    CHECK(at::equal(once, scores(3, 7)));
    CHECK_FALSE(at::equal(once, scores(4, 7)));
    CHECK_FALSE(at::equal(once, scores(3, 8)));
    CHECK_FALSE(at::equal(once.select(1, 0), once.select(1, 1)));
    CHECK(once.mean().item<double>() == Approx(0.5).margin(0.05));
}

TEST_CASE("Token eviction: what attention is to decide is worth nothing at first", "[nn][evict]")
{
    for (const KvEvict rule : {KvEvict::H2o, KvEvict::SnapKv})
        CHECK(firstScores({.rule = rule}, 3, 4, 2).abs().max().item<double>() == 0);
    CHECK(errorOf([] { firstScores({.rule = KvEvict::None}, 0, 4, 2); }).code ==
          ErrorCode::Internal);
}

TEST_CASE("Token eviction: what must stay does, then the greatest scores, then the earliest",
          "[nn][evict]")
{
    const at::Tensor scores = at::stack(
        {at::tensor({0.0F, 5.0F, 1.0F, 5.0F, 2.0F}), at::tensor({1.0F, 1.0F, 1.0F, 1.0F, 1.0F})},
        1);
    at::Tensor mustStay = at::zeros({5, 2}, at::kBool);
    mustStay[0][0] = true;
    mustStay[4][1] = true;
    const auto kept = [&](std::int64_t count) {
        const at::Tensor slots = slotsToKeep(scores, mustStay, count);
        REQUIRE(slots.sizes() == at::IntArrayRef({count, 2}));
        return slots.t().contiguous();
    };
    CHECK(at::equal(kept(1), at::tensor({0, 4}, at::kLong).view({2, 1})));
    CHECK(at::equal(kept(2), at::tensor({0, 1, 0, 4}, at::kLong).view({2, 2})));
    CHECK(at::equal(kept(3), at::tensor({0, 1, 3, 0, 1, 4}, at::kLong).view({2, 3})));
}
