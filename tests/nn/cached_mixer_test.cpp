#include "tests/support/torch_test.h"

#include "engine/nn/attention.h"
#include "engine/nn/self_mixer.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kTokens = 4; // per frame, 2 × 2
constexpr KvShape kShape{.tokensPerFrame = kTokens, .heads = 2, .headDim = 24};

/// A clip of blocks of two frames, its queries, keys and values [F, S, heads, width] not rotated.
struct Clip {
    RandomTensors random{80};
    Rotary rotary{RotaryConfig::wan(24, 2, 2)};
    at::Tensor q = random({40, kTokens, 2, 24});
    at::Tensor k = random({40, kTokens, 2, 24});
    at::Tensor v = random({40, kTokens, 2, 24});

    at::Tensor pass(KvCache& cache, std::int64_t first) const
    {
        return CachedMixer(rotary, {first, 2}, cache)(q.narrow(0, first, 2), k.narrow(0, first, 2),
                                                      v.narrow(0, first, 2));
    }

    /// Attention of the block at `first` to the given frames, each key rotated to the given position.
    at::Tensor dense(std::int64_t first, const std::vector<std::int64_t>& frames,
                     const std::vector<std::int64_t>& positions) const
    {
        const auto seen = [&](const at::Tensor& x) {
            return x.index_select(0, at::tensor(frames));
        };
        const auto sequence = [](const at::Tensor& x) { return x.flatten(0, 1).unsqueeze(0); };
        const std::vector<std::int64_t> own{first, first + 1};
        return attend(sequence(rotary(q.narrow(0, first, 2), own)),
                      sequence(rotary(seen(k), positions)), sequence(seen(v)))
            .view({2, kTokens, -1});
    }
};

} // namespace

TEST_CASE("CachedMixer: clamped sinks are met where the block of the clamp met them",
          "[nn][cache][clamp]")
{
    const auto fromGrowing =
        GENERATE(false, true); // narrowed on the way, or clamped from the start
    CAPTURE(fromGrowing);
    constexpr std::int64_t kClamp = 8;
    const CacheSettings clamped{.sinkFrames = 2, .capacityFrames = 6, .clampSinksFrom = kClamp};
    const Clip clip;
    KvCache cache(kShape, fromGrowing ? CacheSettings{.kind = CacheKind::Growing} : clamped);
    for (std::int64_t first = 0; first <= kClamp; first += 2)
        clip.pass(cache, first);
    if (fromGrowing)
        cache.narrowTo(clamped);
    for (std::int64_t first = kClamp + 2; first < 40; first += 2) {
        const std::int64_t shift = first - kClamp;
        const std::vector<std::int64_t> frames{0, 1, first - 2, first - 1, first, first + 1};
        const std::vector<std::int64_t> at{shift,     1 + shift, first - 2,
                                           first - 1, first,     first + 1};
        const at::Tensor got = clip.pass(cache, first);
        REQUIRE(distance(got, clip.dense(first, frames, at)) < 1e-5);
        REQUIRE(distance(got, clip.dense(first, frames, frames)) > 1e-4); // unclamped is another
        // What is stored stays rotated to its own frame: nothing adds up from block to block.
        REQUIRE(at::equal(cache.frame(0).first,
                          clip.rotary(clip.k.narrow(0, 0, 1), std::vector<std::int64_t>{0})[0]));
    }
}

TEST_CASE("CachedMixer: up to its block a clamp changes nothing", "[nn][cache][clamp]")
{
    const Clip clip;
    KvCache clamped(kShape, {.sinkFrames = 2, .capacityFrames = 6, .clampSinksFrom = 8});
    KvCache plain(kShape, {.sinkFrames = 2, .capacityFrames = 6});
    for (std::int64_t first = 0; first <= 8; first += 2)
        REQUIRE(at::equal(clip.pass(clamped, first), clip.pass(plain, first)));
    CHECK_FALSE(at::equal(clip.pass(clamped, 10), clip.pass(plain, 10)));
}

TEST_CASE("CachedMixer: a quantised cache rounds the history, not the block itself",
          "[nn][cache][quantized]")
{
    const auto storage = GENERATE(KvType::Int8, KvType::Int4);
    const auto positions = GENERATE(KeyPositions::Absolute, KeyPositions::ByRank);
    CacheSettings settings{.positions = positions, .sinkFrames = 1, .capacityFrames = 6};
    const Clip clip;
    KvCache exact(kShape, settings);
    settings.storage = storage;
    KvCache rounded(kShape, settings);
    REQUIRE(at::equal(clip.pass(rounded, 0), clip.pass(exact, 0))); // there is no history yet
    for (std::int64_t first = 2; first < 12; first += 2) {
        const double error = distance(clip.pass(rounded, first), clip.pass(exact, first));
        REQUIRE(error < (storage == KvType::Int8 ? 0.02 : 0.3));
        REQUIRE(error > 1e-5);
    }
}

namespace {

/// Watches the split of one layer's attention.
class Watch final : public AttentionTap {
public:
    std::optional<LocalFrames> wantsSplit(FrameSpan /*block*/) const override
    {
        return LocalFrames{.sinkFrames = 1, .windowFrames = 2};
    }
    void observe(const SplitPass& pass) override { seen.push_back(pass.local.out); }
    at::Tensor corrected(const at::Tensor& attended) const override { return attended; }

    std::vector<at::Tensor> seen;
};

} // namespace

TEST_CASE("CachedMixer: sinks that have moved are local, and nobody learns from a remade history",
          "[nn][cache][remake]")
{
    const Clip clip;
    KvCache cache(kShape, {.sinkFrames = 2, .capacityFrames = 8});
    for (std::int64_t first = 0; first < 20; first += 2)
        clip.pass(cache, first);
    Watch tap;
    CachedMixer(clip.rotary, {12, 8}, cache, &tap, PassKind::RemakeWithSinks)(
        clip.q.narrow(0, 12, 8), clip.k.narrow(0, 12, 8), clip.v.narrow(0, 12, 8));
    CHECK(tap.seen.empty());
    CachedMixer(clip.rotary, {20, 2}, cache, &tap)(clip.q.narrow(0, 20, 2), clip.k.narrow(0, 20, 2),
                                                   clip.v.narrow(0, 20, 2));
    REQUIRE(tap.seen.size() == 1);
    const std::vector<std::int64_t> local{12, 18, 19, 20, 21};
    CHECK(distance(tap.seen.front().view({2, kTokens, -1}), clip.dense(20, local, local)) < 1e-5);
}

TEST_CASE("CachedMixer: queries whose keys were evicted still ask, and write nothing",
          "[nn][cache][remake]")
{
    const Clip clip;
    KvCache cache(kShape, {.sinkFrames = 2, .capacityFrames = 8});
    for (std::int64_t first = 0; first < 20; first += 2)
        clip.pass(cache, first);
    const auto sink = cache.frame(1).first.clone();
    const at::Tensor q = clip.q.narrow(0, 12, 8);
    const at::Tensor k = clip.k.narrow(0, 22, 8); // others than those that are held
    const at::Tensor v = clip.v.narrow(0, 22, 8);
    const at::Tensor got =
        CachedMixer(clip.rotary, {12, 8}, cache, nullptr, PassKind::Remake)(q, k, v);
    const auto sequence = [](const at::Tensor& x) { return x.flatten(0, 1).unsqueeze(0); };
    const std::vector<std::int64_t> own{12, 13, 14, 15, 16, 17, 18, 19};
    const at::Tensor keys =
        at::cat({clip.rotary(clip.k.narrow(0, 0, 2), std::vector<std::int64_t>{0, 1}),
                 clip.rotary(k, own).narrow(0, 2, 6)});
    const at::Tensor values = at::cat({clip.v.narrow(0, 0, 2), v.narrow(0, 2, 6)});
    const at::Tensor expected =
        attend(sequence(clip.rotary(q, own)), sequence(keys), sequence(values));
    CHECK(distance(got.flatten(0, 1).unsqueeze(0), expected) < 1e-5);
    CHECK(at::equal(cache.frame(1).first, sink));
}

namespace {

/// Learns from every pass, and keeps the parts that it is shown.
class KeepingTap final : public AttentionTap {
public:
    std::optional<LocalFrames> wantsSplit(FrameSpan block) const override
    {
        if (block.first < 4)
            return std::nullopt;
        return LocalFrames{.windowFrames = 2};
    }
    void observe(const SplitPass& pass) override
    {
        localTokens = pass.localKeys().k.size(1);
        remoteFrames = pass.remoteFrames;
    }
    at::Tensor corrected(const at::Tensor& attended) const override { return attended; }

    std::int64_t localTokens = 0;
    std::vector<std::int64_t> remoteFrames;
};

} // namespace

TEST_CASE("CachedMixer: what stands beside the cache is met by every block, and is local",
          "[nn][cache]")
{
    const bool isTapped = GENERATE(false, true);
    const Clip clip;
    RandomTensors random(81);
    const AttentionKeys beside{.k = random({1, 5, 2, 24}), .v = random({1, 5, 2, 24})};
    KvCache cache(kShape, {.capacityFrames = 6});
    KeepingTap tap;
    for (std::int64_t first = 0; first < 12; first += 2) {
        CachedMixer mixer(clip.rotary, {first, 2}, cache, isTapped ? &tap : nullptr,
                          PassKind::Block, &beside);
        const at::Tensor got = mixer(clip.q.narrow(0, first, 2), clip.k.narrow(0, first, 2),
                                     clip.v.narrow(0, first, 2));
        std::vector<std::int64_t> frames;
        for (std::int64_t frame = std::max<std::int64_t>(0, first - 4); frame < first + 2; ++frame)
            frames.push_back(frame);
        const auto seen = [&](const at::Tensor& x) {
            return x.index_select(0, at::tensor(frames)).flatten(0, 1).unsqueeze(0);
        };
        const std::vector<std::int64_t> own{first, first + 1};
        const at::Tensor keys =
            at::cat({beside.k, clip.rotary(clip.k.index_select(0, at::tensor(frames)), frames)
                                   .flatten(0, 1)
                                   .unsqueeze(0)},
                    1);
        const at::Tensor expected =
            attend(clip.rotary(clip.q.narrow(0, first, 2), own).flatten(0, 1).unsqueeze(0), keys,
                   at::cat({beside.v, seen(clip.v)}, 1))
                .view({2, kTokens, -1});
        REQUIRE(distance(got, expected) < 1e-5);
    }
    if (isTapped) {
        CHECK(tap.localTokens == 5 + (2 + 2) * kTokens);
        CHECK(tap.remoteFrames.size() == 2);
    }
}
