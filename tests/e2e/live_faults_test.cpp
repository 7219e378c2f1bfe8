#include "tests/e2e/imprint_cli.h"
#include "tests/e2e/running_live.h"
#include "tests/outputs/stream_servers.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_disk.h"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace imprint::test;
using nlohmann::json;

namespace {

constexpr double kFrameSeconds = 1.0 / kFps;
constexpr double kAacFrameSeconds = 1024.0 / 48000;

/// Presentation times of a track's packets, in order.
std::vector<double> packetTimes(const std::string& path, const std::string& track)
{
    const ProgramEnd end =
        runCaptured({"ffprobe", "-v", "error", "-select_streams", track, "-show_entries",
                     "packet=pts_time", "-of", "csv=print_section=0", path});
    INFO(end.err);
    REQUIRE(end.exitCode == 0);
    std::istringstream lines(end.out);
    std::vector<double> times;
    for (std::string line; std::getline(lines, line);)
        if (!line.empty())
            times.push_back(std::stod(line));
    std::sort(times.begin(), times.end());
    return times;
}

double longestStep(const std::vector<double>& times)
{
    double longest = 0;
    for (std::size_t i = 1; i < times.size(); ++i)
        longest = std::max(longest, times[i] - times[i - 1]);
    return longest;
}

/// Every picture and every piece of sound follows the one before, and both tracks are one length.
void checkWithoutGap(const std::string& path)
{
    const ProbedMovie movie = probeMovie(path);
    CHECK(movie.videoStart == 0);
    CHECK(movie.audioStart == Approx(0).margin(kPrimingSeconds));
    CHECK(movie.audioSeconds ==
          Approx(movie.videoSeconds).margin(kFrameSeconds + kAacFrameSeconds));
    const auto pictures = packetTimes(path, "v");
    REQUIRE(static_cast<int>(pictures.size()) == movie.frames);
    CHECK(longestStep(pictures) == Approx(kFrameSeconds).margin(0.001));
    CHECK(longestStep(packetTimes(path, "a")) == Approx(kAacFrameSeconds).margin(0.001));
}

/// What was seen of an engine that was lost.
struct LostEngine {
    json before;
    json after;
    double darkSeconds = 0; ///< live time without a picture of its own moment
};

/// Sends the engine a signal, and returns when another one makes pictures and the old one is gone.
LostEngine loseEngine(RunningLive& live, int signal)
{
    LostEngine lost{.before = live.waitForPictures(2 * kFps), .after = {}};
    REQUIRE(lost.before.at("engine").at("failures") == 0);
    REQUIRE(::kill(enginePid(lost.before), signal) == 0);
    live.waitFor("another engine", [&](const json& now) {
        return now.at("engine").at("failures") == 1 && now.at("engine").at("running") == true;
    });
    lost.after = live.waitForPictures(2 * kFps);
    lost.darkSeconds = kFrameSeconds * (lost.after.at("repeated").get<int>() -
                                        lost.before.at("repeated").get<int>());
    waitForEndOf(enginePid(lost.before));
    return lost;
}

/// How long the new engine took to start and load its model.
double startSeconds(const LostEngine& lost)
{
    return lost.after.at("load_s").get<double>();
}

/// How far the live time has fallen behind the machine's.
double behindSeconds(const json& figures)
{
    return figures.at("wall_s").get<double>() - figures.at("seconds").get<double>();
}

/// The run went on as if nothing had happened, but for the pictures.
void checkUnharmed(const LostEngine& lost, const LiveEnd& end, const std::string& recording)
{
    INFO(end.err);
    CHECK(end.exitCode == 0);
    CHECK(enginePid(lost.after) != enginePid(lost.before));
    CHECK(behindSeconds(lost.after) == Approx(behindSeconds(lost.before)).margin(0.8));
    CHECK(lost.after.at("standby") > lost.before.at("standby"));
    CHECK(end.figures.at("engine").at("failures") == 1);
    CHECK(end.figures.at("engine").at("lost_samples") == 0);
    CHECK(outputOf(end.figures, "recording").at("dropped") == 0);
    CHECK(outputOf(end.figures, "recording").at("frames") == probeMovie(recording).frames);
    checkWithoutGap(recording);
}

} // namespace

TEST_CASE("live faults: kill -9 of the engine leaves no gap, and pictures are back in 3 s", "[e2e]")
{
    if (!hasGear({"ffprobe", "setpriv"}))
        return;
    const Stage stage;
    RunningLive live(stage.playing({"--record", stage / "take.mp4"}));
    const LostEngine lost = loseEngine(live, SIGKILL);
    const double start = startSeconds(lost);
    std::printf(
        "engine killed: %.2f s without a picture of its own moment, %.2f s of them its start\n",
        lost.darkSeconds, start);
    CHECK(lost.darkSeconds > 0.2);
    // Three seconds are the promise. A machine that is busy with something else needs longer to start any engine.
    CHECK(lost.darkSeconds < std::max(3.0, 2 * start + 1.5));
    checkUnharmed(lost, live.stop(), stage / "take.mp4");
}

TEST_CASE("live faults: a stopped engine is found by its heartbeat, outputs never stop", "[e2e]")
{
    if (!hasGear({"ffprobe", "setpriv"}))
        return;
    const Stage stage;
    RunningLive live(stage.playing({"--record", stage / "take.mp4"}));
    const LostEngine lost = loseEngine(live, SIGSTOP);
    std::printf("engine stopped: %.2f s without a picture of its own moment\n", lost.darkSeconds);
    // It was stopped for the 1.75 s in which it left beats unanswered; nothing else was.
    CHECK(lost.darkSeconds > 1);
    CHECK(lost.darkSeconds < std::max(6.0, 2 * startSeconds(lost) + 4.5));
    const LiveEnd end = live.stop();
    CHECK(end.err.find("does not answer") != std::string::npos);
    checkUnharmed(lost, end, stage / "take.mp4");
}

TEST_CASE("live faults: while an engine is slow to start again, figures go on", "[e2e]")
{
    if (!hasGear({"setpriv"}))
        return;
    const Stage stage;
    // An engine that starts once the file is gone.
    const std::string held = stage / "held";
    const std::string program = stage / "slow-engine";
    std::ofstream(program) << "#!/bin/sh\nwhile [ -e '" << held
                           << "' ]; do sleep 0.1; done\nexec " IMPRINT_ENGINE_PROGRAM " \"$@\"\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    RunningLive live(stage.playing({}), {"IMPRINT_ENGINE=" + program});
    const json before = live.waitForPictures(1);
    std::ofstream(held) << "";
    REQUIRE(::kill(enginePid(before), SIGKILL) == 0);
    int lines = 0;
    live.waitFor("figures of a run without an engine", [&](const json& now) {
        lines += now.at("engine").at("running") == false ? 1 : 0;
        return lines == 4;
    });
    std::filesystem::remove(held);
    live.waitForPictures(kFps);
    const LiveEnd end = live.stop();
    CHECK(end.exitCode == 0);
    CHECK(end.figures.at("engine").at("failures") == 1);
}

TEST_CASE("live faults: kill -9 of the app leaves a file that plays, and no engine", "[e2e]")
{
    if (!hasGear({"ffprobe", "setpriv"}))
        return;
    const Stage stage;
    const std::string path = stage / "take.mp4";
    RunningLive live(stage.playing({"--record", path}));
    const json last = live.waitFor("six seconds of recording", [](const json& now) {
        return outputOf(now, "recording").at("frames") >= 6 * kFps;
    });
    live.send(SIGKILL);
    CHECK(live.wait().signal == SIGKILL);
    waitForEndOf(enginePid(last));

    const ProbedMovie movie = probeMovie(path);
    const double written = outputOf(last, "recording").at("frames").get<double>() / kFps;
    std::printf("app killed: %.2f s were recorded, %.2f s of picture and %.2f s of sound play\n",
                written, movie.videoSeconds, movie.audioSeconds);
    CHECK(movie.videoSeconds > written - 1);
    CHECK(movie.frames == std::lround(kFps * movie.videoSeconds));
    checkWithoutGap(path);
}

TEST_CASE("live faults: a full disk ends the recording alone, and the file plays", "[e2e]")
{
    if (!hasGear({"ffprobe", "nginx", "setpriv"}))
        return;
    const Stage stage;
    const TemporaryFolder folder;
    const TemporaryFolder received;
    // What a recording leaves free, and a little more, which something else takes meanwhile.
    constexpr std::int64_t kKeptFree = 200'000'000;
    constexpr std::int64_t kMore = 16'000'000;
    const TinyDisk disk(folder.path(), (kKeptFree + kMore) / 1024);
    if (disk.skipped())
        return;
    const std::string path = folder / "take.mp4";
    const int port = freePort(Transport::Tcp);
    const RtmpServer server(received.path(), port);
    RunningLive live(stage.playing(
        {"--record", path, "--stream", "rtmp://127.0.0.1:" + std::to_string(port) + "/live/a"}));
    live.waitFor("three seconds of recording and stream", [](const json& now) {
        return outputOf(now, "recording").at("frames") >= 3 * kFps &&
               outputOf(now, "stream").at("frames") >= kFps;
    });

    const int filler = ::open((folder / "filler").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    REQUIRE(::posix_fallocate(filler, 0, kMore) == 0);
    ::close(filler);
    const json full = live.waitFor("the end of the recording", [](const json& now) {
        return outputOf(now, "recording").at("failed") == true;
    });
    CHECK_THAT(outputOf(full, "recording").at("state").get<std::string>(),
               Catch::Contains(path) && Catch::Contains("MB left"));
    live.waitForPictures(kFps);
    live.waitFor("the stream to go on", [&](const json& now) {
        return outputOf(now, "stream").at("frames") >
               outputOf(full, "stream").at("frames").get<int>() + kFps;
    });
    const LiveEnd end = live.stop();
    CHECK(end.exitCode == 1);
    CHECK_THAT(end.err, Catch::Contains("the output 'recording' failed") && Catch::Contains(path) &&
                            Catch::Contains("is kept and plays"));
    checkWithoutGap(path);
    CHECK(probeMovie(path).videoSeconds > 3);
}

TEST_CASE("live faults: a stream that nobody takes keeps trying, and holds up nothing", "[e2e]")
{
    if (!hasGear({"ffprobe", "setpriv"}))
        return;
    const Stage stage;
    RunningLive live(stage.playing(
        {"--record", stage / "take.mp4", "--stream",
         "rtmp://127.0.0.1:" + std::to_string(freePort(Transport::Tcp)) + "/live/a"}));
    const json refused = live.waitFor("a second try", [](const json& now) {
        return outputOf(now, "stream").at("state").get<std::string>().starts_with("connecting (2)");
    });
    CHECK_THAT(outputOf(refused, "stream").at("state").get<std::string>(),
               Catch::Contains("Connection refused"));
    const json later = live.waitForPictures(2 * kFps);
    CHECK(outputOf(later, "stream").at("failed") == false);
    const LiveEnd end = live.stop();
    INFO(end.err);
    CHECK(end.exitCode == 0);
    CHECK(outputOf(end.figures, "stream").at("frames") == 0);
    // Nothing is lost unseen.
    CHECK(outputOf(end.figures, "stream").at("dropped") >= 2 * kFps);
    CHECK(outputOf(end.figures, "recording").at("dropped") == 0);
    checkWithoutGap(stage / "take.mp4");
}

TEST_CASE("live faults: an engine elsewhere that is not there, or refuses, ends the run at once",
          "[e2e]")
{
    const Stage stage;
    std::ofstream(stage / "token") << "the token of that engine\n";
    std::ofstream(stage / "guess") << "a token that was guessed\n";
    ChildProcess engine = startServer({IMPRINT_ENGINE_PROGRAM, "--listen", "127.0.0.1:0",
                                       "--token-file", stage / "token", "--json"});
    const auto line = engine.waitForLine([](const std::string&) { return true; });
    REQUIRE(line);
    const std::string address = json::parse(*line).at("listening");
    const std::string nobody = "127.0.0.1:" + std::to_string(freePort(Transport::Tcp));

    struct {
        std::vector<std::string> arguments;
        std::string says;
    } const calls[] = {
        {{"--engine", nobody}, nobody},
        {{"--engine", address, "--engine-token-file", stage / "guess"}, "refused the token"},
        {{"--engine", address}, "refused the token"},
        {{"--engine", address, "--engine-token-file", stage / "none"}, stage / "none"},
    };
    for (const auto& call : calls) {
        RunningLive live(stage.playing(call.arguments));
        const LiveEnd end = live.wait();
        CAPTURE(call.arguments, end.err);
        CHECK(end.exitCode == 1);
        CHECK(end.figures.is_null());
        CHECK_THAT(end.err, Catch::Contains(call.says));
        CHECK(std::count(end.err.begin(), end.err.end(), '\n') == 1);
    }

    // The address and the token are right, so the others failed for the reason they gave.
    RunningLive live(stage.playing({"--engine", address, "--engine-token-file", stage / "token"}));
    live.waitForPictures(5);
    CHECK(live.stop().exitCode == 0);
}
