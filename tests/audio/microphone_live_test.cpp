#include "audio/device/microphone_probe.h"
#include "audio/device/microphone_source.h"
#include "audio/device/portaudio_devices.h"
#include "audio/file/audio_file_reader.h"
#include "engine/core/error.h"
#include "tests/audio/wav_file.h"
#include "tests/support/pulse_server.h"
#include "tests/support/signals.h"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <future>
#include <thread>
#include <vector>

using namespace imprint;
using namespace imprint::audio;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 60s; // for what takes a second on a machine with nothing else to do
constexpr int kPiecesPerSecond = kLiveSampleRate / kLivePieceSamples;

bool lacksGear()
{
    if (test::PulseServer::isAvailable() && test::isInstalled("espeak-ng"))
        return false;
    std::puts("[skipped] needs pulseaudio, pulseaudio-utils, setpriv and espeak-ng");
    return true;
}

/// A sentence at 48 kHz, as a WAV file and as its samples.
struct Speech {
    Speech()
        : path(folder / "speech.wav")
    {
        const std::string spoken = folder / "spoken.wav";
        test::runCaptured({"espeak-ng", "-v", "en-us", "-s", "160", "-w", spoken,
                           "The quick brown fox jumps over the lazy dog, and then it sleeps."});
        AudioFileReader reader(spoken, kLiveSampleRate, 1);
        samples = reader.read(20 * kLiveSampleRate);
        for (float& sample : samples)
            sample *= 0.7F;
        test::writeWav(path, samples, kLiveSampleRate, 1);
    }

    test::TemporaryFolder folder;
    std::string path;
    std::vector<float> samples;
};

/// A microphone of the test's own server, fetched by this thread.
struct Session {
    explicit Session(const std::string& name = {})
        : devices(std::make_shared<PortAudioDevices>())
        , source(devices, name, clock)
    {
    }

    std::vector<float> take(int pieces)
    {
        std::vector<float> sound;
        for (int i = 0; i < pieces; ++i) {
            const auto piece = source.next({});
            REQUIRE(piece);
            sound.insert(sound.end(), piece->begin(), piece->end());
        }
        return sound;
    }

    bool takeUntil(const std::function<bool(const std::vector<float>&)>& reached)
    {
        const auto deadline = std::chrono::steady_clock::now() + kPatience;
        while (std::chrono::steady_clock::now() < deadline)
            if (reached(take(1)))
                return true;
        return false;
    }

    /// The device delivers: nothing is filled in for a quarter of a second.
    bool takeUntilDelivering()
    {
        return takeUntil([this](const auto&) {
            const std::int64_t filled = source.status().filled;
            take(25);
            return source.status().filled == filled;
        });
    }

    SteadyClock clock;
    std::shared_ptr<PortAudioDevices> devices;
    MicrophoneSource source;
};

/// Every eighth value, of means: what a search for the lag can afford.
std::vector<float> coarse(const std::vector<float>& sound)
{
    std::vector<float> values(sound.size() / 8);
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = 0; j < 8; ++j)
            values[i] += sound[8 * i + j] / 8;
    return values;
}

/// Correlation of `sent` with the part of `got` that resembles it most.
double bestCorrelation(const std::vector<float>& sent, const std::vector<float>& got)
{
    const auto small = coarse(sent);
    // The loudest quarter of a second is enough to find it.
    const auto loudest = std::max_element(small.begin(), small.end() - 1500) - small.begin();
    const std::vector<float> part(small.begin() + loudest, small.begin() + loudest + 1500);
    const auto large = coarse(got);
    test::BestLag best;
    for (std::ptrdiff_t lag = 0; lag + 1500 <= std::ssize(large); ++lag)
        if (const double value = test::correlation(part, large, lag); value > best.correlation)
            best = {lag, value};
    const std::ptrdiff_t roughly = 8 * (best.lag - loudest);
    double most = -1;
    for (std::ptrdiff_t lag = roughly - 16; lag <= roughly + 16; ++lag)
        most = std::max(most, test::correlation(sent, got, lag));
    return most;
}

/// What this process writes to stderr while `work` runs.
std::string stderrOf(const std::function<void()>& work)
{
    test::TemporaryFolder folder;
    std::fflush(stderr);
    const int saved = ::dup(STDERR_FILENO);
    const int file = ::open((folder / "stderr").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    ::dup2(file, STDERR_FILENO);
    work();
    std::fflush(stderr);
    ::dup2(saved, STDERR_FILENO);
    ::close(saved);
    ::close(file);
    return test::readBytes(folder / "stderr");
}

} // namespace

TEST_CASE("Microphone: speech played into the server's microphone arrives as it was",
          "[audio][live]")
{
    if (lacksGear())
        return;
    const Speech speech;
    const test::PulseServer server;
    server.useInThisProcess();
    const std::string name = GENERATE("", "pulse:testmic.monitor");
    CAPTURE(name);
    Session session(name);
    REQUIRE(session.takeUntilDelivering());
    const LiveSourceStatus before = session.source.status();
    // A machine under load makes the player, or the server, glitch now and then; the capture must still lose nothing.
    double best = 0;
    for (int tries = 0; tries < 3 && best <= 0.999; ++tries) {
        const auto player = server.play(speech.path);
        const auto seconds = static_cast<double>(speech.samples.size()) / kLiveSampleRate + 3;
        const auto sound = session.take(static_cast<int>(seconds * kPiecesPerSecond));
        CHECK(player->wait().exitCode == 0);
        best = std::max(best, bestCorrelation(speech.samples, sound));
    }
    CHECK(best > 0.999);
    const LiveSourceStatus status = session.source.status();
    CHECK(status.overruns == 0);
    CHECK(status.filled == before.filled);
    CHECK(status.reopened == 0);
    CHECK_FALSE(status.lost);
    std::printf("correlation %.6f, drift %.1f ppm, gaps %d\n", best, status.driftPpm,
                static_cast<int>(status.gaps));
}

TEST_CASE("Microphone: a killed sound server is noticed within a second, and used when it is back",
          "[audio][live]")
{
    if (lacksGear())
        return;
    const Speech speech;
    test::PulseServer server;
    server.useInThisProcess();
    Session session;
    REQUIRE(session.takeUntilDelivering());

    const auto killed = session.clock.now();
    server.kill();
    REQUIRE(session.takeUntil([&](const auto&) { return session.source.status().lost; }));
    const std::chrono::duration<double> noticed = session.clock.now() - killed;
    CHECK(noticed.count() < 1);
    CHECK_THAT(session.source.status().trouble, Catch::Contains("has gone"));

    const auto begin = session.clock.now();
    session.take(3 * kPiecesPerSecond); // silence at the pace of the machine's clock
    const std::chrono::duration<double> passed = session.clock.now() - begin;
    CHECK(passed.count() == Approx(3).margin(0.5));
    CHECK(session.source.status().lost);

    server.start();
    REQUIRE(session.takeUntil([&](const auto&) { return !session.source.status().lost; }));
    CHECK(session.source.status().reopened == 1);
    const auto player = server.play(speech.path);
    CHECK(session.takeUntil([](const std::vector<float>& piece) {
        return std::any_of(piece.begin(), piece.end(), [](float x) { return std::abs(x) > 0.1F; });
    }));
    std::printf("noticed after %.3f s\n", noticed.count());
}

TEST_CASE("Microphone: devices are listed, anew each time, and quietly", "[audio][live]")
{
    if (lacksGear())
        return;
    test::PulseServer server;
    server.useInThisProcess();
    PortAudioDevices devices;
    MicrophoneProbe probe;
    CHECK(stderrOf([&] { probe = probeMicrophones(devices); }) == "");
    CHECK(probe.trouble == "");
    REQUIRE_FALSE(probe.devices.empty());
    const auto isPulse = [](const InputDevice& device) { return device.name == "pulse"; };
    const auto pulse = std::find_if(probe.devices.begin(), probe.devices.end(), isPulse);
    REQUIRE(pulse != probe.devices.end());
    CHECK(pulse->hostApi == "ALSA");
    CHECK(std::count(pulse->sampleRates.begin(), pulse->sampleRates.end(), 48000) == 1);
    CHECK(std::count_if(probe.devices.begin(), probe.devices.end(),
                        [](const InputDevice& device) { return device.isDefault; }) == 1);

    CHECK_THROWS_WITH(devices.open("nonsense"), Catch::Contains("nonsense"));
    CHECK_THROWS_AS(devices.open("pulse:nonsense"), Error);
    CHECK(devices.open("pulse:testmic.monitor")->sampleRate() == 48000);

    server.kill();
    CHECK(stderrOf([&] { probe = probeMicrophones(devices); }) == "");
    CHECK(std::none_of(probe.devices.begin(), probe.devices.end(), isPulse));
    if (probe.devices.empty()) { // a machine with a sound card has others
        CHECK_THAT(probe.trouble, Catch::Contains("no microphone"));
        CHECK_FALSE(probe.mend.empty());
    }
    server.start();
    probe = probeMicrophones(devices);
    CHECK(std::any_of(probe.devices.begin(), probe.devices.end(), isPulse));
}

TEST_CASE("PortAudioDevices: a list for which no capture may be open waits until all are closed",
          "[audio][live]")
{
    if (lacksGear())
        return;
    const test::PulseServer server;
    server.useInThisProcess();
    const auto devices = std::make_shared<PortAudioDevices>();
    auto capture = devices->open({});
    CHECK_FALSE(devices->listWhenUnused(1ms).empty()); // an old list, not an endless wait
    std::promise<void> closing;
    std::jthread closer([&] {
        closing.get_future().wait();
        capture.reset();
    });
    closing.set_value();
    CHECK_FALSE(devices->listWhenUnused(kPatience).empty());
    CHECK(capture == nullptr);
}
