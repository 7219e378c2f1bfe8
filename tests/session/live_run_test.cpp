#include "app/session/live_run.h"

#include "tests/session/fake_engine.h"
#include "tests/session/paced_source.h"
#include "tests/support/wait_for.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

constexpr std::int64_t kPerFrame = kPacedPerFrame;

struct Run {
    std::shared_ptr<FakeEngineState> state = std::make_shared<FakeEngineState>();
    std::shared_ptr<CollectingOutput> output = std::make_shared<CollectingOutput>();
    LiveRun live;

    explicit Run(int pieces, LiveSettings settings = {})
        : live([this] { return std::make_shared<FakeEngine>(state); }, {},
               std::make_unique<PacedSource>(pieces), settings)
    {
        live.addOutput(output);
    }

    void waitForEnd() { REQUIRE(live.waitForEnd(std::chrono::minutes(1))); }

    void waitForMoments(std::size_t count)
    {
        waitFor("moments", [&] { return output->moments().size() >= count; });
    }
};

/// The loudness that a picture shows, of the sound during its frame.
double shownLoudness(const VideoFrame& frame)
{
    return (frame.data.front() - 16) / 219.0;
}

/// No moment is left out, each carries exactly its own sound, and the picture that belongs to it or says that it does not.
void checkMoments(const std::vector<std::shared_ptr<const LiveMoment>>& moments)
{
    REQUIRE(!moments.empty());
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const LiveMoment& moment = *moments[i];
        INFO("moment " << moment.index);
        CHECK(moment.index == moments.front()->index + static_cast<std::int64_t>(i));
        REQUIRE(moment.sound.size() == kPerFrame);
        const std::int64_t first = moment.index * kPerFrame;
        for (std::int64_t s = 0; s < kPerFrame; ++s)
            if (moment.sound[static_cast<std::size_t>(s)] != pacedSample(first + s))
                FAIL("sample " << s << " is another one");
        if (moment.repeated)
            continue;
        CHECK(moment.frame->index == moment.index);
        if (moment.frame->block > 0)
            CHECK(shownLoudness(*moment.frame) == Approx(pacedSample(first)).margin(0.03));
    }
}

} // namespace

TEST_CASE("LiveRun: two sessions that are compared hear the same and begin with one frame",
          "[session]")
{
    Run run(1200);
    run.waitForMoments(5);
    run.live.compare({.config = {.seed = 7, .ispaLayers = 0}},
                     {.config = {.seed = 7, .ispaLayers = 3}});
    const auto compares = [](const std::shared_ptr<const LiveMoment>& moment) {
        return moment->compared && !moment->repeated && moment->frame->block > 0;
    };
    waitFor("pictures to compare", [&] {
        const auto moments = run.output->moments();
        return std::count_if(moments.begin(), moments.end(), compares) > 25;
    });
    REQUIRE(run.live.stats().compared);
    CHECK(run.live.stats().compared->together);
    int equal = 0;
    const auto moments = run.output->moments();
    for (const auto& moment : moments)
        if (compares(moment) && moment->compared->index == moment->index) {
            CHECK(moment->compared->data == moment->frame->data); // the fake shows what it hears
            CHECK(moment->compared->block == moment->frame->block);
            ++equal;
        }
    CHECK(equal > 20);
    {
        const std::scoped_lock lock(run.state->mutex);
        REQUIRE(run.state->requests.size() == 3);
        CHECK(run.state->requests[1].config.ispaLayers + run.state->requests[2].config.ispaLayers ==
              3);
    }
    run.live.endComparison();
    CHECK_FALSE(run.live.stats().compared);
    const std::size_t before = run.output->moments().size();
    run.waitForMoments(before + 10);
    CHECK_FALSE(run.output->moments().back()->compared);
    checkMoments(run.output->moments());
}

TEST_CASE("LiveRun: picture and sound of a moment belong together, and none is left out",
          "[session]")
{
    Run run(252);
    run.waitForEnd();
    const auto moments = run.output->moments();
    checkMoments(moments);
    const LiveStats stats = run.live.stats();
    CHECK(moments.back()->index == 62); // the sound's last
    CHECK(moments.front()->index <= 8);
    CHECK(stats.moments == static_cast<std::int64_t>(moments.size()));
    CHECK(stats.missingSamples == 0);
    // A block of four frames and 80 ms of looking ahead; the margin, and what a busy machine adds.
    CHECK(stats.schedule.delayMs > 230);
    CHECK(stats.schedule.delayMs < 600);
}

TEST_CASE("LiveRun: while the engine is gone a standby picture is shown and the sound goes on",
          "[session]")
{
    Run run(400);
    run.waitForMoments(20);
    {
        const std::scoped_lock lock(run.state->mutex);
        run.state->refusals = 2;
    }
    openSession(*run.state).die();
    run.waitForEnd();
    const auto moments = run.output->moments();
    checkMoments(moments);
    const LiveStats stats = run.live.stats();
    CHECK(stats.engine.failures == 3);
    CHECK(stats.standby > 0);
    CHECK(stats.standby < 75);
    CHECK_FALSE(moments.back()->repeated); // it came back
    // The standby picture came 200 ms after the last one of the engine, no later.
    std::size_t repeatedInARow = 0;
    for (const auto& moment : moments) {
        repeatedInARow = moment->repeated ? repeatedInARow + 1 : 0;
        if (repeatedInARow == 5)
            CHECK(moment->frame->data.front() < 16 + 0.5 * (moments.front()->frame->data.front()));
    }
}

TEST_CASE("LiveRun: a pause holds the picture and mutes the sound", "[session]")
{
    Run run(200);
    run.waitForMoments(1);
    run.live.setPaused(true);
    const std::size_t before = run.output->moments().size();
    run.waitForMoments(before + 10);
    run.live.setPaused(false);
    run.waitForEnd();
    const auto moments = run.output->moments();
    int held = 0;
    for (std::size_t i = 1; i < moments.size(); ++i) {
        CHECK(moments[i]->index == moments[i - 1]->index + 1);
        const bool silent = moments[i]->sound[100] == 0.0F;
        if (silent) {
            ++held;
            CHECK(moments[i]->repeated);
            CHECK(moments[i]->frame == moments[i - 1]->frame);
        }
    }
    CHECK(held >= 8);
    CHECK_FALSE(moments.back()->repeated);
}

TEST_CASE("LiveRun: in a panic the very next moment is the card, without a sound", "[session]")
{
    Run run(300, {.cardWords = "Away"});
    run.waitForMoments(5);
    // A moment that comes beside a call may fall on either side of it.
    const std::size_t called = run.output->moments().size();
    run.live.setPanic(true);
    const std::size_t before = run.output->moments().size();
    CHECK(run.live.stats().panic);
    run.waitForMoments(before + 10);
    const auto late = std::make_shared<CollectingOutput>(); // comes while the card is shown
    run.live.addOutput(late);
    waitFor("a moment", [&] { return !late->moments().empty(); });
    const std::size_t released = run.output->moments().size();
    run.live.setPanic(false);
    const std::size_t after = run.output->moments().size();
    run.waitForEnd();

    const auto moments = run.output->moments();
    const auto card = moments[before]->frame;
    CHECK(late->moments().front()->frame == card);
    CHECK(card->format == PixelFormat::I420);
    for (std::size_t i = 1; i < moments.size(); ++i) {
        INFO("moment " << i << " of " << before << " to " << after);
        CHECK(moments[i]->index == moments[i - 1]->index + 1);
        REQUIRE(moments[i]->sound.size() == kPerFrame);
        const bool silent = std::all_of(moments[i]->sound.begin(), moments[i]->sound.end(),
                                        [](float sample) { return sample == 0.0F; });
        CHECK((moments[i]->frame == card) == silent);
        if (i >= before && i < released)
            CHECK(silent);
        if (i < called || i >= after)
            CHECK_FALSE(silent);
    }
    CHECK_FALSE(moments.back()->repeated); // all is in step again
    CHECK_FALSE(run.live.stats().panic);
}

TEST_CASE("LiveRun: another person comes while the outputs go on", "[session]")
{
    Run run(300);
    run.waitForMoments(10);
    run.live.reset({.config = {.prompt = "a king"}});
    run.waitForEnd();
    const auto moments = run.output->moments();
    checkMoments(moments);
    REQUIRE(run.state->requests.size() == 2);
    CHECK(run.state->requests.back().config.prompt == "a king");
    CHECK(run.live.stats().engine.failures == 0);
    CHECK_FALSE(moments.back()->repeated);
}

TEST_CASE("LiveRun: a skipped block repeats the picture before it and is told apart", "[session]")
{
    auto state = std::make_shared<FakeEngineState>();
    state->skipped = {6, 7};
    auto output = std::make_shared<CollectingOutput>();
    LiveRun live([&] { return std::make_shared<FakeEngine>(state); }, {},
                 std::make_unique<PacedSource>(152), {});
    live.addOutput(output);
    REQUIRE(live.waitForEnd(std::chrono::minutes(1)));
    const auto moments = output->moments();
    checkMoments(moments);
    for (const auto& moment : moments)
        if (moment->index >= 21 && moment->index <= 28)
            CHECK(moment->repeated);
}

TEST_CASE("LiveRun: stops at once, at any time", "[session]")
{
    const int moments = GENERATE(0, 1, 10);
    Run run(100000);
    run.waitForMoments(static_cast<std::size_t>(moments));
    run.live.stop();
    run.live.stop();
    const std::size_t count = run.output->moments().size();
    CHECK(run.output->moments().size() == count);
    CHECK_FALSE(run.live.stats().ended);
}
