#include "tests/support/torch_test.h"

#include "engine/nn/self_mixer.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <algorithm>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kTokens = 4; // per frame, 2 × 2
constexpr KvShape kNarrowedShape{.tokensPerFrame = kTokens, .heads = 2, .headDim = 12};

/// Layers that live through the same clip: queries, keys and values of every block are the same for all.
class Clip {
public:
    explicit Clip(std::uint64_t seed)
        : m_random(seed)
    {
    }

    FrameSpan next(std::int64_t frames)
    {
        m_block = {m_block.first + m_block.count, frames};
        const auto draw = [&] { return m_random({frames, kTokens, 2, 12}); };
        m_q = draw();
        m_k = draw();
        m_v = draw();
        return m_block;
    }

    at::Tensor pass(KvCache& cache) const
    {
        return CachedMixer(m_rotary, m_block, cache)(m_q, m_k, m_v);
    }

    std::int64_t between(std::int64_t low, std::int64_t high)
    {
        return m_random.between(low, high);
    }
    std::int64_t end() const { return m_block.first + m_block.count; }

private:
    RandomTensors m_random;
    Rotary m_rotary{RotaryConfig::wan(12, 2, 2)};
    FrameSpan m_block;
    at::Tensor m_q;
    at::Tensor m_k;
    at::Tensor m_v;
};

std::vector<std::int64_t> heldFrames(const KvCache& cache)
{
    std::vector<std::int64_t> frames = cache.frames();
    std::sort(frames.begin(), frames.end());
    return frames;
}

void requireSameContent(const KvCache& a, const KvCache& b)
{
    REQUIRE(heldFrames(a) == heldFrames(b));
    REQUIRE(a.bytes() == b.bytes());
    for (const std::int64_t frame : a.frames()) {
        REQUIRE(at::equal(a.frame(frame).first, b.frame(frame).first));
        REQUIRE(at::equal(a.frame(frame).second, b.frame(frame).second));
    }
}

/// Of a layer with these settings that holds so many frames.
std::int64_t formula(const KvCache& cache)
{
    return predictedKvBytes(kNarrowedShape, cache.settings(),
                            static_cast<std::int64_t>(cache.frames().size()));
}

} // namespace

TEST_CASE("KvCache: narrowed, it goes on as the smaller ring would from the start",
          "[nn][cache][narrowing]")
{
    const auto positions = GENERATE(KeyPositions::Absolute, KeyPositions::ByRank);
    const auto storage = GENERATE(KvType::Float, KvType::Int8, KvType::Int4);
    const auto seed = GENERATE(range(0, 25));
    CAPTURE(positions, storage, seed);
    Clip clip(static_cast<std::uint64_t>(seed));
    const std::int64_t sinks = clip.between(0, 3);
    const CacheSettings small{.positions = positions,
                              .sinkFrames = sinks,
                              .capacityFrames = sinks + clip.between(3, 6),
                              .storage = storage};
    CacheSettings large = small;
    large.kind = clip.between(0, 1) == 0 ? CacheKind::Growing : CacheKind::SinkWindow;
    large.sinkFrames += clip.between(0, 2);
    large.capacityFrames = large.sinkFrames + small.ringFrames() + clip.between(0, 8);
    KvCache narrowed(kNarrowedShape, large);
    KvCache fresh(kNarrowedShape, small);
    for (std::int64_t block = clip.between(0, 12); block > 0; --block) {
        clip.next(clip.between(1, 3));
        for (KvCache* cache : {&narrowed, &fresh})
            clip.pass(*cache);
    }
    narrowed.narrowTo(small);
    // The large cache attended to more, but what it stored of each frame is the same: here no layer stands before it.
    requireSameContent(narrowed, fresh);
    for (int block = 0; block < 8; ++block) {
        clip.next(clip.between(1, 3));
        for (int pass = 0; pass < 2; ++pass)
            REQUIRE(distance(clip.pass(narrowed), clip.pass(fresh)) < 1e-5);
        requireSameContent(narrowed, fresh);
        REQUIRE(narrowed.bytes() == formula(narrowed));
    }
}

TEST_CASE("KvCache: what narrowing evicts is given back at once", "[nn][cache][narrowing]")
{
    const auto storage = GENERATE(KvType::Float, KvType::Int8, KvType::Int4);
    const at::InferenceMode
        noGradients; // as the engine runs; else a view would keep its base alive
    Clip clip(60);
    KvCache cache(kNarrowedShape, {.kind = CacheKind::Growing, .storage = storage});
    for (int block = 0; block < 9; ++block) {
        clip.next(3);
        clip.pass(cache);
    }
    const std::int64_t perFrame = kNarrowedShape.bytesPerFrame(storage);
    REQUIRE(cache.bytes() == 48 * perFrame);
    const at::Tensor old = cache.keys(cache.beginPass({24, 3}));
    const CacheSettings ring{.sinkFrames = 1, .capacityFrames = 7, .storage = storage};
    cache.narrowTo(ring);
    CHECK(cache.bytes() == 7 * perFrame);
    CHECK(cache.bytes() == formula(cache));
    CHECK(old.storage().use_count() == 1); // nobody else holds the 48 slots
    CHECK(heldFrames(cache) == std::vector<std::int64_t>{0, 21, 22, 23, 24, 25, 26});
    CHECK(cache.settings().capacityFrames == 7);
}

TEST_CASE("KvCache: narrowed before the first block, it is the smaller ring",
          "[nn][cache][narrowing]")
{
    KvCache cache(kNarrowedShape, {.kind = CacheKind::Growing});
    cache.narrowTo({.sinkFrames = 1, .capacityFrames = 4});
    CHECK(cache.bytes() == 4 * kNarrowedShape.bytesPerFrame());
    Clip clip(61);
    clip.next(4);
    clip.pass(cache);
    CHECK(heldFrames(cache) == std::vector<std::int64_t>{0, 1, 2, 3});
}

TEST_CASE("KvCache: widened, it keeps what it held and all that comes", "[nn][cache][narrowing]")
{
    const auto positions = GENERATE(KeyPositions::Absolute, KeyPositions::ByRank);
    const auto storage = GENERATE(KvType::Float, KvType::Int8, KvType::Int4);
    const auto wide = GENERATE(CacheSettings{.kind = CacheKind::Growing},
                               CacheSettings{.sinkFrames = 1, .capacityFrames = 30},
                               CacheSettings{.sinkFrames = 3, .capacityFrames = 40});
    CacheSettings settings{
        .positions = positions, .sinkFrames = 2, .capacityFrames = 6, .storage = storage};
    Clip clip(62);
    KvCache cache(kNarrowedShape, settings);
    KvCache untouched(kNarrowedShape, settings);
    for (int block = 0; block < 5; ++block) {
        clip.next(3);
        clip.pass(cache);
        clip.pass(untouched);
    }
    settings.kind = wide.kind;
    settings.sinkFrames = wide.sinkFrames;
    settings.capacityFrames = wide.capacityFrames;
    cache.widenTo(settings);
    CHECK(cache.bytes() == formula(cache));
    std::vector<std::int64_t> expected{0, 1, 11, 12, 13, 14};
    REQUIRE(heldFrames(cache) == expected);
    for (const std::int64_t frame : expected) {
        CHECK(at::equal(cache.frame(frame).first, untouched.frame(frame).first));
        CHECK(at::equal(cache.frame(frame).second, untouched.frame(frame).second));
    }
    for (int block = 0; block < 7; ++block) {
        const FrameSpan span = clip.next(3);
        clip.pass(cache);
        for (std::int64_t frame = span.first; frame < clip.end(); ++frame)
            expected.push_back(frame);
        REQUIRE(heldFrames(cache) == expected);
        REQUIRE(cache.bytes() == formula(cache));
    }
}

TEST_CASE("KvCache: widened by nothing, it attends as before", "[nn][cache][narrowing]")
{
    const CacheSettings settings{.sinkFrames = 1, .capacityFrames = 6};
    Clip clip(63);
    KvCache touched(kNarrowedShape, settings);
    KvCache untouched(kNarrowedShape, settings);
    for (int block = 0; block < 9; ++block) {
        clip.next(2);
        REQUIRE(at::equal(clip.pass(touched), clip.pass(untouched)));
        if (block == 4)
            touched.widenTo(settings);
    }
}

TEST_CASE("KvCache: a change that is none of the two is refused", "[nn][cache][narrowing]")
{
    const CacheSettings ring{.sinkFrames = 1, .capacityFrames = 6};
    CacheSettings smaller = ring;
    smaller.capacityFrames = 5;
    CacheSettings larger = ring;
    larger.capacityFrames = 7;
    const CacheSettings growing{.kind = CacheKind::Growing};
    CacheSettings ranked = ring;
    ranked.positions = KeyPositions::ByRank;
    CacheSettings quantised = ring;
    quantised.storage = KvType::Int8;
    KvCache cache(kNarrowedShape, ring);
    Clip clip(64);
    clip.next(3);
    clip.pass(cache);
    for (const CacheSettings& wrong : {larger, growing, ranked, quantised})
        CHECK(errorOf([&] { cache.narrowTo(wrong); }).code == ErrorCode::BadConfig);
    for (const CacheSettings& wrong : {smaller, ranked, quantised})
        CHECK(errorOf([&] { cache.widenTo(wrong); }).code == ErrorCode::BadConfig);
    CHECK(errorOf([&] { cache.narrowTo({.sinkFrames = 3, .capacityFrames = 3}); }).code ==
          ErrorCode::BadConfig);
    CHECK(cache.bytes() == 6 * kNarrowedShape.bytesPerFrame());
    CHECK(heldFrames(cache) == std::vector<std::int64_t>{0, 1, 2});
}
