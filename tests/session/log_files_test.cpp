#include "app/session/log_files.h"

#include "engine/core/log_targets.h"
#include "tests/support/environment_variable.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;
namespace fs = std::filesystem;

namespace {

std::size_t filesIn(const std::string& folder)
{
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

TEST_CASE("LogFiles: ten runs are kept, the oldest goes", "[session]")
{
    const TemporaryFolder root;
    const std::string folder = root / "state/logs";
    const auto start = std::chrono::system_clock::now();
    std::string second;
    for (int run = 0; run < 11; ++run) {
        const std::string file = newLogFile(folder, start + std::chrono::minutes(run), 100 + run);
        CHECK_FALSE(fs::exists(file));
        writeBytes(file, "x");
        if (run == 1)
            second = file;
    }
    CHECK(filesIn(folder) == 10);
    CHECK(fs::exists(second));
    writeBytes(folder + "/notes.log", "the user's own");
    writeBytes(newLogFile(folder, start + std::chrono::hours(1), 1), "x");
    CHECK_FALSE(fs::exists(second));
    CHECK(filesIn(folder) == 11);
    CHECK(fs::exists(folder + "/notes.log"));
}

TEST_CASE("LogFiles: the parts of a run's log go together", "[session]")
{
    const TemporaryFolder root;
    const std::string folder = root / "logs";
    const auto start = std::chrono::system_clock::now();
    std::string first;
    for (int run = 0; run < 10; ++run) {
        const std::string file = newLogFile(folder, start + std::chrono::minutes(run), 100 + run);
        for (const std::string& part : {file, olderLogFile(file), engineLogFile(file),
                                        olderLogFile(engineLogFile(file)), exportLogFile(file)})
            writeBytes(part, "x");
        if (run == 0)
            first = file;
    }
    CHECK(filesIn(folder) == 50); // ten runs, none too many
    newLogFile(folder, start + std::chrono::hours(1), 1);
    CHECK(filesIn(folder) == 45);
    CHECK_FALSE(fs::exists(first));
    CHECK_FALSE(fs::exists(engineLogFile(first)));
}

TEST_CASE("LogFiles: the last lines are whole, and reach into the older part", "[session]")
{
    const TemporaryFolder root;
    const std::string log = root / "a.log";
    CHECK(lastLogLines(log, 100).empty());
    writeBytes(log, "three\nfour\n");
    CHECK(lastLogLines(log, 100) == "three\nfour\n");
    CHECK(lastLogLines(log, 8) == "four\n");
    writeBytes(olderLogFile(log), "one\ntwo\n");
    CHECK(lastLogLines(log, 100) == "one\ntwo\nthree\nfour\n");
    CHECK(lastLogLines(log, 17) == "two\nthree\nfour\n");
    CHECK(lastLogLines(log, 8) == "four\n"); // no hole between the two
}

TEST_CASE("LogFiles: a folder that cannot be made is told", "[session]")
{
    const TemporaryFolder root;
    writeBytes(root / "file", "x");
    const CaughtError error =
        errorOf([&] { newLogFile(root / "file/logs", std::chrono::system_clock::now(), 1); });
    CHECK(error.code == ErrorCode::Io);
    CHECK(error.names("file/logs"));
}

TEST_CASE("LogFiles: the user's state folder, else the one below home", "[session]")
{
    const EnvironmentVariable state("XDG_STATE_HOME", "/some/state");
    CHECK(logFolder() == "/some/state/imprint/logs");
    state.set("not/absolute");
    CHECK(logFolder().ends_with("/.local/state/imprint/logs"));
}
