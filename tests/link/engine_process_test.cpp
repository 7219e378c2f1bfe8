#include "engine/core/stopwatch.h"
#include "tests/link/linked_engine.h"
#include "tests/support/child_process.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace imprint;
using namespace imprint::test;

namespace {

/// Whether a process is there and no zombie.
bool isRunning(int process)
{
    std::ifstream file(concat("/proc/", process, "/stat"));
    std::string line;
    if (!std::getline(file, line))
        return false;
    const auto name = line.rfind(')');
    return name != std::string::npos && line[name + 2] != 'Z' && line[name + 2] != 'X';
}

EngineProcess startFake(EngineHeartbeat heartbeat = {})
{
    return EngineProcess::start({.path = IMPRINT_FAKE_ENGINE}, heartbeat);
}

/// Beats that a busy machine still answers: a minute without an answer is no hang here.
constexpr EngineHeartbeat kPatient{.beat = std::chrono::milliseconds(1000), .missed = 60};

std::unique_ptr<EngineSession> openSilent(const EngineProcess& engine)
{
    return engine.load("fake")->open({});
}

} // namespace

TEST_CASE("EngineProcess: a child serves, and ends with the last that needs it", "[link]")
{
    int process = 0;
    {
        std::unique_ptr<EngineSession> session;
        {
            const EngineProcess engine = startFake(kPatient);
            process = *engine.processId();
            REQUIRE(engine.alive());
            session = openSilent(engine);
        }
        REQUIRE(isRunning(process)); // the session keeps it
        session->pushAudio(testSound(0, 2));
        session->finishAudio();
        REQUIRE(session->nextFrame()->index == 0);
        REQUIRE(session->nextFrame()->index == 1);
        REQUIRE(session->nextFrame() == nullptr);
    }
    // Reaped: not even a zombie is left.
    REQUIRE_FALSE(std::filesystem::exists(concat("/proc/", process)));
}

TEST_CASE("EngineProcess: kill -9 ends every waiting call at once", "[link]")
{
    const EngineProcess engine = startFake(kPatient);
    const auto model = engine.load("fake");
    const auto session = model->open({});
    CaughtError read;
    double noticedMs = 0;
    const Stopwatch watch;
    std::thread reader([&] {
        read = errorOf([&] { session->nextFrame(); });
        noticedMs = watch.elapsedMs();
    });
    REQUIRE(session->stats().frames == 0); // the session runs
    const double killedMs = watch.elapsedMs();
    ::kill(*engine.processId(), SIGKILL);
    reader.join();
    REQUIRE(read.code == ErrorCode::Io);
    REQUIRE(read.names("the engine process ended (signal 9)"));
    // A few ms; far below the heartbeat, which is not what notices.
    REQUIRE(noticedMs - killedMs < 10'000);
    INFO("noticed after ms: " << noticedMs - killedMs);
    for (const auto& call :
         {errorOf([&] { session->stats(); }), errorOf([&] { session->update({}); }),
          errorOf([&] { model->open({}); }), errorOf([&] { engine.load("fake"); })}) {
        REQUIRE(call.code == ErrorCode::Io);
        REQUIRE(call.names("signal 9"));
    }
    REQUIRE_FALSE(session->pushAudio(testSound(0, 1)));
    REQUIRE_FALSE(engine.alive());
    session->stop();
}

TEST_CASE("EngineProcess: an engine that is stopped is found by the heartbeat and killed", "[link]")
{
    const EngineProcess engine = startFake();
    const auto session = openSilent(engine);
    CaughtError read;
    const Stopwatch watch;
    double noticedMs = 0;
    ::kill(*engine.processId(), SIGSTOP);
    std::thread reader([&] {
        read = errorOf([&] { session->nextFrame(); });
        noticedMs = watch.elapsedMs();
    });
    reader.join();
    REQUIRE(read.code == ErrorCode::Io);
    REQUIRE(read.names("does not answer"));
    // Stated: within 2 s. Not before six beats were missed, and generously above for a busy machine.
    REQUIRE(noticedMs > 1200);
    REQUIRE(noticedMs < 20'000);
    REQUIRE(eventually([&] { return !isRunning(*engine.processId()); }));
    REQUIRE_FALSE(session->pushAudio(testSound(0, 1)));
}

TEST_CASE("EngineProcess: a session that hangs in its computing costs the engine its life",
          "[link]")
{
    EngineHeartbeat heartbeat = kPatient;
    heartbeat.stopping = std::chrono::milliseconds(300);
    const EngineProcess engine = startFake(heartbeat);
    SessionRequest request;
    request.config.prompt = "hang-in-stop";
    const auto session = engine.load("fake")->open(request);
    session->stop();
    REQUIRE_FALSE(isRunning(*engine.processId()));
    REQUIRE(errorOf([&] { engine.load("fake"); }).names("does not answer"));
}

TEST_CASE("EngineProcess: an engine that ends at once, or does not exist, is told", "[link]")
{
    const auto ended = errorOf([] {
        EngineProcess::start({.path = IMPRINT_FAKE_ENGINE, .arguments = {"--exit", "3"}});
    });
    REQUIRE(ended.code == ErrorCode::Io);
    REQUIRE(ended.names("ended (exit code 3)"));
    const auto missing = errorOf([] { EngineProcess::start({.path = "/nowhere/engine"}); });
    REQUIRE(missing.code == ErrorCode::NotFound);
    REQUIRE(missing.names("/nowhere/engine"));
}

TEST_CASE("EngineProcess: it ends when its owner is killed", "[link]")
{
    const TemporaryFolder folder;
    ChildProcess owner({IMPRINT_ENGINE_OWNER, IMPRINT_FAKE_ENGINE, folder / "pid"});
    int process = 0;
    REQUIRE(owner.waitForFiles(folder.path(), [&] {
        std::ifstream(folder / "pid") >> process;
        return process > 0;
    }));
    REQUIRE(isRunning(process));
    SECTION("while it works") {}
    SECTION("while it hangs")
    {
        ::kill(process, SIGSTOP);
    }
    owner.send(SIGKILL);
    REQUIRE(owner.wait().signal == SIGKILL);
    REQUIRE(eventually([&] { return !isRunning(process); }));
}
