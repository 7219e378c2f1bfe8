#include "tests/support/torch_test.h"

#include "engine/ispa/layer_solver.h"
#include "engine/ispa/virtual_tokens.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kTokens = 8; // per frame, 2 × 4
constexpr std::int64_t kTokenHeads = 2;
constexpr std::int64_t kTokenWidth = 24;
constexpr std::int64_t kGroups = 5;

/// A past that says a few things over and over: every key of a head is one of five, and queries ask for one of them.
class RepeatedPast {
public:
    explicit RepeatedPast(std::uint64_t seed)
        : m_random(seed)
        , m_keys(m_random({kGroups, kTokenHeads, kTokenWidth}, 2.0))
    {
    }

    /// Remote keys of so many frames, each group as often as the others in all frames.
    AttentionKeys remote(std::int64_t frames)
    {
        std::vector<at::Tensor> heads;
        for (std::int64_t head = 0; head < kTokenHeads; ++head) {
            const at::Tensor which = (at::arange(frames * kTokens) + head).remainder(kGroups);
            heads.push_back(m_keys.select(1, head).index_select(0, which));
        }
        const at::Tensor k = at::stack(heads, 1).unsqueeze(0);
        return {.k = k, .v = k.flip(-1) + 0.1 * m_random(k.sizes())};
    }

    AttentionKeys local()
    {
        return {.k = m_random({1, 3 * kTokens, kTokenHeads, kTokenWidth}),
                .v = m_random({1, 3 * kTokens, kTokenHeads, kTokenWidth})};
    }

    at::Tensor queries()
    {
        const at::Tensor which = at::arange(2 * kTokens).remainder(kGroups);
        return (m_keys.index_select(0, which) +
                0.3 * m_random({2 * kTokens, kTokenHeads, kTokenWidth}))
            .unsqueeze(0);
    }

private:
    RandomTensors m_random;
    at::Tensor m_keys;
};

Rotary rotary()
{
    return Rotary(RotaryConfig::wan(kTokenWidth, 2, 4));
}

const std::vector<std::int64_t> kPlace{7}; // of a block's first query

/// The pass over a block of two frames; calls look(pass).
template <class Look>
void pass(RepeatedPast& past, const std::vector<std::int64_t>& remoteFrames, Look&& look)
{
    const at::Tensor q = past.queries();
    const AttentionKeys near = past.local();
    const AttentionKeys far = past.remote(static_cast<std::int64_t>(remoteFrames.size()));
    const Rotary turns = rotary();
    const AttentionPart local = attendWithLse(q, near.k, near.v);
    look(SplitPass{.block = {20, 2},
                   .q = q,
                   .position = kPlace[0],
                   .localKeys = [&] { return near; },
                   .remoteKeys = [&] { return far; },
                   .remoteFrames = remoteFrames,
                   .local = local,
                   .gap = attentionGap(local, attendWithLse(q, far.k, far.v)),
                   .rotary = turns});
}

at::Tensor trueGap(const SplitPass& pass)
{
    return pass.gap.discrepancy;
}

const std::vector<std::int64_t> kTenFrames{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

} // namespace

TEST_CASE("Virtual tokens: keys that coincide in groups lose nothing", "[ispa][tokens]")
{
    const auto count = GENERATE(as<std::int64_t>{}, 5, 6, 32, 200); // also more than there are keys
    RepeatedPast past(150);
    pass(past, kTenFrames, [&](const SplitPass& seen) {
        const StandInTokens tokens = groupKeys(seen.remoteKeys(), count, kPlace[0]);
        CHECK(tokens.bytes() == predictedTokenBytes(count, kTokenHeads, kTokenWidth));
        CHECK(distance(tokens.weight.sum(1), at::full({tokens.weight.size(0)}, 80.0)) < 1e-4);
        const at::Tensor said = tokens.gap(seen.q, seen.local, kPlace[0], seen.rotary);
        CHECK(distance(said, trueGap(seen)) < 1e-4);
        CHECK(trueGap(seen).abs().max().item<double>() > 0.1);
    });
}

TEST_CASE("Virtual tokens: fewer than there are groups are still better than none",
          "[ispa][tokens]")
{
    RepeatedPast past(151);
    pass(past, kTenFrames, [&](const SplitPass& seen) {
        const at::Tensor gap = trueGap(seen);
        const auto missed = [&](std::int64_t count) {
            const StandInTokens tokens = groupKeys(seen.remoteKeys(), count, kPlace[0]);
            return (gap - tokens.gap(seen.q, seen.local, kPlace[0], seen.rotary))
                       .square()
                       .sum()
                       .item<double>() /
                   gap.square().sum().item<double>();
        };
        CHECK(missed(kGroups - 1) < 0.6);
        CHECK(missed(kGroups - 1) > 1e-3);
    });
}

TEST_CASE("Virtual tokens: a block sees them from where they were made, however late it is",
          "[ispa][tokens]")
{
    RepeatedPast past(152);
    pass(past, kTenFrames, [&](const SplitPass& seen) {
        const StandInTokens tokens = groupKeys(seen.remoteKeys(), 8, kPlace[0]);
        const at::Tensor made = tokens.gap(seen.q, seen.local, kPlace[0], seen.rotary);
        for (const std::int64_t moved : {std::int64_t{-5}, std::int64_t{100}}) {
            // The same queries as far on in time; the local part is as it was.
            const at::Tensor q = seen.rotary.advance(seen.q, {&moved, 1});
            const at::Tensor later = tokens.gap(q, seen.local, kPlace[0] + moved, seen.rotary);
            CHECK(distance(later, made) < 1e-3);
            CHECK(distance(tokens.gap(q, seen.local, kPlace[0], seen.rotary), made) > 1e-2);
        }
    });
}

TEST_CASE(
    "Virtual tokens: half their strength is half their gap, and the reverse is less than none",
    "[ispa][tokens]")
{
    RepeatedPast past(153);
    pass(past, kTenFrames, [&](const SplitPass& seen) {
        const Correction whole{.rung = Rung::VirtualTokens,
                               .heads = kTokenHeads,
                               .matrix = {},
                               .right = {},
                               .bias = {},
                               .tokens = groupKeys(seen.remoteKeys(), 8, kPlace[0])};
        const auto gapOf = [&](const Correction& c) {
            return c.tokens->gap(seen.q, seen.local, kPlace[0], seen.rotary);
        };
        CHECK(distance(gapOf(whole.scaledBy(0.5)), 0.5 * gapOf(whole)) < 1e-6);
        CHECK(distance(gapOf(whole.scaledBy(-1)), -gapOf(whole)) < 1e-6);
        CHECK(whole.scaledBy(0).rung == Rung::None);
        CHECK_FALSE(whole.scaledBy(0).tokens.has_value());
        CHECK(whole.bytes() == predictedTokenBytes(8, kTokenHeads, kTokenWidth));
        CHECK(whole.isFinite());
        // Outside attention they do nothing.
        const at::Tensor rows = RandomTensors(1)({4, kTokenHeads * kTokenWidth});
        CHECK(at::equal(whole.apply(rows, 0), rows));
    });
}

TEST_CASE("Token trial: is judged by what was there a block before", "[ispa][tokens]")
{
    const at::Tensor rows = at::arange(0, 2 * kTokens, 3);
    RepeatedPast past(154);
    TokenTrial trial(8);
    pass(past, kTenFrames, [&](const SplitPass& seen) {
        trial.observe(seen, rows);
        REQUIRE(trial.residual().has_value());
        CHECK(trial.residual()->share() <
              0.3); // a fifth of the weight is missing, that of two frames
        CHECK(trial.residual()->share() > 1e-4);
        // Made of the first eight frames, and seen from a block behind.
        const auto early = [&](const at::Tensor& x) { return x.narrow(1, 0, 8 * kTokens); };
        const StandInTokens judged = groupKeys(
            {.k = early(seen.remoteKeys().k), .v = early(seen.remoteKeys().v)}, 8, kPlace[0] - 2);
        const auto ofRows = [&](const at::Tensor& x) { return x.index_select(1, rows); };
        const at::Tensor gap = ofRows(trueGap(seen));
        const at::Tensor left =
            gap - ofRows(judged.gap(seen.q, seen.local, kPlace[0], seen.rotary));
        CHECK(trial.residual()->share() ==
              Approx((left.square().sum() / gap.square().sum()).item<double>()).epsilon(1e-3));
        const at::Tensor said = trial.tokens()->gap(seen.q, seen.local, kPlace[0], seen.rotary);
        CHECK(distance(said, trueGap(seen)) < 1e-4); // what is kept knows all ten
    });
    const double one = trial.residual()->energy.sum().item<double>();
    pass(past, kTenFrames, [&](const SplitPass& seen) { trial.observe(seen, rows); });
    CHECK(trial.residual()->energy.sum().item<double>() > 1.5 * one); // passes add up

    TokenTrial first(8);
    pass(past, {1, 2}, [&](const SplitPass& seen) { first.observe(seen, rows); });
    CHECK(first.tokens().has_value());
    CHECK_FALSE(first.residual().has_value()); // nothing was remote a block before
}

TEST_CASE("Layer solver: takes virtual tokens where queries look for what is gone, and not where a "
          "scalar and a vector say all",
          "[ispa][tokens][solver]")
{
    const MomentLayout layout{.heads = kTokenHeads, .width = kTokenWidth};
    const at::Tensor identity = at::eye(kTokenHeads * kTokenWidth);
    RepeatedPast past(155);
    LayerStatistics statistics(layout);
    TokenTrial trial(8);
    for (int block = 0; block < 3; ++block) {
        statistics.beginBlock(16 + 2 * block, {.frames = 2, .tokensPerFrame = kTokens});
        pass(past, kTenFrames, [&](const SplitPass& seen) {
            statistics.observe(0, seen.local.out, seen.gap);
            if (block == 2)
                trial.observe(seen, statistics.rows());
        });
    }
    const LayerSolution chosen = solveLayer(statistics, identity, {}, &trial);
    CHECK(chosen.correction.rung == Rung::VirtualTokens);
    CHECK(chosen.heldOutError < 0.3);
    CHECK(chosen.gain == 1.0);
    const LayerSolution without = solveLayer(statistics, identity);
    CHECK(without.heldOutError > 2 * chosen.heldOutError);
    // Asked for, but nothing to judge them by: the next lower rung, and the reason is said.
    const LayerSolution asked =
        solveLayer(statistics, identity, {.rung = Rung::VirtualTokens}, nullptr);
    CHECK(asked.correction.rung != Rung::VirtualTokens);
    REQUIRE_FALSE(asked.refused.empty());
    CHECK(asked.refused.front().rung == Rung::VirtualTokens);
    CHECK(asked.refused.front().reason == Refusal::NoHeldOutRows);
    // A past that says one thing per head, whatever is asked: nothing explains it better.
    LayerStatistics constant(layout);
    RandomTensors random(156);
    const at::Tensor said = random({1, 1, kTokenHeads, kTokenWidth});
    for (int block = 0; block < 4; ++block) {
        constant.beginBlock(16 + 2 * block, {.frames = 2, .tokensPerFrame = kTokens});
        const AttentionPart local{.out = random({1, 2 * kTokens, kTokenHeads, kTokenWidth}),
                                  .lse = at::zeros({1, 2 * kTokens, kTokenHeads})};
        constant.observe(
            0, local.out,
            attentionGap(local, {.out = said.expand_as(local.out), .lse = local.lse - 1}));
    }
    CHECK(solveLayer(constant, identity, {}, &trial).correction.rung == Rung::HeadScale);
    // Without any remote frame there is nothing, whatever is asked.
    CHECK(solveLayer(LayerStatistics(layout), identity, {.rung = Rung::VirtualTokens}, &trial)
              .correction.rung == Rung::None);
}
