#include "app/train/dit/block_layout.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;

namespace {

const LayoutSettings kLayouts[] = {
    {.blockFrames = 3, .blocks = 3, .firstTarget = 1},
    {.blockFrames = 3, .blocks = 3, .firstTarget = 2},
    {.blockFrames = 1, .blocks = 7, .firstTarget = 4},
    {.blockFrames = 1, .blocks = 9, .firstTarget = 1, .windowFrames = 3},
    {.blockFrames = 3, .blocks = 4, .firstTarget = 4, .windowFrames = 3},
    {.blockFrames = 2, .blocks = 1, .firstTarget = 1, .windowFrames = 0},
};

} // namespace

TEST_CASE("BlockLayout: every slot asks exactly once, in order", "[train][layout]")
{
    for (const LayoutSettings& settings : kLayouts) {
        const BlockLayout layout = makeBlockLayout(settings);
        CHECK(static_cast<std::int64_t>(layout.slots.size()) ==
              layout.cleanSlots() + layout.noisySlots());
        std::int64_t next = 0;
        for (const SlotGroup& group : layout.groups) {
            CHECK(group.first == next);
            next += group.count;
        }
        CHECK(next == static_cast<std::int64_t>(layout.slots.size()));
    }
}

TEST_CASE("BlockLayout: a block sees the still, a window of clean latents before it, and itself",
          "[train][layout]")
{
    for (const LayoutSettings& settings : kLayouts) {
        const BlockLayout layout = makeBlockLayout(settings);
        for (const SlotGroup& group : layout.groups) {
            const auto slotOf = [&](std::int64_t i) {
                return layout.slots[static_cast<std::size_t>(i)];
            };
            const Slot asks = slotOf(group.first);
            std::set<std::int64_t> latents;
            for (const std::int64_t key : group.keys) {
                const Slot seen = slotOf(key);
                CHECK(latents.insert(seen.latent).second); // nothing twice
                const bool itself = key >= group.first && key < group.first + group.count;
                CHECK((itself || (!seen.noisy && seen.block < asks.block)));
            }
            CHECK(latents.contains(0));
            const std::int64_t before = asks.latent == 0 ? 0 : asks.latent - 1;
            const std::int64_t window = std::min(before, settings.windowFrames);
            CHECK(static_cast<std::int64_t>(group.keys.size()) ==
                  (asks.latent == 0 ? 1 : 1 + window + group.count));
        }
    }
}

TEST_CASE("BlockLayout: positions are ranks among what is seen", "[train][layout]")
{
    for (const LayoutSettings& settings : kLayouts)
        for (const SlotGroup& group : makeBlockLayout(settings).groups) {
            CHECK(std::is_sorted(group.keyPositions.begin(), group.keyPositions.end()));
            CHECK(group.keyPositions.front() == 0);
            CHECK(group.keyPositions.back() == static_cast<std::int64_t>(group.keys.size()) - 1);
            CHECK(group.queryPositions.back() == group.keyPositions.back());
        }
}

TEST_CASE("BlockLayout: refuses a sample without a target", "[train][layout]")
{
    CHECK(errorOf([] { makeBlockLayout({.blocks = 3, .firstTarget = 4}); }).code ==
          ErrorCode::BadConfig);
    CHECK(errorOf([] { makeBlockLayout({.blockFrames = 0}); }).code == ErrorCode::BadConfig);
}
