#include "tests/support/torch_test.h"

#include "app/cli/evaluate/pair_meter.h"
#include "app/cli/evaluate/truth_track.h"
#include "engine/models/puppet/puppet_renderer.h"

using namespace imprint;
using namespace imprint::app;

namespace {

/// A person who does not move, `frames` times; nothing moves behind.
at::Tensor stillPerson(std::int64_t frames)
{
    engine::PuppetIdentity person = evaluationPerson(0);
    person.objectCount = 0;
    return pixelsOf({engine::renderPuppet(person, {}, 192)}).repeat({frames, 1, 1, 1});
}

at::Tensor headTurned(std::int64_t frames, float yaw)
{
    engine::PuppetIdentity person = evaluationPerson(0);
    person.objectCount = 0;
    return pixelsOf({engine::renderPuppet(person, {.yaw = yaw}, 192)}).repeat({frames, 1, 1, 1});
}

} // namespace

TEST_CASE("PairMeter: the truth itself has no specks and does not flicker", "[evaluate]")
{
    PairMeter meter;
    meter.add(stillPerson(5), stillPerson(5));
    CHECK(meter.specks() == 0.0);
    CHECK(meter.flicker() == 0.0);
}

TEST_CASE("PairMeter: planted specks are counted", "[evaluate]")
{
    const at::Tensor truth = stillPerson(4);
    at::Tensor made = truth.clone();
    // 20 pixels in the hair of each frame, far from each other.
    for (std::int64_t i = 0; i < 20; ++i)
        made.select(2, 24 + 4 * (i % 5)).select(2, 60 + 16 * (i / 5)).add_(100);
    PairMeter meter;
    meter.add(truth, made);
    const double looked = 96.0 * 128;
    CHECK(meter.specks() > 1000 * 10 / looked);
    CHECK(meter.specks() < 1000 * 25 / looked);
}

TEST_CASE("PairMeter: a head that is a little elsewhere is no speck", "[evaluate]")
{
    PairMeter meter;
    meter.add(stillPerson(4), headTurned(4, 0.15F));
    CHECK(meter.specks() < 0.5);
}

TEST_CASE("PairMeter: flicker is the change per frame, in whatever batches the frames come",
          "[evaluate]")
{
    const at::Tensor truth = stillPerson(6);
    at::Tensor made = truth.clone().clamp(20, 230);
    for (const std::int64_t frame : {1, 3, 5})
        made[frame].add_(3);
    PairMeter whole;
    whole.add(truth, made);
    CHECK(whole.flicker() == Approx(3.0));
    PairMeter parts;
    parts.add(truth.narrow(0, 0, 1), made.narrow(0, 0, 1));
    parts.add(truth.narrow(0, 1, 4), made.narrow(0, 1, 4));
    parts.add(truth.narrow(0, 5, 1), made.narrow(0, 5, 1));
    CHECK(parts.flicker() == Approx(whole.flicker()));
    CHECK(parts.specks() == Approx(whole.specks()));
}

TEST_CASE("PairMeter: stains are the pixels of a strange colour, at their time", "[evaluate]")
{
    const at::Tensor truth = stillPerson(17);
    at::Tensor made = truth.clone();
    // A blue brow from frame 12 on, 6 x 20 pixels.
    made.narrow(0, 12, 5).narrow(2, 80, 6).narrow(3, 70, 20).zero_().select(1, 2).fill_(255);
    PairMeter meter(true);
    meter.add(truth.narrow(0, 0, 10), made.narrow(0, 0, 10));
    meter.add(truth.narrow(0, 10, 7), made.narrow(0, 10, 7));
    REQUIRE(meter.stains().seconds == std::vector<double>{0, 0.32, 0.64});
    CHECK(meter.stains().between(0, 0.4) == 0.0);
    CHECK(meter.stains().between(0.6, 1) == Approx(1000.0 * 120 / (192 * 192)));
}

TEST_CASE("PairMeter: a head that is a little elsewhere is no stain", "[evaluate]")
{
    PairMeter meter(true);
    meter.add(stillPerson(1), headTurned(1, 0.15F));
    CHECK(meter.stains().values.at(0) < 1.5);
}

TEST_CASE("PairMeter: what moves in the truth may move", "[evaluate]")
{
    at::Tensor truth = stillPerson(2);
    truth[1].copy_(headTurned(1, 0.8F)[0]);
    at::Tensor made = stillPerson(2);
    made[1].copy_(headTurned(1, 0.8F)[0]);
    PairMeter meter;
    meter.add(truth, made);
    CHECK(meter.flicker() < 0.1);
}
