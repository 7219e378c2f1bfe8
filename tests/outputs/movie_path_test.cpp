#include "app/outputs/movie_path.h"

#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;

TEST_CASE("Movie path: the extension decides the container", "[movie]")
{
    REQUIRE(containerOf("a/b.mp4") == Container::Mp4);
    REQUIRE(containerOf("B.MKV") == Container::Matroska);
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
