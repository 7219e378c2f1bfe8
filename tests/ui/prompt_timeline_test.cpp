#include "ui/models/prompt_player.h"
#include "ui/models/prompt_timeline.h"
#include "ui/models/run_clock.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>
#include <set>

using namespace imprint::ui;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

void requireOrder(const PromptTimeline& timeline)
{
    std::set<std::int64_t> blocks;
    double before = -1;
    for (std::size_t i = 0; i < timeline.cues().size(); ++i) {
        const double seconds = timeline.cues()[i].seconds;
        const double block = seconds / timeline.blockSeconds();
        REQUIRE(seconds > before);
        REQUIRE(block == Approx(std::round(block)).margin(1e-6));
        REQUIRE(blocks.insert(timeline.blockOf(static_cast<int>(i))).second);
        before = seconds;
    }
}

} // namespace

TEST_CASE("PromptTimeline: cues stand on block boundaries, in order", "[ui][prompt]")
{
    PromptTimeline timeline;
    timeline.setBlockSeconds(0.5);
    CHECK(timeline.add(3.1, word("b")) == 0);
    CHECK(timeline.add(1.3, word("a")) == 0);
    CHECK(timeline.cues() == std::vector<PromptCue>{{1.5, word("a")}, {3.0, word("b")}});
    CHECK(timeline.add(3.0, word("c")) == 2); // taken: the next one
    CHECK(timeline.cues()[2].seconds == 3.5);
    CHECK(timeline.add(-9, word("first")) == 0);
    CHECK(timeline.move(0, 10) == 3);
    CHECK(timeline.cues()[3] == PromptCue{10, word("first")});
}

TEST_CASE("PromptTimeline: another block length moves cues to where they were wanted",
          "[ui][prompt]")
{
    PromptTimeline timeline;
    timeline.setBlockSeconds(1);
    timeline.add(1.3, word("a"));
    CHECK(timeline.cues()[0].seconds == 1);
    timeline.setBlockSeconds(0.1);
    CHECK(timeline.cues()[0].seconds == Approx(1.3));
    timeline.setBlockSeconds(0); // nothing runs
    CHECK(timeline.blockSeconds() == Approx(0.1));
}

TEST_CASE("PromptTimeline: whatever is done to it, cues are ordered, snapped and apart",
          "[ui][prompt]")
{
    std::mt19937 random(3);
    const auto draw = [&](double least, double most) {
        return std::uniform_real_distribution(least, most)(random);
    };
    for (int round = 0; round < 20; ++round) {
        PromptTimeline timeline;
        std::size_t count = 0;
        for (int step = 0; step < 100; ++step) {
            const int row = count > 0 ? static_cast<int>(draw(0, static_cast<double>(count))) : 0;
            switch (static_cast<int>(draw(0, 4))) {
            case 0: timeline.setBlockSeconds(draw(0.04, 2)); break;
            case 1:
                if (count > 0) {
                    timeline.remove(row);
                    --count;
                }
                break;
            case 2:
                if (count > 0)
                    timeline.move(row, draw(-1, 20));
                break;
            default: timeline.add(draw(-1, 20), QString::number(step)); ++count;
            }
            REQUIRE(timeline.cues().size() == count);
            requireOrder(timeline);
        }
    }
}

TEST_CASE("PromptTimeline: the cue that holds in a block is the last one before it", "[ui][prompt]")
{
    PromptTimeline timeline;
    timeline.setBlockSeconds(0.5);
    timeline.setCues({{4, word("b")}, {1, word("a")}});
    CHECK_FALSE(timeline.rowAt(1));
    CHECK(timeline.rowAt(2) == 0);
    CHECK(timeline.rowAt(7) == 0);
    CHECK(timeline.rowAt(8) == 1);
    CHECK(timeline.rowAt(9999) == 1);
}

TEST_CASE("PromptPlayer: each cue is due once, when its block can be reached", "[ui][prompt]")
{
    PromptTimeline timeline;
    timeline.setBlockSeconds(0.5);
    timeline.setCues({{0, word("a")}, {1, word("b")}});
    PromptPlayer player;
    CHECK_FALSE(player.due(timeline, 100));
    player.start(100);
    CHECK(player.due(timeline, 100) == word("a"));
    CHECK_FALSE(player.due(timeline, 101));
    CHECK(player.due(timeline, 102) == word("b"));
    timeline.setText(1, word("c")); // written anew while it holds
    CHECK(player.due(timeline, 103) == word("c"));
    CHECK_FALSE(player.due(timeline, 104));
    player.stop();
    CHECK_FALSE(player.rowAt(timeline, 105));
    player.start(200);
    CHECK(player.due(timeline, 250) == word("c")); // what was missed is not made up for
}

TEST_CASE("RunClock: a change is seen when its block is", "[ui][prompt]")
{
    const RunClock clock{.soundSeconds = 10.1, .delaySeconds = 0.4, .blockSeconds = 0.5};
    CHECK(clock.block() == 20);
    CHECK(clock.nextBlock() == 21);
    CHECK(clock.secondsUntil(21) == Approx(0.8));
    CHECK(effectText(clock, 21) == QStringLiteral("Takes effect in 0.8 s, at block 21"));
    CHECK(effectText({.soundSeconds = 11, .delaySeconds = 0.4, .blockSeconds = 0.5}, 21) ==
          QStringLiteral("In effect since block 21"));
    CHECK(RunClock().block() == 0);
}

TEST_CASE("PromptTimeline: blocks behind a shorter first one stand where they begin",
          "[ui][prompt]")
{
    PromptTimeline timeline;
    timeline.setBlockSeconds(0.75, 0.5);
    CHECK(timeline.add(0.1, QStringLiteral("a")) == 0);
    CHECK(timeline.add(0.3, QStringLiteral("b")) == 1);
    CHECK(timeline.add(1.2, QStringLiteral("c")) == 2);
    CHECK(timeline.add(4.3, QStringLiteral("d")) == 3);
    CHECK(timeline.cues()[0].seconds == 0);
    CHECK(timeline.cues()[1].seconds == Approx(0.5));
    CHECK(timeline.cues()[2].seconds == Approx(1.25));
    CHECK(timeline.cues()[3].seconds == Approx(4.25));
    CHECK(timeline.blockOf(3) == 6);
    for (std::int64_t block = 0; block < 8; ++block) // the row that began last
        CHECK(timeline.rowAt(block) == (block < 1 ? 0 : block < 2 ? 1 : block < 6 ? 2 : 3));
}

TEST_CASE("RunClock: a first block of another length moves all that follow", "[ui][prompt]")
{
    RunClock clock{.delaySeconds = 0, .blockSeconds = 0.75, .firstBlockSeconds = 0.5};
    for (std::int64_t block = 0; block < 20; ++block) {
        clock.soundSeconds = clock.startOf(block) + 0.01;
        CHECK(clock.block() == block);
        CHECK(clock.secondsUntil(block + 1) ==
              Approx(clock.startOf(block + 1) - clock.soundSeconds));
    }
    CHECK(clock.startOf(1) == Approx(0.5));
    CHECK(clock.startOf(3) == Approx(2));
}
