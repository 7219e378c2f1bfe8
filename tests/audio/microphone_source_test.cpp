#include "audio/device/microphone_source.h"

#include "tests/audio/fake_microphone.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <thread>
#include <vector>

using namespace imprint;
using namespace imprint::audio;
using namespace std::chrono_literals;

namespace {

/// Frame numbers as sound: what is lost, doubled or out of order shows.
float numberOf(std::int64_t frame, int)
{
    return static_cast<float>(frame % 16'000'000 + 1) / 16'777'216.0F;
}

/// A source on fake devices, fetched by this thread as a session does.
struct Session {
    explicit Session(const test::FakeScript& behaviour)
        : script(std::make_shared<test::FakeScript>(behaviour))
        , devices(std::make_shared<test::FakeDevices>(clock, script))
        , source(devices, "fake", clock)
    {
    }

    void take(int pieces)
    {
        for (int i = 0; i < pieces; ++i) {
            const auto piece = source.next({});
            REQUIRE(piece);
            REQUIRE(piece->size() == kLivePieceSamples);
            sound.insert(sound.end(), piece->begin(), piece->end());
        }
    }

    /// Fetches pieces until `reached`; the devices are opened in real time meanwhile, for which half a minute is plenty.
    void takeUntil(const std::function<bool()>& reached)
    {
        const auto deadline = std::chrono::steady_clock::now() + 30s;
        while (!reached()) {
            REQUIRE(std::chrono::steady_clock::now() < deadline);
            take(1);
            sound.clear();
            std::this_thread::sleep_for(1ms); // devices are opened by another thread, in real time
        }
    }

    void takeUntilHeard()
    {
        takeUntil([this] {
            const auto piece = source.next({});
            return piece && piece->front() != 0 && !source.status().lost;
        });
        sound.clear();
    }

    /// Fetches pieces until the status has lost its device or tells of trouble. Returns seconds of the clock.
    double secondsUntilTrouble()
    {
        const double begin = clock.seconds();
        while (source.status().trouble.empty() && clock.seconds() < begin + 10)
            take(1);
        return clock.seconds() - begin;
    }

    int silentPieces() const
    {
        int count = 0;
        for (std::size_t i = 0; i < sound.size(); i += kLivePieceSamples)
            count += sound[i] == 0 ? 1 : 0;
        return count;
    }

    test::FakeClock clock;
    std::shared_ptr<test::FakeScript> script; // of the device that is open first
    std::shared_ptr<test::FakeDevices> devices;
    MicrophoneSource source;
    std::vector<float> sound;
};

std::shared_ptr<test::FakeScript> numbered()
{
    return std::make_shared<test::FakeScript>(test::FakeScript{.sound = numberOf});
}

/// From one sample to the next exactly one frame passes.
bool isGapFree(const std::vector<float>& sound)
{
    const auto number = [](float value) { return std::lround(double{value} * 16'777'216); };
    for (std::size_t i = 1; i < sound.size(); ++i)
        if (number(sound[i]) != number(sound[i - 1]) % 16'000'000 + 1)
            return false;
    return true;
}

} // namespace

TEST_CASE("MicrophoneSource: pieces are the device's samples, each once", "[audio][microphone]")
{
    test::FakeScript script{.sound = numberOf};
    script.burst = GENERATE(0.0002, 0.01, 0.0213, 0.08);
    CAPTURE(script.burst);
    Session session(script);
    session.takeUntilHeard();
    const double begin = session.clock.seconds();
    const std::int64_t filled = session.source.status().filled;
    session.take(1000);
    CHECK(isGapFree(session.sound));
    CHECK(session.clock.seconds() - begin == Approx(10).margin(0.1));
    CHECK(session.source.status().filled == filled);
    CHECK(session.source.status().overruns == 0);
    CHECK(session.source.status().name == "fake");
}

TEST_CASE("MicrophoneSource: any rate and number of channels becomes mono at 48 kHz",
          "[audio][microphone]")
{
    test::FakeScript script;
    script.sampleRate = GENERATE(8000, 44100, 48000, 96000);
    script.channels = GENERATE(1, 2, 3);
    CAPTURE(script.sampleRate, script.channels);
    script.sound = [](std::int64_t, int channel) { return 0.1F * static_cast<float>(channel + 1); };
    Session session(script);
    session.takeUntilHeard();
    const double begin = session.clock.seconds();
    session.take(500);
    CHECK(session.clock.seconds() - begin == Approx(5).margin(0.1));
    const float mean = 0.1F * static_cast<float>(script.channels + 1) / 2;
    const auto [least, most] =
        std::minmax_element(session.sound.begin() + 4800, session.sound.end());
    CHECK(*least == Approx(mean).margin(0.001));
    CHECK(*most == Approx(mean).margin(0.001));
}

TEST_CASE("MicrophoneSource: no device at all is silence at live pace, and says what to do",
          "[audio][microphone]")
{
    Session session({});
    session.devices->remove(); // before, or after it was opened
    session.script->endsAt = 0;
    session.takeUntil(
        [&] { return session.source.status().trouble.find("no microphone") != std::string::npos; });
    const double begin = session.clock.seconds();
    session.take(1000);
    CHECK(session.clock.seconds() - begin == Approx(10).margin(0.05));
    CHECK(session.silentPieces() == 1000);
    CHECK(session.source.status().lost);
    CHECK_THAT(session.source.status().trouble, Catch::Contains("Connect one"));
    session.devices->insert(numbered());
    session.takeUntilHeard();
    CHECK(session.source.status().trouble.empty());
}

TEST_CASE("MicrophoneSource: a lost device is told within a second, and used when it returns",
          "[audio][microphone]")
{
    Session session({});
    session.takeUntilHeard();
    session.devices->remove();
    SECTION("its stream ends")
    {
        session.script->endsAt = session.clock.seconds();
    }
    SECTION("it delivers nothing any more")
    {
        session.script->stallsAt = session.clock.seconds();
    }
    CHECK(session.secondsUntilTrouble() < 1);
    CHECK(session.source.status().lost);
    const double begin = session.clock.seconds();
    const std::int64_t filled = session.source.status().filled;
    session.take(1000);
    CHECK(session.clock.seconds() - begin == Approx(10).margin(0.3));
    CHECK(session.source.status().filled - filled == 480'000);
    const int tries = session.devices->tries();
    const double since = session.clock.seconds();
    session.take(6000);
    // Every two seconds; one was under way before, and one may be begun behind.
    CHECK(session.devices->tries() - tries <= (session.clock.seconds() - since) / 2 + 2);
    session.devices->insert(numbered());
    session.takeUntilHeard();
    CHECK(session.source.status().reopened == 1);
    CHECK_FALSE(session.source.status().lost);
    session.take(500);
    CHECK(isGapFree(session.sound));
}

TEST_CASE("MicrophoneSource: a hiccup is bridged, and what comes late is not played late",
          "[audio][microphone]")
{
    Session session({.sound = numberOf});
    session.takeUntilHeard();
    const std::int64_t filled = session.source.status().filled;
    const double begin = session.clock.seconds();
    session.script->stallsAt = begin + 1;
    session.script->stallsUntil = begin + 1.5;
    session.take(500);
    CHECK(session.clock.seconds() - begin == Approx(5).margin(0.1));
    CHECK_FALSE(session.source.status().lost);
    CHECK(session.source.status().reopened == 0);
    const std::int64_t bridged = session.source.status().filled - filled;
    CHECK(bridged > 0.25 * 48000);
    CHECK(bridged < 0.5 * 48000);
    session.sound.clear();
    session.take(500);
    CHECK(isGapFree(session.sound));
}

TEST_CASE("MicrophoneSource: exact zeros are told as silence, and the device is kept",
          "[audio][microphone]")
{
    Session session({});
    session.takeUntilHeard();
    session.script->silentFrom = session.clock.seconds();
    session.script->silentUntil = session.clock.seconds() + 60;
    CHECK(session.secondsUntilTrouble() < 1);
    CHECK_FALSE(session.source.status().lost);
    CHECK_THAT(session.source.status().trouble, Catch::Contains("silence"));
    const std::int64_t filled = session.source.status().filled;
    session.sound.clear();
    session.take(5000);
    CHECK(session.silentPieces() == 5000);
    CHECK(session.devices->tries() <= 5); // more and more seldom
    session.take(1000);
    CHECK(session.source.status().trouble.empty());
    CHECK(session.source.status().reopened == 0);
    CHECK(session.source.status().filled == filled);
}

TEST_CASE("MicrophoneSource: a silent device is exchanged once another opening of it is heard",
          "[audio][microphone]")
{
    Session session({});
    session.takeUntilHeard();
    session.devices->insert(numbered());
    session.script->silentFrom = session.clock.seconds();
    session.secondsUntilTrouble();
    session.takeUntil([&] { return session.source.status().reopened == 1; });
    CHECK(session.source.status().trouble.empty());
    session.sound.clear();
    session.take(500);
    CHECK(isGapFree(session.sound));
}

TEST_CASE("MicrophoneSource: a device that never delivered anything but zeros is no trouble",
          "[audio][microphone]")
{
    Session session({.sound = [](std::int64_t, int) { return 0.0F; }});
    session.takeUntil([&] { // it delivers: nothing is filled in
        const std::int64_t filled = session.source.status().filled;
        session.take(10);
        return session.source.status().filled == filled;
    });
    session.take(3000);
    CHECK(session.source.status().trouble.empty());
    CHECK(session.devices->tries() == 1);
}

TEST_CASE("MicrophoneSource: what nobody fetched in two seconds is lost and counted",
          "[audio][microphone]")
{
    Session session({.sound = numberOf});
    session.takeUntilHeard();
    const std::int64_t filled = session.source.status().filled;
    session.clock.advance(1500ms);
    session.take(200);
    CHECK(isGapFree(session.sound));
    CHECK(session.source.status().overruns == 0);
    session.clock.advance(5s);
    session.take(1000);
    CHECK(session.source.status().overruns == Approx(3 * 48000).margin(2400));
    CHECK(session.source.status().filled == filled);
    const double begin = session.clock.seconds();
    session.take(1000);
    CHECK(session.clock.seconds() - begin == Approx(10).margin(0.1));
}

TEST_CASE("MicrophoneSource: the drift of the device's clock is measured", "[audio][microphone]")
{
    test::FakeScript script;
    script.ppm = GENERATE(-150.0, 150.0);
    Session session(script);
    session.takeUntilHeard();
    session.take(6000);
    CHECK(session.source.status().driftPpm == Approx(script.ppm).margin(25));
    CHECK(session.silentPieces() == 0);
}

TEST_CASE("MicrophoneSource: a stop request ends it", "[audio][microphone]")
{
    Session session({});
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(session.source.next(stop.get_token()));
}
