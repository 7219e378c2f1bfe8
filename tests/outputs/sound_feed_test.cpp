#include "app/outputs/device_delay.h"
#include "app/outputs/sound_feed.h"

#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <optional>
#include <random>
#include <thread>
#include <vector>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;

namespace {

constexpr int kRate = 8000; // a sixth of the real one: an hour of it is quickly made
constexpr int kMoment = kRate / 25;
constexpr int kPiece = 85;                    // what the graph fetches at a time: 10.6 ms
constexpr double kFilterDelay = 16.0 / kRate; // the resampler's, 0.3 ms at 48 kHz

SoundFeed::Time atSecond(double seconds)
{
    return SoundFeed::Time() + std::chrono::duration_cast<SoundFeed::Time::duration>(
                                   std::chrono::duration<double>(seconds));
}

/// A session and a graph with a clock of its own, in simulated time. Each is stepped in the order of time.
class FakeGraph {
public:
    FakeGraph(SoundFeed& feed, double driftPpm, int pieceSamples = kPiece)
        : m_feed(feed)
        , m_piece(pieceSamples)
        , m_pace(pieceSamples / (kRate * (1 + driftPpm * 1e-6)))
    {
    }

    double lateness = 0;                             ///< of pushes: random up to this, s
    std::function<float(std::int64_t sample)> sound; ///< pushed
    std::function<void(double time, float)> heard = [](double, float) {
    }; ///< each sample that was pulled

    /// Until that time; pushes of a time range may be left out and made up for at its end.
    void runUntil(double end, double stalledFrom = 1e18, double stalledUntil = 1e18)
    {
        while (m_nextPush < end || m_nextPull < end) {
            double push = m_nextPush + lateness * m_share(m_random);
            if (m_nextPush >= stalledFrom && m_nextPush < stalledUntil)
                push = stalledUntil;
            if (push <= m_nextPull)
                pushOne(push);
            else
                pullOne();
        }
    }

private:
    void pushOne(double time)
    {
        std::vector<float> moment(kMoment);
        for (float& value : moment)
            value = sound(m_pushed++);
        m_feed.push(moment, atSecond(time));
        m_nextPush += static_cast<double>(kMoment) / kRate;
    }

    void pullOne()
    {
        std::vector<float> piece(static_cast<std::size_t>(m_piece));
        m_feed.pull(piece, atSecond(m_nextPull));
        for (std::size_t index = 0; index < piece.size(); ++index)
            heard(m_nextPull + static_cast<double>(index) * m_pace / m_piece, piece[index]);
        m_nextPull += m_pace;
    }

    SoundFeed& m_feed;
    int m_piece;
    double m_pace;
    double m_nextPush = 100; // not the clock's zero
    double m_nextPull = 100.003;
    std::int64_t m_pushed = 0;
    std::mt19937 m_random{3};
    std::uniform_real_distribution<double> m_share{0, 1};
};

/// A saw tooth of 10 s: a sample tells when it was pushed.
constexpr int kTooth = 10 * kRate;

float timeOf(std::int64_t sample)
{
    return static_cast<float>(sample % kTooth) / kTooth + 0.05F;
}

/// Seconds from push to `time`; nothing near the edge of a tooth, which the resampler rounds.
std::optional<double> delayAt(double time, float value)
{
    const double inTooth = std::fmod(time - 100, 10);
    if (inTooth < 0.2 || inTooth > 9.9)
        return std::nullopt;
    return inTooth - (static_cast<double>(value) - 0.05) * 10;
}

struct DelayRange {
    double least = 1e9;
    double most = -1e9;

    void add(double value)
    {
        least = std::min(least, value);
        most = std::max(most, value);
    }
};

/// A tone without a step between any two samples.
float tone(std::int64_t sample)
{
    return 0.5F *
           static_cast<float>(std::sin(static_cast<double>(sample) * 2 * 3.14159265 * 100 / kRate));
}
constexpr float kSteepest = 0.5F * 2 * 3.15F * 100 / kRate * 1.1F;

double delayWithin()
{
    return std::chrono::duration<double>(kDeviceDelay).count() + kFilterDelay;
}

} // namespace

TEST_CASE("SoundFeed: the delay stays within 3 ms for an hour, whatever the clocks", "[microphone]")
{
    const double drift = GENERATE(-200.0, 0.0, 200.0);
    SoundFeed feed(kRate);
    feed.setListening(true);
    FakeGraph graph(feed, drift);
    graph.lateness = 0.012;
    graph.sound = timeOf;
    DelayRange range;
    graph.heard = [&](double time, float value) {
        if (time > 130)
            if (const auto delay = delayAt(time, value))
                range.add(*delay);
    };
    graph.runUntil(100 + 3600);
    const SoundFeedFigures figures = feed.figures();
    REQUIRE(range.least > delayWithin() - 0.003);
    REQUIRE(range.most < delayWithin() + 0.003 + graph.lateness);
    REQUIRE(range.most - range.least < 0.006);
    REQUIRE(figures.underruns == 0);
    REQUIRE(figures.trims == 0);
    REQUIRE(figures.driftPpm == Approx(drift).margin(20));
}

TEST_CASE("SoundFeed: pieces larger than asked for delay the sound by what they need, and no more",
          "[microphone]")
{
    const int piece = GENERATE(2 * kPiece, 4 * kPiece);
    SoundFeed feed(kRate);
    feed.setListening(true);
    FakeGraph graph(feed, 150, piece);
    graph.lateness = 0.012;
    graph.sound = timeOf;
    graph.runUntil(160);
    const auto early = feed.figures();
    graph.runUntil(400);
    REQUIRE(feed.figures().underruns == early.underruns);
    REQUIRE(feed.figures().trims == early.trims);
    REQUIRE(feed.figures().delayMs ==
            Approx(1000.0 * piece / kRate + static_cast<double>(kLatePushes.count())).margin(3));
}

TEST_CASE("SoundFeed: sound passes without a step while clocks differ and the offset moves",
          "[microphone]")
{
    SoundFeed feed(kRate);
    feed.setListening(true);
    FakeGraph graph(feed, 150);
    graph.sound = tone;
    float last = 0;
    float steepest = 0;
    double silentUntil = 0;
    graph.heard = [&](double time, float value) {
        steepest = std::max(steepest, std::abs(value - last));
        if (value == 0 && time < 101)
            silentUntil = time;
        last = value;
    };
    graph.runUntil(105);
    feed.setOffset(std::chrono::milliseconds(200));
    graph.runUntil(125);
    REQUIRE(feed.figures().delayMs == Approx(kDeviceDelay.count() + 200).margin(3));
    feed.setOffset(std::chrono::milliseconds(0));
    graph.runUntil(145);
    REQUIRE(feed.figures().delayMs == Approx(kDeviceDelay.count()).margin(3));
    REQUIRE(steepest < kSteepest);
    REQUIRE(silentUntil < 100.2);
    REQUIRE(feed.figures().underruns == 0);
    REQUIRE(feed.figures().trims == 0);
}

TEST_CASE("SoundFeed: a stall is silence without a click, then back at its delay, and counted",
          "[microphone]")
{
    SoundFeed feed(kRate);
    feed.setListening(true);
    FakeGraph graph(feed, 0);
    graph.sound = tone;
    float last = 0;
    float steepest = 0;
    int silent = 0;
    graph.heard = [&](double time, float value) {
        if (time > 101) {
            steepest = std::max(steepest, std::abs(value - last));
            silent += value == 0 && last == 0 ? 1 : 0;
        }
        last = value;
    };
    graph.runUntil(104, 102, 102.5);
    REQUIRE(feed.figures().underruns == 1);
    REQUIRE(feed.figures().trims > 0);
    REQUIRE(silent > 0.4 * kRate);
    REQUIRE(feed.figures().silentSamples > 0.4 * kRate);
    // What came at once is left out but for the slack, which is made good in the seconds after.
    REQUIRE(feed.figures().trimmedSamples > 0.35 * kRate);
    graph.runUntil(112);
    REQUIRE(feed.figures().delayMs == Approx(kDeviceDelay.count()).margin(5));
    // A cut falls off within some milliseconds, in steps of at most 2 %; a click would be a step of its height.
    REQUIRE(steepest < kSteepest + 0.02F * 0.5F);
}

TEST_CASE("SoundFeed: each listener starts afresh, and while nobody listens nothing gathers",
          "[microphone]")
{
    SoundFeed feed(kRate);
    FakeGraph graph(feed, 0);
    graph.sound = [](std::int64_t) { return 0.5F; };
    float loudest = 0;
    graph.heard = [&](double, float value) { loudest = std::max(loudest, std::abs(value)); };
    graph.runUntil(105);
    REQUIRE(loudest == 0);
    REQUIRE(feed.figures().underruns == 0);
    feed.setListening(true);
    graph.runUntil(106);
    REQUIRE(loudest == Approx(0.5).margin(0.05));
    feed.setListening(false);
    graph.runUntil(108);
    const auto before = feed.figures().underruns;
    feed.setListening(true);
    graph.sound = [](std::int64_t) { return 0.25F; };
    loudest = 0;
    graph.runUntil(109);
    REQUIRE(loudest < 0.3F); // nothing of the first sound is left
    REQUIRE(feed.figures().underruns == before);
    REQUIRE(feed.figures().delayMs == Approx(kDeviceDelay.count()).margin(5));
}

TEST_CASE("SoundFeed: offsets out of range are refused", "[microphone]")
{
    SoundFeed feed(kRate);
    const int wrong = GENERATE(-1, 1001);
    REQUIRE(errorOf([&] { feed.setOffset(std::chrono::milliseconds(wrong)); }).code ==
            ErrorCode::BadConfig);
}

TEST_CASE("SoundFeed: session, graph, listeners and watchers on threads of their own",
          "[microphone]")
{
    SoundFeed feed(kRate);
    feed.setListening(true);
    const auto now = [] { return std::chrono::steady_clock::now(); };
    const std::jthread graph([&](std::stop_token stop) {
        std::vector<float> piece(kPiece);
        while (!stop.stop_requested())
            feed.pull(piece, now());
    });
    const std::jthread watcher([&](std::stop_token stop) {
        for (int turn = 0; !stop.stop_requested(); ++turn) {
            feed.setListening(turn % 64 != 0);
            feed.setOffset(std::chrono::milliseconds(turn % 100));
            (void)feed.figures();
        }
    });
    const std::vector<float> moment(kMoment, 0.1F);
    for (int index = 0; index < 500; ++index)
        feed.push(moment, now());
    // The writer came to its end beside both; the thread sanitizer looks at the rest.
    CHECK(std::isfinite(feed.figures().delayMs));
    CHECK(std::abs(feed.figures().driftPpm) <= 1000);
}
