#include "engine/core/error.h"
#include "engine/core/log_tail.h"
#include "engine/core/log_targets.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <thread>

using namespace imprint;
using namespace imprint::test;

namespace {

std::chrono::system_clock::time_point now()
{
    return std::chrono::system_clock::now();
}

} // namespace

TEST_CASE("LogTail: a reader gets every line once, and only the latest are kept", "[core][log]")
{
    LogTail tail(3);
    CHECK(tail.after(0).empty());
    tail.add(LogLevel::Info, "one", now());
    tail.add(LogLevel::Error, "two", now());
    auto lines = tail.after(0);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].number == 1);
    CHECK(lines[0].text == "one");
    CHECK(lines[1].level == LogLevel::Error);
    CHECK(tail.after(2).empty());
    for (const char* text : {"three", "four", "five"})
        tail.add(LogLevel::Debug, text, now());
    lines = tail.after(1); // the second is gone by now
    REQUIRE(lines.size() == 3);
    CHECK(lines.front().number == 3);
    CHECK(tail.after(4).front().text == "five");
    CHECK(tail.after(99).empty());
}

TEST_CASE("LogTail: a line that is too long is cut between two characters", "[core][log]")
{
    LogTail tail(1);
    std::string text(LogTail::kLongestLine - 7, 'x');
    for (int i = 0; i < 10; ++i)
        text += "\xC3\xA4"; // two bytes
    tail.add(LogLevel::Info, text, now());
    const std::string cut = tail.after(0).front().text;
    CHECK(cut.size() <= LogTail::kLongestLine);
    CHECK(cut.ends_with("x [...]"));
}

TEST_CASE("LogTail: lines may come from several threads while one reads", "[core][log]")
{
    LogTail tail(64);
    const auto write = [&] {
        for (int i = 0; i < 500; ++i)
            tail.add(LogLevel::Info, "line", now());
    };
    std::thread one(write);
    std::thread other(write);
    std::int64_t last = 0;
    while (last < 1000)
        for (const LogLine& line : tail.after(last)) {
            if (line.number <= last)
                FAIL("line " << line.number << " after " << last);
            last = line.number;
        }
    one.join();
    other.join();
}

TEST_CASE("Log: a file has a limit, and the latest lines are always there", "[core][log]")
{
    constexpr std::size_t kLimit = 10'000;
    const TemporaryFolder folder;
    const std::string file = folder / "run.log";
    openLog({.terminal = LogLevel::Error, .file = file, .fileBytes = kLimit});
    for (int i = 0; i < 2000; ++i)
        log(LogLevel::Info, concat("line ", i, " of many"));
    openLog(LogLevel::Error);
    CHECK(olderLogFile(file) == folder / "run.1.log");
    const std::string older = readBytes(olderLogFile(file));
    const std::string latest = readBytes(file);
    CHECK(older.size() <= kLimit);
    CHECK(latest.size() <= kLimit);
    CHECK(latest.find("line 1999 of") != std::string::npos);
    CHECK((older + latest).find("line 1900 of") != std::string::npos);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 2);
}

TEST_CASE("Log: lines reach tail and file from their level on", "[core][log]")
{
    const TemporaryFolder folder;
    const auto tail = std::make_shared<LogTail>(10);
    openLog({.terminal = LogLevel::Error, .tail = tail, .file = folder / "run.log"});
    log(LogLevel::Debug, "too fine");
    log(LogLevel::Info, "opened {}"); // no format: braces stay
    log(LogLevel::Warning, "late");
    CHECK(readBytes(folder / "run.log").find("info: opened {}\n") != std::string::npos);
    CHECK(readBytes(folder / "run.log").find("too fine") == std::string::npos);
    const auto lines = tail->after(0);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].text == "opened {}");
    CHECK(lines[0].level == LogLevel::Info);
    CHECK(lines[1].level == LogLevel::Warning);
    CHECK(now() - lines[1].when < std::chrono::minutes(1));

    openLog(LogLevel::Error);
    log(LogLevel::Warning, "to nobody");
    CHECK(tail->after(0).size() == 2);
    CHECK(errorOf([&] { openLog(LogTargets{.file = "/dev/null/run.log"}); }).code == ErrorCode::Io);
    openLog(LogLevel::Error);
}
