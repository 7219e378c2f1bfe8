#include "app/outputs/movie_path.h"

#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <ctime>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;

TEST_CASE("Movie path: the extension decides the container", "[movie]")
{
    REQUIRE(containerOf("a/b.mp4") == Container::Mp4);
    REQUIRE(containerOf("B.MKV") == Container::Matroska);
    REQUIRE(containerOf("c.Mov") == Container::Mov);
    const std::string wrong = GENERATE("a.avi", "a", "mp4", "a.mp4.txt", "");
    const CaughtError error = errorOf([&] { containerOf(wrong); });
    REQUIRE(error.code == ErrorCode::BadInput);
    REQUIRE(error.names("'" + wrong + "'"));
    REQUIRE(error.names(".mp4 or .mkv"));
}

TEST_CASE("Movie path: a free name never names an existing file", "[movie]")
{
    const TemporaryFolder folder;
    REQUIRE(freeFileName(folder / "my film.mp4") == folder / "my film.mp4");
    writeBytes(folder / "my film.mp4", "x");
    REQUIRE(freeFileName(folder / "my film.mp4") == folder / "my film (2).mp4");
    writeBytes(folder / "my film (2).mp4", "x");
    REQUIRE(freeFileName(folder / "my film.mp4") == folder / "my film (3).mp4");
}

TEST_CASE("Movie path: a pattern becomes a name with date and time", "[movie]")
{
    std::tm local{};
    local.tm_year = 126;
    local.tm_mon = 10;
    local.tm_mday = 6;
    local.tm_hour = 4;
    local.tm_min = 5;
    local.tm_sec = 33;
    local.tm_isdst = -1;
    const auto when = std::chrono::system_clock::from_time_t(std::mktime(&local));
    REQUIRE(namedAt("a/take {date} {time}.mp4", when) == "a/take 2026-11-06 04-05-33.mp4");
    REQUIRE(namedAt("plain.mp4", when) == "plain.mp4");
    REQUIRE(namedAt("a {b.mp4", when) == "a {b.mp4");
    const CaughtError error = errorOf([&] { namedAt("{date} {user}.mp4", when); });
    REQUIRE(error.code == ErrorCode::BadConfig);
    REQUIRE(error.names("{user}"));
}
