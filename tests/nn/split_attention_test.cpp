#include "tests/support/torch_test.h"

#include "engine/nn/attention.h"
#include "engine/nn/split_attention.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <cmath>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

struct Scene {
    at::Tensor q;
    at::Tensor k;
    at::Tensor v;

    AttentionPart keys(std::int64_t from, std::int64_t count) const
    {
        return attendWithLse(q, k.narrow(1, from, count), v.narrow(1, from, count));
    }
};

Scene randomScene(RandomTensors& random, at::ScalarType type, std::int64_t keys)
{
    const auto heads = random.between(1, 4);
    const auto width = 8 * random.between(1, 6);
    const auto make = [&](std::int64_t rows) { return random({2, rows, heads, width}).to(type); };
    return {.q = make(random.between(1, 40)), .k = make(keys), .v = make(keys)};
}

double relativeError(const at::Tensor& got, const at::Tensor& wanted)
{
    const at::Tensor reference = wanted.to(at::kDouble);
    return ((got.to(at::kDouble) - reference).norm() / reference.norm()).item<double>();
}

} // namespace

TEST_CASE("Split attention: the kernel agrees with the formula, output and log-sum-exp",
          "[nn][split-attention]")
{
    const auto [type, tolerance] = GENERATE(table<at::ScalarType, double>(
        {{at::kDouble, 1e-12}, {at::kFloat, 1e-5}, {at::kBFloat16, 2e-2}}));
    RandomTensors random(11);
    const Scene scene = randomScene(random, type, 37);
    const at::Tensor bias = random({37}).to(type);
    const at::Tensor byHead = random({scene.q.size(2), 37}).to(type);
    for (const std::optional<at::Tensor>& with :
         {std::optional<at::Tensor>(), std::optional(bias), std::optional(byHead)}) {
        const AttentionPart got = attendWithLse(scene.q, scene.k, scene.v, with);
        const AttentionPart wanted = attendWithLseByFormula(scene.q, scene.k, scene.v, with);
        CHECK(got.out.scalar_type() == type);
        CHECK(got.lse.scalar_type() == (type == at::kDouble ? at::kDouble : at::kFloat));
        CHECK(distance(got.out, wanted.out) < tolerance);
        CHECK(distance(got.lse, wanted.lse) < tolerance);
    }
}

TEST_CASE("Split attention: merging any split equals one call over all keys",
          "[nn][split-attention]")
{
    const auto [type, tolerance] =
        GENERATE(table<at::ScalarType, double>({{at::kDouble, 1e-12}, {at::kFloat, 1e-5}}));
    RandomTensors random(12);
    for (int round = 0; round < 20; ++round) {
        const auto keys = random.between(1, 60);
        const Scene scene = randomScene(random, type, keys);
        const auto local = random.between(0, keys); // both ends: an empty part
        CAPTURE(round, keys, local);
        const at::Tensor got =
            joinAttention(scene.keys(0, local), scene.keys(local, keys - local)).out;
        CHECK(distance(got.flatten(2), attend(scene.q, scene.k, scene.v)) < tolerance);
    }
}

TEST_CASE("Split attention: frames that lie apart are attended to as one set",
          "[nn][split-attention]")
{
    const auto [type, tolerance] =
        GENERATE(table<at::ScalarType, double>({{at::kDouble, 1e-12}, {at::kFloat, 1e-5}}));
    RandomTensors random(17);
    constexpr std::int64_t kSlots = 9;
    const at::Tensor q = random({1, 20, 3, 16}).to(type);
    const at::Tensor k = random({kSlots, 4, 3, 16}).to(type);
    const at::Tensor v = random({kSlots, 4, 3, 16}).to(type);
    for (int round = 0; round < 20; ++round) {
        std::vector<std::int64_t> slots;
        for (std::int64_t slot = 0; slot < kSlots; ++slot)
            if (random.between(0, 2) > 0)
                slots.push_back(slot);
        CAPTURE(round, slots);
        const auto tokens = [&](const at::Tensor& x) {
            return x.index_select(0, at::tensor(slots, at::kLong)).flatten(0, 1).unsqueeze(0);
        };
        const AttentionPart got = attendToFrames(q, k, v, slots);
        const AttentionPart wanted = attendWithLse(q, tokens(k), tokens(v));
        CHECK(got.out.scalar_type() == type);
        CHECK(distance(got.out, wanted.out) < tolerance);
        CHECK(distance(got.lse.exp(), wanted.lse.exp()) <
              tolerance * wanted.lse.exp().max().item<double>() + 1e-30);
    }
}

TEST_CASE("Split attention: an empty remote set changes no bit and evicts nothing",
          "[nn][split-attention]")
{
    const auto type = GENERATE(at::kDouble, at::kFloat, at::kBFloat16);
    RandomTensors random(13);
    const Scene scene = randomScene(random, type, 9);
    const AttentionPart all = scene.keys(0, 9);
    const AttentionPart none = scene.keys(9, 0);
    CHECK(at::equal(joinAttention(all, none).out, all.out));
    const AttentionGap gap = attentionGap(all, none);
    CHECK(gap.discrepancy.count_nonzero().item<std::int64_t>() == 0);
    CHECK(gap.evictedMass.count_nonzero().item<std::int64_t>() == 0);
}

TEST_CASE("Split attention: a bias on the remote keys is a shift of their log-sum-exp",
          "[nn][split-attention]")
{
    const auto [type, tolerance] =
        GENERATE(table<at::ScalarType, double>({{at::kDouble, 1e-12}, {at::kFloat, 1e-5}}));
    RandomTensors random(14);
    const Scene scene = randomScene(random, type, 20);
    const double shift = 1.7;
    at::Tensor bias = at::zeros({20}, scene.q.options());
    bias.narrow(0, 8, 12).fill_(shift);
    const AttentionPart oneCall = attendWithLse(scene.q, scene.k, scene.v, bias);
    AttentionPart remote = scene.keys(8, 12);
    remote.lse = remote.lse + shift;
    CHECK(distance(joinAttention(scene.keys(0, 8), remote).out, oneCall.out) < tolerance);
}

TEST_CASE("Split attention: the gap equals the difference of full and local outputs in fp64",
          "[nn][split-attention]")
{
    RandomTensors random(15);
    const Scene scene = randomScene(random, at::kDouble, 30);
    const AttentionPart local = scene.keys(0, 12);
    const AttentionGap gap = attentionGap(local, scene.keys(12, 18));
    CHECK(distance(gap.discrepancy, scene.keys(0, 30).out - local.out) < 1e-13);
    const AttentionPart ones = attendWithLse(scene.q, scene.k,
                                             at::cat({at::zeros_like(scene.v.narrow(1, 0, 12)),
                                                      at::ones_like(scene.v.narrow(1, 12, 18))},
                                                     1));
    CHECK(distance(gap.evictedMass, ones.out.select(-1, 0)) < 1e-13);
}

TEST_CASE("Split attention: in bf16 the gap's error does not grow as the evicted mass shrinks",
          "[nn][split-attention]")
{
    RandomTensors random(16);
    const Scene scene = [&] {
        const auto make = [&](std::int64_t rows) {
            return random({1, rows, 2, 32}).to(at::kBFloat16);
        };
        return Scene{.q = make(64), .k = make(200), .v = make(200)};
    }();
    const Scene exact = {scene.q.to(at::kDouble), scene.k.to(at::kDouble), scene.v.to(at::kDouble)};
    for (const double shift : {0.0, -3.0, -6.0, -9.0}) {
        const auto gapOf = [&](const Scene& s) {
            AttentionPart remote = s.keys(100, 100);
            remote.lse = remote.lse + shift;
            return attentionGap(s.keys(0, 100), remote);
        };
        CAPTURE(shift, gapOf(exact).evictedMass.mean().item<double>());
        CHECK(relativeError(gapOf(scene).discrepancy, gapOf(exact).discrepancy) < 0.005);
    }
}

TEST_CASE("Split attention: a bias of another length is refused", "[nn][split-attention]")
{
    RandomTensors random(17);
    const Scene scene = randomScene(random, at::kFloat, 5);
    const auto caught = errorOf([&] { attendWithLse(scene.q, scene.k, scene.v, at::zeros({4})); });
    CHECK(caught.code == ErrorCode::BadShape);
}

TEST_CASE("framesAt: frames side by side are looked at, others are copied", "[nn][split-attention]")
{
    const at::Tensor x = at::arange(24).view({6, 2, 2});
    const auto same = [&](const std::vector<std::int64_t>& slots) {
        const at::Tensor index = at::tensor(slots, at::kLong);
        return at::equal(framesAt(x, slots), x.index_select(0, index));
    };
    CHECK(same({}));
    CHECK(same({4}));
    CHECK(same({1, 2, 3}));
    CHECK(same({0, 3, 4}));
    CHECK(same({3, 2}));
    CHECK(framesAt(x, {1, 2, 3}).is_alias_of(x));
    CHECK_FALSE(framesAt(x, {1, 3}).is_alias_of(x));
}
