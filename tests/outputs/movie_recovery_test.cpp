#include "app/outputs/movie_recovery.h"

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

TEST_CASE("Recovery: what a killed program left is found and becomes a plain movie", "[crash]")
{
    const TemporaryFolder folder;
    const std::string name = GENERATE("a b.mp4", "c.MOV");
    const std::string path = folder / name;
    runProgram({IMPRINT_RECORD_UNTIL_KILLED, path, "100", "h264"});
    // Beside it: a finished movie, one that is being written, a fragmented one of somebody else, and rubbish.
    MovieWriter finished(FlashBeep::settings(folder / "finished.mp4"));
    writeFlashBeep(finished, 10);
    finished.finish();
    MovieWriter running(FlashBeep::settings(folder / "running.mp4"));
    writeFlashBeep(running, 60);
    runFfmpeg({"-f", "lavfi", "-i", "testsrc=d=1", "-movflags", "frag_keyframe+empty_moov",
               folder / "foreign.mp4"});
    writeBytes(folder / "rubbish.mp4", "\xff\xff moof");
    writeBytes(copyMarkOf(path).insert(0, folder.path() + "/") + "1.mp4", "half a copy");

    const DecodedMovie before = decodeMovie(path);
    const std::vector<UnfinishedRecording> found = findUnfinishedRecordings(folder.path());
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].path == path);
    REQUIRE(found[0].bytes == static_cast<std::int64_t>(std::filesystem::file_size(path)));
    REQUIRE(found[0].seconds == Approx(before.durationSeconds).margin(0.01));

    finishRecording(path);
    REQUIRE(findUnfinishedRecordings(folder.path()).empty());
    const DecodedMovie after = decodeMovie(path);
    REQUIRE(after.damaged == 0);
    REQUIRE(after.frames.size() == before.frames.size());
    REQUIRE(after.frames.size() >= 75);
    REQUIRE(after.metadata.at("comment") == before.metadata.at("comment"));
    REQUIRE(soundAfterPictureMs(path, 1) == Approx(0).margin(0.1));
    REQUIRE(readBytes(path).find("moof") == std::string::npos);
    REQUIRE(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 5);
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
