#include "audio/realtime/switchable_source.h"

#include "audio/realtime/silent_source.h"
#include "engine/core/error.h"
#include "tests/audio/fake_microphone.h"
#include "tests/support/wait_for.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <condition_variable>
#include <future>
#include <thread>

using namespace imprint;
using namespace imprint::audio;
using namespace std::chrono_literals;

namespace {

/// Delivers one value; ends or breaks off after `pieces`.
class SteadyVoice final : public LiveSource {
public:
    enum class End { Ends, Breaks };

    SteadyVoice(float value, LiveClock& clock, int pieces = 1'000'000, End end = End::Ends)
        : m_value(value)
        , m_pieces(pieces)
        , m_end(end)
        , m_pace(clock)
    {
    }

    std::optional<std::vector<float>> next(std::stop_token stop) override
    {
        if (m_pieces-- == 0 && m_end == End::Breaks)
            throw Error(ErrorCode::Io, "the tape is torn", "Glue it");
        if (m_pieces < 0)
            return std::nullopt;
        m_pace.wait(stop);
        if (stop.stop_requested())
            return std::nullopt;
        return std::vector<float>(kLivePieceSamples, m_value);
    }

    LiveSourceStatus status() const override
    {
        return {.name = std::to_string(m_value), .trouble = {}, .overruns = 7};
    }

private:
    float m_value;
    int m_pieces;
    End m_end;
    PiecePace m_pace;
};

/// Never delivers; its destruction takes as long as the gate is shut.
class StuckVoice final : public LiveSource {
public:
    StuckVoice(std::shared_future<void> gate, std::atomic<int>& waiting,
               std::atomic<std::thread::id>& destroyedBy)
        : m_gate(std::move(gate))
        , m_waiting(waiting)
        , m_destroyedBy(destroyedBy)
    {
    }

    ~StuckVoice() override
    {
        m_gate.wait();
        m_destroyedBy = std::this_thread::get_id();
    }

    std::optional<std::vector<float>> next(std::stop_token stop) override
    {
        std::mutex mutex;
        std::condition_variable_any woken;
        std::unique_lock lock(mutex);
        ++m_waiting;
        woken.wait(lock, stop, [] { return false; });
        return std::nullopt;
    }

    LiveSourceStatus status() const override { return {.name = "stuck", .trouble = {}}; }

private:
    std::shared_future<void> m_gate;
    std::atomic<int>& m_waiting;
    std::atomic<std::thread::id>& m_destroyedBy;
};

std::vector<float> firstsOf(LiveSource& source, int pieces)
{
    std::vector<float> firsts; // one sample of each piece, all of which are alike
    for (int i = 0; i < pieces; ++i) {
        const auto piece = source.next({});
        REQUIRE(piece);
        REQUIRE(piece->size() == kLivePieceSamples);
        REQUIRE(std::equal(piece->begin() + 1, piece->end(), piece->begin()));
        firsts.push_back(piece->front());
    }
    return firsts;
}

std::unique_ptr<LiveSource> voice(float value, LiveClock& clock)
{
    return std::make_unique<SteadyVoice>(value, clock);
}

} // namespace

TEST_CASE("SilentSource: silence at live pace", "[audio][switch]")
{
    test::FakeClock clock;
    SilentSource source(clock);
    const double begin = clock.seconds();
    for (const float sample : firstsOf(source, 100))
        CHECK(sample == 0);
    CHECK(clock.seconds() - begin == Approx(1));
}

TEST_CASE("SwitchableSource: another source is heard from the next piece on", "[audio][switch]")
{
    test::FakeClock clock;
    SwitchableSource source(voice(0.1F, clock), clock);
    CHECK(firstsOf(source, 2) == std::vector<float>{0.1F, 0.1F});
    source.use(voice(0.2F, clock));
    CHECK(source.status().name == std::to_string(0.2F)); // before anybody has heard it
    CHECK(firstsOf(source, 2) == std::vector<float>{0.2F, 0.2F});
    source.use(voice(0.3F, clock));
    source.use(voice(0.4F, clock));
    CHECK(firstsOf(source, 1) == std::vector<float>{0.4F});
}

TEST_CASE(
    "SwitchableSource: what exchanges take is filled, so that samples and clock stay together",
    "[audio][switch]")
{
    test::FakeClock clock;
    SwitchableSource source(voice(0.1F, clock), clock);
    firstsOf(source, 10);
    const double begin = clock.seconds();
    int pieces = 0;
    for (int i = 0; i < 20; ++i) {
        source.use(voice(0.2F, clock));
        clock.advance(4ms); // until the listening thread wakes up
        firstsOf(source, 5);
        pieces += 5;
    }
    // All in one: what is owed is below a piece, whatever happened.
    CHECK(clock.seconds() - begin - 0.01 * pieces < 0.0101);
    CHECK(clock.seconds() - begin - 0.01 * pieces >= -1e-9);
    CHECK(source.status().filled >= 6 * kLivePieceSamples);
}

TEST_CASE("SwitchableSource: silence follows a source that ends", "[audio][switch]")
{
    test::FakeClock clock;
    SwitchableSource source(std::make_unique<SteadyVoice>(0.1F, clock, 2), clock);
    const double begin = clock.seconds();
    CHECK(firstsOf(source, 4) == std::vector<float>{0.1F, 0.1F, 0, 0});
    CHECK(clock.seconds() - begin == Approx(0.04));
    CHECK(source.status().trouble.empty());
    source.use(voice(0.2F, clock));
    CHECK(firstsOf(source, 1) == std::vector<float>{0.2F});
}

TEST_CASE("SwitchableSource: a source that breaks off is told, and silence goes on",
          "[audio][switch]")
{
    test::FakeClock clock;
    SwitchableSource source(std::make_unique<SteadyVoice>(0.1F, clock, 1, SteadyVoice::End::Breaks),
                            clock);
    CHECK(firstsOf(source, 3) == std::vector<float>{0.1F, 0, 0});
    CHECK(source.status().lost);
    CHECK_THAT(source.status().trouble, Catch::Contains("the tape is torn"));
    source.use(voice(0.2F, clock));
    firstsOf(source, 1);
    CHECK_FALSE(source.status().lost);
    CHECK(source.status().trouble.empty());
}

TEST_CASE("SwitchableSource: losses are counted over all sources", "[audio][switch]")
{
    test::FakeClock clock;
    SwitchableSource source(voice(0.1F, clock), clock);
    CHECK(source.status().overruns == 7);
    source.use(voice(0.2F, clock));
    CHECK(source.status().overruns == 14);
    firstsOf(source, 1);
    CHECK(source.status().overruns == 14);
}

TEST_CASE("SwitchableSource: a source that waits is left at once, and closed by neither thread",
          "[audio][switch]")
{
    SteadyClock clock;
    std::promise<void> gate;
    std::atomic<int> waiting = 0;
    std::atomic<std::thread::id> destroyedBy;
    auto source = std::make_unique<SwitchableSource>(
        std::make_unique<StuckVoice>(gate.get_future().share(), waiting, destroyedBy), clock);
    std::promise<std::thread::id> heard;
    std::jthread listener([&] {
        firstsOf(*source, 1);
        heard.set_value(std::this_thread::get_id());
    });
    REQUIRE(test::eventually([&] { return waiting > 0; }));
    source->use(
        voice(0.2F, clock)); // would never return, nor be heard, if anybody waited for the old one
    const auto listening = heard.get_future().get();
    CHECK(destroyedBy.load() == std::thread::id());
    gate.set_value();
    listener.join();
    source.reset();
    CHECK(destroyedBy.load() != std::thread::id());
    CHECK(destroyedBy.load() != listening);
    CHECK(destroyedBy.load() != std::this_thread::get_id());
}

TEST_CASE("SwitchableSource: a stop request ends the wait", "[audio][switch]")
{
    SteadyClock clock;
    std::promise<void> gate;
    gate.set_value();
    std::atomic<int> waiting = 0;
    std::atomic<std::thread::id> destroyedBy;
    SwitchableSource source(
        std::make_unique<StuckVoice>(gate.get_future().share(), waiting, destroyedBy), clock);
    std::jthread listener([&](std::stop_token stop) { CHECK_FALSE(source.next(stop)); });
    REQUIRE(test::eventually([&] { return waiting > 0; }));
    listener.request_stop();
    listener.join();
}

TEST_CASE("SwitchableSource: exchanges from many threads lose no piece", "[audio][switch]")
{
    test::FakeClock clock;
    SwitchableSource source(voice(0.1F, clock), clock);
    {
        std::vector<std::jthread> users;
        for (int user = 0; user < 3; ++user)
            users.emplace_back([&] {
                for (int i = 0; i < 100; ++i) {
                    source.use(voice(0.2F, clock));
                    source.status();
                }
            });
        firstsOf(source, 500);
    }
    firstsOf(source, 2);
    CHECK(firstsOf(source, 1) == std::vector<float>{0.2F});
}
