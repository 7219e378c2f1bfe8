#include "tests/ui/memory_fixture.h"
#include "ui/models/memory_change.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::test;
using namespace imprint::ui;
using Kind = MemoryReport::Kind;

namespace {

/// A change that knows what runs, and has asked its first question.
MemoryChange runningChange()
{
    MemoryChange change;
    change.setRunning(growingConfig());
    change.observe(memoryMoment());
    change.answer(answerTo(change.nextAsk().value()));
    return change;
}

} // namespace

TEST_CASE("MemoryChange: from the wish to the measured effect", "[ui][memory]")
{
    MemoryChange change = runningChange();
    CHECK(change.report().kind == Kind::Quiet);
    CHECK_FALSE(change.nextAsk().has_value());

    change.wish(growingConfig(3));
    CHECK(change.pending());
    CHECK(change.way() == ApplyWay::NextBlock);
    CHECK(change.report().kind == Kind::Asking);
    const auto ask = change.nextAsk();
    REQUIRE(ask.has_value());
    CHECK(ask->running == growingConfig());
    CHECK(ask->wished == growingConfig(3));
    CHECK(ask->seconds == 40);
    change.answer(answerTo(*ask));
    REQUIRE(change.report().kind == Kind::Predicted);
    CHECK(change.report().before.kv == 84'000'000);
    CHECK(change.report().after.kv == 44'100'000);
    REQUIRE(change.predicted() != nullptr);

    change.apply();
    change.setRunning(growingConfig(3));
    CHECK(change.report().kind == Kind::Applying);
    CHECK_FALSE(change.pending());
    change.observe(memoryMoment(0, 101)); // still with the old settings
    CHECK(change.report().kind == Kind::Applying);
    change.observe(memoryMoment(3, 105));
    REQUIRE(change.report().kind == Kind::Measured);
    CHECK(change.report().before.kv == 84'000'000);
    CHECK(change.report().after.kv == 44'100'000);
    CHECK(change.report().before.all - change.report().after.all == 39'750'000); // ISPA takes some

    // It stays until the next wish.
    change.observe(memoryMoment(3, 500));
    CHECK(change.report().kind == Kind::Measured);
    change.wish(growingConfig(4));
    CHECK(change.report().kind == Kind::Asking);
    change.discard();
    CHECK(change.report().kind == Kind::Measured);
}

TEST_CASE("MemoryChange: nothing is measured before the layers have learnt", "[ui][memory]")
{
    MemoryChange change = runningChange();
    change.wish(growingConfig(3));
    change.apply();
    change.setRunning(growingConfig(3));
    MemoryMoment warming = memoryMoment(0, 130);
    warming.config = growingConfig(3);
    change.observe(warming);
    CHECK(change.report().kind == Kind::Applying);
    MemoryMoment older = memoryMoment(2, 131); // of the transition before
    change.observe(older);
    CHECK(change.report().kind == Kind::Applying);
    change.observe(memoryMoment(3, 132));
    CHECK(change.report().kind == Kind::Measured);
}

TEST_CASE("MemoryChange: one question at a time, and the latest wish is asked about next",
          "[ui][memory]")
{
    MemoryChange change = runningChange();
    change.wish(growingConfig(1));
    const auto first = change.nextAsk();
    REQUIRE(first.has_value());
    for (int layers = 2; layers <= 6; ++layers) {
        change.wish(growingConfig(layers));
        CHECK_FALSE(change.nextAsk().has_value());
    }
    change.answer(answerTo(*first));
    CHECK(change.report().kind == Kind::Asking); // that was about another wish
    const auto second = change.nextAsk();
    REQUIRE(second.has_value());
    CHECK(second->wished.ispaLayers == 6);
    change.answer(answerTo(*first)); // twice
    CHECK(change.report().kind == Kind::Asking);
    change.answer(answerTo(*second));
    CHECK(change.report().kind == Kind::Predicted);
    CHECK_FALSE(change.nextAsk().has_value());
}

TEST_CASE("MemoryChange: a forecast grows old while its session grows", "[ui][memory]")
{
    MemoryChange change = runningChange();
    change.wish(growingConfig(3));
    change.answer(answerTo(change.nextAsk().value()));
    MemoryMoment later = memoryMoment(0, 200);
    later.seconds = 45;
    change.observe(later);
    CHECK_FALSE(change.nextAsk().has_value());
    later.seconds = 60;
    change.observe(later);
    const auto again = change.nextAsk();
    REQUIRE(again.has_value());
    CHECK(again->seconds == 60);
    CHECK(change.report().kind == Kind::Predicted); // the old one is shown meanwhile
}

TEST_CASE("MemoryChange: a refusal says why, and the wish stays", "[ui][memory]")
{
    MemoryChange change = runningChange();
    change.wish(growingConfig(3));
    const auto ask = change.nextAsk();
    REQUIRE(ask.has_value());
    change.answer({.ticket = ask->ticket, .refusal = QStringLiteral("too many")});
    CHECK(change.report().kind == Kind::Refused);
    CHECK(change.report().refusal == QStringLiteral("too many"));
    CHECK(change.pending());
    CHECK(change.predicted() == nullptr);
    change.wish(growingConfig(2));
    change.answer(answerTo(change.nextAsk().value()));
    change.apply();
    change.applyFailed(QStringLiteral("the engine said no"));
    CHECK(change.report().kind == Kind::Refused);
    CHECK(change.report().refusal == QStringLiteral("the engine said no"));
    CHECK(change.wished() == growingConfig(2));
}

TEST_CASE("MemoryChange: what a session is built on needs a new start", "[ui][memory]")
{
    MemoryChange change = runningChange();
    SessionConfig wished = growingConfig();
    wished.kvBits = KvBits::Eight;
    change.wish(wished);
    CHECK(change.way() == ApplyWay::NewStart);
    change.apply();
    change.setRunning(wished);
    change.observe(memoryMoment(0, 110)); // the old session, for a moment
    CHECK(change.report().kind == Kind::Applying);
    MemoryMoment young = memoryMoment(0, 2);
    young.config = wished;
    young.seconds = 1;
    change.observe(young);
    CHECK(change.report().kind == Kind::Applying);
    young.stats.blocks = 6;
    young.seconds = 3;
    change.observe(young);
    REQUIRE(change.report().kind == Kind::Measured);
    CHECK(change.report().shorterHistory);
    CHECK(change.report().way == ApplyWay::NewStart);
}

TEST_CASE("MemoryChange: settings of other docks are never taken back", "[ui][memory]")
{
    MemoryChange change = runningChange();
    change.wish(growingConfig(3));
    SessionConfig other = growingConfig();
    other.prompt = "a pirate";
    other.nods = 0.2;
    change.setRunning(other); // somebody else's change, while this one waits
    CHECK(change.pending());
    CHECK(change.wished().prompt == "a pirate");
    CHECK(change.wished().nods == 0.2);
    CHECK(change.wished().ispaLayers == 3);
    change.apply();
    SessionConfig both = change.wished();
    change.setRunning(both);
    both.prompt = "a queen"; // and one while it is being applied
    change.setRunning(both);
    change.observe(memoryMoment(3, 120));
    CHECK(change.report().kind == Kind::Measured);
}
