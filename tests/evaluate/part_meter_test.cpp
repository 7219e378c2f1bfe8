#include "tests/support/torch_test.h"

#include "app/cli/evaluate/part_meter.h"
#include "app/cli/evaluate/truth_track.h"

#include <cmath>

using namespace imprint;
using namespace imprint::app;

namespace {

/// A person with vivid hair whose brows rise from frame to frame.
TruthTrack risingBrows()
{
    TruthTrack truth{.identity = vividPerson(2)};
    for (const float brow : {0.0F, 0.2F, 0.4F, 0.6F})
        truth.poses.push_back({.brow = brow});
    return truth;
}

double levelsOff(const TruthTrack& truth, const at::Tensor& made)
{
    PartMeter meter;
    meter.add(truth.render(0, truth.frames(), 192), made, truth.brows(0, truth.frames(), 192));
    return meter.levelsOff();
}

} // namespace

TEST_CASE("Brows: they are where the truth draws them and where the reference had them",
          "[evaluate]")
{
    const TruthTrack truth = risingBrows();
    const at::Tensor brows = truth.brows(0, 4, 192);
    REQUIRE(brows.sizes() == at::IntArrayRef{4, 192, 192});
    const at::Tensor counts = brows.flatten(1).sum(1);
    CHECK(counts[0].item<std::int64_t>() > 100);
    CHECK(counts[0].item<std::int64_t>() < 1000);
    CHECK(counts[3].item<std::int64_t>() > counts[0].item<std::int64_t>() * 3 / 2);
    CHECK(brows[3].logical_and(brows[0]).equal(brows[0]));
    CHECK(at::equal(truth.brows(1, 2, 192), brows.narrow(0, 1, 2)));
}

TEST_CASE("PartMeter: brows of the truth are right, and brows that stay behind are a little off",
          "[evaluate]")
{
    const TruthTrack truth = risingBrows();
    CHECK(levelsOff(truth, truth.render(0, 4, 192)) == 0.0);
    const double still = levelsOff(truth, truth.render(0, 1, 192).repeat({4, 1, 1, 1}));
    CHECK(still > 1);
    CHECK(still < 25);
}

TEST_CASE("PartMeter: brows of another colour are far off, and what is elsewhere does not count",
          "[evaluate]")
{
    const TruthTrack truth = risingBrows();
    const at::Tensor right = truth.render(0, 4, 192);
    const at::Tensor brows = truth.brows(0, 4, 192).unsqueeze(1);
    const at::Tensor orange = at::tensor({255, 140, 0}, at::kByte).view({1, 3, 1, 1});
    CHECK(levelsOff(truth, at::where(brows, orange, right)) > 60);
    CHECK(levelsOff(truth, at::where(brows, right, orange)) == 0.0);
}

TEST_CASE("PartMeter: without a brow there is nothing to tell", "[evaluate]")
{
    PartMeter meter;
    const at::Tensor pixels = at::zeros({1, 3, 16, 16}, at::kByte);
    meter.add(pixels, pixels, at::zeros({1, 16, 16}, at::kBool));
    CHECK(std::isnan(meter.levelsOff()));
}

TEST_CASE("Lids: where a blink changes the picture, and nowhere while the eyes are open",
          "[evaluate]")
{
    TruthTrack truth{.identity = vividPerson(2)};
    for (const float blink : {0.0F, 0.5F, 1.0F})
        truth.poses.push_back({.blinkLeft = blink, .blinkRight = blink});
    const at::Tensor lids = truth.lids(0, 3, 192);
    const at::Tensor counts = lids.flatten(1).sum(1);
    CHECK(counts[0].item<std::int64_t>() == 0);
    CHECK(counts[1].item<std::int64_t>() > 200);
    CHECK(counts[2].item<std::int64_t>() > counts[1].item<std::int64_t>());
    CHECK(counts[2].item<std::int64_t>() < 192 * 192 / 20);
    CHECK(at::equal(truth.lids(2, 1, 192)[0], lids[2]));

    const at::Tensor right = truth.render(0, 3, 192);
    const auto levels = [&](const at::Tensor& made) {
        PartMeter meter;
        meter.add(right, made, lids);
        return meter.levelsOff();
    };
    CHECK(levels(right) == 0.0);
    CHECK(levels(right.narrow(0, 0, 1).repeat({3, 1, 1, 1})) > 30); // eyes that stay open
}
