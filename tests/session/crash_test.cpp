#include "app/session/crash_trace.h"
#include "app/session/run_note.h"
#include "tests/support/file_bytes.h"
#include "tests/support/killed_program.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// Another program, which marks its run and waits to be killed.
KilledProgram otherRun(const TemporaryFolder& folder, const RunNote& note)
{
    return KilledProgram([&](const auto& ready) {
        RunMark mark(folder.path(), note);
        SessionConfig settings = note.settings;
        settings.ispaLayers = 3;
        mark.note("krea", settings);
        ready();
        KilledProgram::waitForTheEnd();
    });
}

RunNote note()
{
    RunNote note;
    note.version = "1.2.3";
    note.model = "pocket";
    note.startedAt = 1'700'000'000;
    note.log = "/logs/a.log";
    note.settings.prompt = "a private speech";
    return note;
}

} // namespace

TEST_CASE("Run mark: a killed program is found once it is dead, with what it was doing",
          "[session]")
{
    const TemporaryFolder folder;
    KilledProgram other = otherRun(folder, note());
    CHECK(findLostRuns(folder.path()).empty()); // it lives
    other.kill();
    std::vector<LostRun> runs = findLostRuns(folder.path());
    REQUIRE(runs.size() == 1);
    CHECK(runs.front().note.version == "1.2.3");
    CHECK(runs.front().note.model == "krea");
    CHECK(runs.front().note.startedAt == 1'700'000'000);
    CHECK(runs.front().note.log == "/logs/a.log");
    CHECK(runs.front().note.settings.ispaLayers == 3);
    CHECK(runs.front().note.settings.prompt.empty());
    CHECK(findLostRuns(folder.path()).empty()); // this one has been found
    runs.front().discard();
    CHECK(folder.count() == 0);
}

TEST_CASE("Run mark: a run that ends as it should leaves nothing", "[session]")
{
    const TemporaryFolder folder;
    {
        const RunMark mark(folder.path(), note());
        CHECK(folder.count() == 2);
        CHECK(findLostRuns(folder.path()).empty());
    }
    CHECK(folder.count() == 0);
}

TEST_CASE("Run mark: one that cannot be read is discarded", "[session]")
{
    const TemporaryFolder folder;
    writeBytes(folder / "1-1.lock", "");
    writeBytes(folder / "1-1.autosave", "{\"version\": 1");
    CHECK(findLostRuns(folder.path()).empty());
    CHECK(folder.count() == 0);
}

TEST_CASE(
    "Crash trace: a fault writes its last words behind the log, and ends the program as before",
    "[session]")
{
    const TemporaryFolder folder;
    const std::string log = folder / "run.log";
    writeBytes(log, "the last line\n");
    const int fault = GENERATE(SIGSEGV, SIGABRT);
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit none{};
        ::setrlimit(RLIMIT_CORE, &none);
        for (const int each : {SIGSEGV, SIGABRT}) // Catch2 has handlers of its own
            std::signal(each, SIG_DFL);
        writeTraceOnCrash(log);
        ::raise(fault);
        std::_Exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == fault);
    const std::string words = readBytes(log);
    CHECK(words.starts_with("the last line\nended by signal " + std::to_string(fault) + "\n"));
    CHECK(words.find("session_tests") != std::string::npos); // where
}
