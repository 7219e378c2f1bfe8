#include "tests/support/torch_test.h"

#include "engine/ispa/latent_archive.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kFrames = 3; // per block behind the first
constexpr ArchiveLimits kLimits{.pinnedBlocks = 2, .ringBlocks = 3};

/// Block `index` of a clip: a still, and three frames each.
ArchivedBlock block(std::int64_t index)
{
    RandomTensors random(static_cast<std::uint64_t>(200 + index));
    const FrameSpan frames = index == 0 ? FrameSpan{0, 1} : FrameSpan{1 + (index - 1) * kFrames, 3};
    ArchivedBlock result{.index = index,
                         .frames = frames,
                         .clean = random({frames.count, 4, 8}),
                         .controls = {{"motion", random({frames.count, 5})}}};
    if (index > 0)
        result.controls.emplace("audio", random({frames.count, 2}));
    return result;
}

LatentArchive archiveOf(std::int64_t blocks, const ArchiveLimits& limits = kLimits)
{
    LatentArchive archive(limits);
    for (std::int64_t i = 0; i < blocks; ++i)
        archive.add(block(i));
    return archive;
}

std::vector<std::int64_t> indices(const LatentArchive& archive)
{
    std::vector<std::int64_t> result;
    for (const ArchivedBlock& kept : archive.blocks())
        result.push_back(kept.index);
    return result;
}

} // namespace

TEST_CASE("LatentArchive: keeps the first blocks for ever and a ring of the latest", "[ispa]")
{
    CHECK(indices(archiveOf(4)) == std::vector<std::int64_t>{0, 1, 2, 3});
    CHECK(indices(archiveOf(5)) == std::vector<std::int64_t>{0, 1, 2, 3, 4});
    CHECK(indices(archiveOf(6)) == std::vector<std::int64_t>{0, 1, 3, 4, 5});
    CHECK(indices(archiveOf(50)) == std::vector<std::int64_t>{0, 1, 47, 48, 49});
    CHECK(archiveOf(5).missingFrames() == 0);
    CHECK(archiveOf(6).missingFrames() == 2 * kFrames); // what the next block begins from as well
    CHECK(archiveOf(50).missingFrames() == 46 * kFrames);
}

TEST_CASE("LatentArchive: holds copies, exact or rounded to half, and controls as they came",
          "[ispa]")
{
    LatentArchive exact({.pinnedBlocks = 1, .ringBlocks = 5, .type = at::kFloat});
    LatentArchive half({.pinnedBlocks = 1, .ringBlocks = 5});
    const ArchivedBlock given = block(0);
    const at::Tensor before = given.clean.clone();
    exact.add(given);
    half.add(given);
    given.clean.zero_();
    CHECK(at::equal(exact.blocks().front().clean, before));
    CHECK(at::equal(half.blocks().front().clean, before.to(at::kHalf)));
    CHECK(at::equal(half.blocks().front().controls.at("motion"), given.controls.at("motion")));
}

TEST_CASE("LatentArchive: its bytes are what the formula says, after any number of blocks",
          "[ispa][ledger]")
{
    const auto bytesOf = [](std::int64_t frames, std::int64_t sound) {
        return frames * (4 * 8 * 2 + (5 + sound) * 4);
    };
    for (std::int64_t blocks = 0; blocks < 12; ++blocks)
        CHECK(archiveOf(blocks).bytes() ==
              LatentArchive::predictedBytes(kLimits, blocks, bytesOf(1, 0), bytesOf(kFrames, 2)));
}

TEST_CASE("LatentArchive: gives the first blocks that hold so many frames", "[ispa]")
{
    const LatentArchive archive = archiveOf(6);
    CHECK(archive.firstBlocks(0).empty());
    CHECK(archive.firstBlocks(1).size() == 1);
    CHECK(archive.firstBlocks(2).size() == 2);
    CHECK(archive.firstBlocks(4).size() == 2);
}

TEST_CASE("LatentArchive: a block out of turn is a mistake of ours", "[ispa]")
{
    LatentArchive archive = archiveOf(2);
    CHECK(errorOf([&] { archive.add(block(3)); }).code == ErrorCode::Internal);
    CHECK(errorOf([&] { archive.add(block(1)); }).code == ErrorCode::Internal);
}
