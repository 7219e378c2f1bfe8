#include "tests/support/torch_test.h"

#include "app/cli/bench/attention_measure.h"
#include "app/cli/bench/attention_report.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// Small enough for a test; the ratios of its numbers of frames are those of a large one.
AttentionShape smallShape()
{
    return {.name = "small",
            .layers = 4,
            .kv = {.tokensPerFrame = 16, .heads = 2, .headDim = 16, .type = at::kFloat},
            .latentsPerSecond = 4,
            .local = {.sinkFrames = 1, .windowFrames = 2, .blockFrames = 2}};
}

} // namespace

TEST_CASE("Attention bench: 30 seconds are the specified numbers of latent frames", "[bench]")
{
    CHECK(attentionShape("wan-1.3b").frames(30) == 120);
    CHECK(attentionShape("wan-14b").frames(30) == 120);
    CHECK(attentionShape("pocket").frames(30) == 1 + 62 * 3); // the still and whole blocks
    CHECK(errorOf([] { attentionShape("wan-7b"); }).names("pocket, wan-1.3b, wan-14b"));
}

TEST_CASE("Attention bench: a small layer is measured whole, a part of a large one", "[bench]")
{
    const AttentionPlan pocket = affordablePlan(attentionShape("pocket"), 30);
    CHECK(pocket.heads == 3);
    CHECK(pocket.rows == 3 * 64);
    for (const char* name : {"wan-1.3b", "wan-14b"}) {
        const AttentionShape& shape = attentionShape(name);
        const AttentionPlan plan = affordablePlan(shape, 30);
        CHECK(plan.frames == 120);
        CHECK(plan.heads == 1);
        CHECK(plan.rows > 100);
        CHECK(plan.rows < shape.queryRows());
        const std::string text =
            toText(shape, {.plan = plan, .localFrames = 9, .fullMs = 2, .localMs = 1});
        CHECK(text.find("nothing is scaled up") != std::string::npos);
        CHECK(text.find("1 of " + std::to_string(shape.kv.heads) + " heads and " +
                        std::to_string(plan.rows) + " of 4680 query rows") != std::string::npos);
    }
}

TEST_CASE("Attention bench: both parts and their union give what one call gives", "[bench]")
{
    const AttentionShape shape = smallShape();
    const AttentionFigures figures =
        measureAttention(shape, {.frames = 40, .heads = 2, .rows = 32, .repeats = 3});
    CHECK(figures.largestDifference < 1e-5);
    CHECK(figures.localFrames == 5);
    for (const double ms : {figures.fullMs, figures.localMs, figures.gatherMs, figures.nearMs,
                            figures.farMs, figures.mergeMs})
        CHECK(ms > 0);
    const auto json = toJson(shape, figures);
    CHECK(json.at("measured_rows") == 32);
    CHECK(json.at("ms").at("warm_up").get<double>() ==
          Approx(figures.nearMs + figures.farMs + figures.mergeMs));
    CHECK(toText(shape, figures).find("nothing is scaled up") == std::string::npos);
    CHECK(json.at("kv_bytes_predicted").size() == 6 * 5);
}

TEST_CASE("Attention bench: speed-ups follow from the measured ratio", "[bench]")
{
    const AttentionFigures figures{
        .plan = {.frames = 120}, .localFrames = 9, .fullMs = 10, .localMs = 2};
    CHECK(figures.speedUp(0) == Approx(1));
    CHECK(figures.speedUp(1) == Approx(5));
    CHECK(figures.speedUp(0.5) == Approx(1 / 0.6));
    // The figure of specs/ispa.md 2.2 for T = 120, c = 7.
    const AttentionFigures specified{.plan = {.frames = 120}, .localFrames = 7};
    CHECK(specified.speedUpByFrames(0.5) == Approx(1.890).margin(0.0005));
}

TEST_CASE("Attention bench: what cannot be measured is refused", "[bench]")
{
    const AttentionShape shape = smallShape();
    const AttentionPlan good{.frames = 40, .heads = 2, .rows = 32, .repeats = 1};
    const auto refused = [&](auto change) {
        AttentionPlan plan = good;
        change(plan);
        return errorOf([&] { measureAttention(shape, plan); }).code == ErrorCode::BadConfig;
    };
    CHECK(refused([](AttentionPlan& plan) { plan.heads = 3; }));
    CHECK(refused([](AttentionPlan& plan) { plan.heads = 0; }));
    CHECK(refused([](AttentionPlan& plan) { plan.rows = 33; }));
    CHECK(refused([](AttentionPlan& plan) { plan.repeats = 0; }));
    CHECK(refused([](AttentionPlan& plan) { plan.frames = 5; })); // no remote frame
    CHECK_FALSE(refused([](AttentionPlan&) {}));
}
