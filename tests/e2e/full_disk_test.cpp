#include "tests/e2e/imprint_cli.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_disk.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace imprint::test;

namespace {

ProgramEnd generateOnto(const std::string& path)
{
    const ProgramEnd end = runCli({"generate", "--seconds", "20", "--steps", "1", "--out", path});
    INFO(end.err);
    CHECK(end.exitCode == 1);
    CHECK(end.out.empty());
    CHECK(std::count(end.err.begin(), end.err.end(), '\n') == 1);
    CHECK(end.err.find(path) != std::string::npos);
    CHECK(end.err.find("No space left on device") != std::string::npos);
    return end;
}

} // namespace

TEST_CASE("Full disk: what was written before is kept and plays", "[e2e][bad-input]")
{
    if (!hasGear({"ffprobe"}))
        return;
    const TemporaryFolder folder;
    const TinyDisk disk(folder.path(), 64);
    if (disk.skipped())
        return;
    const std::string path = folder / "a.mp4";
    CHECK(generateOnto(path).err.find("is kept and plays") != std::string::npos);
    const ProbedMovie movie = probeMovie(path);
    CHECK(movie.videoSeconds > 2);
    CHECK(movie.videoSeconds < 19);
    CHECK(movie.videoStart == 0);
    CHECK(movie.audioStart == Approx(0).margin(kPrimingSeconds));
}

TEST_CASE("Full disk: a file without a single picture is removed", "[e2e][bad-input]")
{
    const TemporaryFolder folder;
    const TinyDisk disk(folder.path(), 4);
    if (disk.skipped())
        return;
    generateOnto(folder / "a.mp4");
    CHECK(std::filesystem::is_empty(folder.path()));
}
