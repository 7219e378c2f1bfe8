#include "app/outputs/movie_recovery.h"

#include "app/outputs/matroska_scan.h"
#include "app/outputs/movie_remux.h"
#include "app/outputs/movie_writer.h"
#include "tests/outputs/decoded_movie.h"
#include "tests/outputs/flash_beep.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;

namespace {

std::string commentOf(const DecodedMovie& movie)
{
    const auto found = movie.metadata.find("comment");
    return found != movie.metadata.end() ? found->second
                                         : movie.metadata.at("COMMENT"); // as MKV spells it
}

} // namespace

TEST_CASE("Recovery: what a killed program left is found and becomes a plain movie", "[crash]")
{
    const TemporaryFolder folder;
    const std::string name = GENERATE("a b.mp4", "c.MOV", "d.mkv");
    const std::string path = folder / name;
    runProgram({IMPRINT_RECORD_UNTIL_KILLED, path, "100", "h264"});
    // Beside it: a finished movie, one that is being written, a fragmented one of somebody else, and rubbish.
    MovieWriter finished(FlashBeep::settings(folder / "finished.mp4"));
    writeFlashBeep(finished, 10);
    finished.finish();
    MovieWriter finishedMkv(FlashBeep::settings(folder / "finished.mkv"));
    writeFlashBeep(finishedMkv, 10);
    finishedMkv.finish();
    MovieWriter running(FlashBeep::settings(folder / "running.mp4"));
    writeFlashBeep(running, 60);
    MovieWriter runningMkv(FlashBeep::settings(folder / "running.mkv"));
    writeFlashBeep(runningMkv, 60);
    runFfmpeg({"-f", "lavfi", "-i", "testsrc=d=1", "-movflags", "frag_keyframe+empty_moov",
               folder / "foreign.mp4"});
    writeBytes(folder / "rubbish.mp4", "\xff\xff moof");
    runFfmpeg({"-f", "lavfi", "-i", "testsrc=d=1", "-live", "1", folder / "foreign.mkv"});
    writeBytes(folder / "rubbish.mkv", "\x1a\x45\xdf\xa3\xff");
    writeBytes(copyMarkOf(path).insert(0, folder.path() + "/") + "1.mp4", "half a copy");

    const DecodedMovie before = decodeMovie(path);
    const std::vector<UnfinishedRecording> found = findUnfinishedRecordings(folder.path());
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].path == path);
    REQUIRE(found[0].bytes == static_cast<std::int64_t>(std::filesystem::file_size(path)));
    const double beforeSeconds = static_cast<double>(before.frames.size()) / 25.0;
    CHECK(found[0].seconds <= beforeSeconds + 0.05);
    CHECK(found[0].seconds >= beforeSeconds - (path.ends_with(".mkv") ? 0.55 : 0.05));

    finishRecording(path);
    REQUIRE(findUnfinishedRecordings(folder.path()).empty());
    const DecodedMovie after = decodeMovie(path);
    REQUIRE(after.damaged == 0);
    REQUIRE(after.frames.size() == before.frames.size());
    REQUIRE(after.frames.size() >= 75);
    CHECK(after.durationSeconds == Approx(beforeSeconds).margin(0.05));
    REQUIRE(commentOf(after) == commentOf(before));
    const double step = path.ends_with(".mkv") ? 1.1 : 0.1; // MKV counts in milliseconds
    REQUIRE(soundAfterPictureMs(path, 1) == Approx(0).margin(step));
    REQUIRE(readBytes(path).find("moof") == std::string::npos);
    REQUIRE(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 9);
}

TEST_CASE("Recovery: an MKV gets its length and index, whatever is in it", "[crash]")
{
    const TemporaryFolder folder;
    const std::string codec = GENERATE("h264", "av1", "ffv1");
    const std::string path = folder / "a.mkv";
    runProgram({IMPRINT_RECORD_UNTIL_KILLED, path, "262", codec});
    const auto killed = scanMatroska(path);
    REQUIRE(killed);
    CHECK(!killed->ended);
    CHECK(killed->seconds > 9);

    finishRecording(path);
    const auto finished = scanMatroska(path);
    REQUIRE(finished);
    CHECK(finished->ended);
    const DecodedMovie movie = decodeMovie(path);
    CHECK(movie.damaged == 0);
    CHECK(movie.frames.size() >= 237);
    CHECK(movie.durationSeconds ==
          Approx(static_cast<double>(movie.frames.size()) / 25).margin(0.05));
    CHECK(soundAfterPictureMs(path, 8) == Approx(0).margin(1.1)); // MKV counts in milliseconds
}

TEST_CASE("Matroska scan: a file that was cut anywhere is read up to there", "[crash]")
{
    const TemporaryFolder folder;
    runProgram({IMPRINT_RECORD_UNTIL_KILLED, folder / "a.mkv", "100", "h264"});
    const std::string bytes = readBytes(folder / "a.mkv");
    double before = 0;
    for (std::size_t length = 0; length < bytes.size(); length += 97) {
        writeBytes(folder / "cut.mkv", bytes.substr(0, length));
        const auto scan = scanMatroska(folder / "cut.mkv");
        const double seconds = scan ? scan->seconds : 0;
        CHECK(seconds >= before);
        before = seconds;
    }
    CHECK(before > 2.5);
    CHECK(!scanMatroska(folder / "nothing.mkv"));
}

TEST_CASE("Recovery: a recording that is still running is left alone", "[crash]")
{
    const TemporaryFolder folder;
    MovieWriter writer(FlashBeep::settings(folder / "a.mp4"));
    writeFlashBeep(writer, 60);
    const CaughtError error = errorOf([&] { finishRecording(folder / "a.mp4"); });
    REQUIRE(error.code == ErrorCode::BadInput);
    REQUIRE(error.names("is being recorded"));
    writer.finish();
    REQUIRE(decodeMovie(folder / "a.mp4").frames.size() == 60);
}

TEST_CASE("Recovery: a folder that does not exist is named", "[crash]")
{
    const CaughtError error = errorOf([] { findUnfinishedRecordings("/nowhere/at all"); });
    REQUIRE(error.code == ErrorCode::NotFound);
    REQUIRE(error.names("/nowhere/at all"));
}
