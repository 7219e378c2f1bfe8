#include "tests/e2e/imprint_cli.h"
#include "tests/e2e/running_live.h"
#include "tests/support/pipewire_server.h"
#include "tests/support/pulse_server.h"

#include <catch2/catch.hpp>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

using namespace imprint::test;
using nlohmann::json;

namespace {

constexpr double kSilenceDb = -60;

double peakDb(const json& figures)
{
    return figures.at("level").at("peak_db").get<double>();
}

bool isHeard(const json& figures)
{
    return figures.at("source").at("lost") == false && peakDb(figures) > kSilenceDb;
}

/// Whether there is a microphone that no environment hides; says so, for ctest to call the test skipped.
bool hasSoundCard()
{
    std::error_code none; // without the folder there is no card
    for (const auto& device : std::filesystem::directory_iterator("/dev/snd", none))
        if (device.path().filename().string().starts_with("pcm")) {
            std::puts("[skipped] this machine has a sound card");
            return true;
        }
    return false;
}

std::string cameraOf(const RunningLive& live)
{
    return "imprint-camera-" + std::to_string(live.pid());
}

/// A program that looks at a run's camera, as a conference would.
std::unique_ptr<ChildProcess> lookAtCamera(const PipeWireServer& server, const RunningLive& live)
{
    server.waitForNode(cameraOf(live));
    return std::make_unique<ChildProcess>(
        std::vector<std::string>{"setpriv", "--pdeathsig", "KILL", "gst-launch-1.0", "-q",
                                 "pipewiresrc", "target-object=" + cameraOf(live), "!",
                                 "video/x-raw", "!", "fakesink"},
        server.environment());
}

/// Waits until the camera has sent so many pictures more.
json waitForCamera(RunningLive& live, int pictures)
{
    int before = -1;
    return live.waitFor("pictures of the camera", [&](const json& now) {
        const int sent = outputOf(now, "camera").at("frames").get<int>();
        before = before < 0 ? sent : before;
        return sent >= before + pictures;
    });
}

} // namespace

TEST_CASE("live faults: the sound server is killed and comes back, pictures go on", "[e2e]")
{
    if (!PulseServer::isAvailable()) {
        std::puts("[skipped] PulseAudio and its tools are not installed");
        return;
    }
    const Stage stage;
    PulseServer server;
    RunningLive live({"--mic", std::string("pulse:") + PulseServer::kMicrophone},
                     server.environment());
    auto player = server.play(stage.voice());
    live.waitFor("sound", isHeard);

    server.kill();
    const json lost = live.waitFor("the loss of the microphone", [](const json& now) {
        return now.at("source").at("lost") == true;
    });
    CHECK_FALSE(lost.at("source").at("trouble").get<std::string>().empty());
    const json later = live.waitForPictures(kFps);
    CHECK(later.at("source").at("lost") == true);
    CHECK(peakDb(later) < kSilenceDb);

    server.start();
    player = server.play(stage.voice());
    const json back = live.waitFor("sound again", isHeard);
    CHECK(back.at("source").at("reopened") == 1);
    CHECK(back.at("source").at("trouble") == "");
    live.waitForPictures(kFps);
    const LiveEnd end = live.stop();
    INFO(end.err);
    CHECK(end.exitCode == 0);
    CHECK(end.figures.at("engine").at("failures") == 0);
}

TEST_CASE("live faults: the microphone is pulled out and comes back, pictures go on", "[e2e]")
{
    if (!PulseServer::isAvailable() || !hasGear({"pactl"}))
        return;
    const Stage stage;
    PulseServer server;
    RunningLive live({"--mic", std::string("pulse:") + PulseServer::kMicrophone},
                     server.environment());
    auto player = server.play(stage.voice());
    live.waitFor("sound", isHeard);

    const auto control = [&](const std::vector<std::string>& words) {
        const ProgramEnd end = runCaptured(words, server.environment());
        INFO(end.err);
        REQUIRE(end.exitCode == 0);
    };
    control({"pactl", "unload-module", "module-null-sink"});
    const json lost = live.waitFor("the loss of the microphone", [](const json& now) {
        return now.at("source").at("lost") == true;
    });
    CHECK_FALSE(lost.at("source").at("trouble").get<std::string>().empty());
    const json later = live.waitForPictures(kFps);
    CHECK(later.at("source").at("lost") == true);
    CHECK(peakDb(later) < kSilenceDb);

    control({"pactl", "load-module", "module-null-sink",
             std::string("sink_name=") + PulseServer::kSink, "rate=48000", "channels=1"});
    player = server.play(stage.voice());
    const json back = live.waitFor("sound again", isHeard);
    CHECK(back.at("source").at("reopened") == 1);
    CHECK(back.at("source").at("trouble") == "");
    const LiveEnd end = live.stop();
    INFO(end.err);
    CHECK(end.exitCode == 0);
    CHECK(end.figures.at("engine").at("failures") == 0);
    CHECK(end.figures.at("engine_pid") == lost.at("engine_pid"));
}

TEST_CASE("live faults: without any microphone it runs, and says what is missing", "[e2e]")
{
    if (!hasGear({"setpriv"}) || hasSoundCard())
        return;
    const Stage stage;
    RunningLive live(
        {}, {"PULSE_SERVER=unix:" + stage / "nothing", "PULSE_RUNTIME_PATH=" + stage / "nothing"});
    const json figures = live.waitForPictures(kFps);
    CHECK(figures.at("source").at("lost") == true);
    CHECK_THAT(figures.at("source").at("trouble").get<std::string>(),
               Catch::Contains("no microphone was found"));
    const LiveEnd end = live.stop();
    INFO(end.err);
    CHECK(end.exitCode == 0);
}

TEST_CASE("live faults: PipeWire is killed and comes back, so does the camera", "[e2e]")
{
    if (PipeWireServer::skipped({"gst-launch-1.0"}))
        return;
    const Stage stage;
    PipeWireServer server;
    RunningLive live(stage.playing({"--camera"}), server.environment());
    auto reader = lookAtCamera(server, live);
    waitForCamera(live, kFps);

    server.killDaemon();
    const json lost = live.waitFor("the loss of the camera", [](const json& now) {
        return outputOf(now, "camera").at("state").get<std::string>().find("reconnecting") !=
               std::string::npos;
    });
    CHECK_THAT(outputOf(lost, "camera").at("state").get<std::string>(),
               Catch::Contains("PipeWire"));
    CHECK(outputOf(lost, "camera").at("failed") == false);
    const json later = live.waitForPictures(kFps);
    CHECK(later.at("engine").at("failures") == 0);

    server.restartDaemon();
    reader = lookAtCamera(server, live);
    const json back = waitForCamera(live, kFps);
    CHECK(outputOf(back, "camera").at("state") == "sending");
    const LiveEnd end = live.stop();
    INFO(end.err);
    CHECK(end.exitCode == 0);
}

TEST_CASE("live faults: two apps at once each have their own camera and engine", "[e2e]")
{
    if (PipeWireServer::skipped({"gst-launch-1.0"}))
        return;
    const Stage stage;
    PipeWireServer server;
    RunningLive one(stage.playing({"--camera"}), server.environment());
    RunningLive other(stage.playing({"--camera"}), server.environment());
    const auto oneReader = lookAtCamera(server, one);
    const auto otherReader = lookAtCamera(server, other);
    const json figuresOfOne = waitForCamera(one, kFps);
    const json figuresOfOther = waitForCamera(other, kFps);
    CHECK(enginePid(figuresOfOne) != enginePid(figuresOfOther));

    // That one ends is nothing to the other.
    const LiveEnd oneEnd = one.stop();
    waitForEndOf(enginePid(figuresOfOne));
    waitForCamera(other, kFps);
    const LiveEnd otherEnd = other.stop();
    INFO(oneEnd.err << otherEnd.err);
    for (const LiveEnd& end : {oneEnd, otherEnd}) {
        CHECK(end.exitCode == 0);
        CHECK(end.figures.at("engine").at("failures") == 0);
        CHECK(outputOf(end.figures, "camera").at("failed") == false);
    }
}
