#include "app/outputs/movie_writer.h"

#include "tests/outputs/decoded_movie.h"
#include "tests/outputs/flash_beep.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <optional>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;

namespace {

constexpr int kFrames = 80; // 3.2 s

/// The names of the top-level boxes of an MP4 file, in order.
std::vector<std::string> boxesOf(const std::string& path)
{
    const std::string bytes = readBytes(path);
    std::vector<std::string> boxes;
    for (std::size_t at = 0; at + 8 <= bytes.size();) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4; ++i)
            size = size << 8 | static_cast<unsigned char>(bytes[at + i]);
        boxes.push_back(bytes.substr(at + 4, 4));
        at += std::max<std::size_t>(size, 8);
    }
    return boxes;
}

int filesIn(const std::string& folder)
{
    return static_cast<int>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

} // namespace

TEST_CASE(
    "MovieWriter: a finished movie has every frame, its length and 0 ms between sound and picture",
    "[movie]")
{
    const TemporaryFolder folder;
    const std::string path = folder / GENERATE("a.mp4", "a.mkv", "strange: 100% 'name'.mp4");
    CAPTURE(path);
    MovieWriter writer(FlashBeep::settings(path));
    writeFlashBeep(writer, kFrames);
    writer.finish();

    const DecodedMovie movie = decodeMovie(path);
    REQUIRE(movie.damaged == 0);
    REQUIRE(movie.frames.size() == kFrames);
    REQUIRE(movie.durationSeconds == Approx(kFrames / 25.0).margin(0.03));
    REQUIRE(static_cast<double>(movie.sound.size()) / movie.sampleRate ==
            Approx(kFrames / 25.0).margin(0.03));
    for (std::size_t i = 1; i < movie.frames.size(); ++i)
        REQUIRE(movie.frames[i].seconds - movie.frames[i - 1].seconds ==
                Approx(0.04).margin(0.0011));
    for (const int second : {0, 1, 2})
        REQUIRE(soundAfterPictureMs(path, second) == Approx(0).margin(0.6));
    REQUIRE(filesIn(folder.path()) == 1);
}

TEST_CASE("MovieWriter: streams and marks are what players and checkers expect", "[movie]")
{
    const TemporaryFolder folder;
    const std::string path = folder / GENERATE("a.mp4", "a.mkv");
    RecorderSettings settings = FlashBeep::settings(path);
    settings.title = "A title";
    settings.comment = "seed 7";
    settings.audioChannels = 2;
    MovieWriter writer(settings);
    for (int index = 0; index < 30; ++index) {
        writer.writeAudio(std::vector<float>(2 * 1920, 0.1F));
        writer.writeVideo(FlashBeep::frame(index));
    }
    writer.finish();
    DecodedMovie movie = decodeMovie(path);
    REQUIRE(movie.videoCodec == "h264");
    REQUIRE(movie.audioCodec == "aac");
    REQUIRE(movie.channels == 2);
    REQUIRE(movie.colors == "tv bt709 bt709 bt709");
    const bool mkv = path.ends_with(".mkv");
    REQUIRE(movie.metadata["title"] == "A title");
    const std::string comment = movie.metadata[mkv ? "COMMENT" : "comment"];
    REQUIRE(comment.find("AI-generated") != std::string::npos);
    REQUIRE(comment.find("seed 7") != std::string::npos);
    REQUIRE(movie.metadata[mkv ? "DESCRIPTION" : "description"].find("trainedAlgorithmicMedia") !=
            std::string::npos);
}

TEST_CASE("MovieWriter: drawn pictures are not called generated", "[movie]")
{
    const TemporaryFolder folder;
    RecorderSettings settings = FlashBeep::settings(folder / "a.mp4");
    settings.origin = imprint::PictureOrigin::Drawn;
    MovieWriter writer(settings);
    writeFlashBeep(writer, 5);
    writer.finish();
    DecodedMovie movie = decodeMovie(folder / "a.mp4");
    REQUIRE(movie.metadata["comment"].starts_with("Drawn, not generated"));
    REQUIRE(movie.metadata["comment"].find("AI") == std::string::npos);
    REQUIRE(movie.metadata["description"].ends_with("/algorithmicMedia"));
}

TEST_CASE("MovieWriter: a finished MP4 is plain with its index in front", "[movie]")
{
    const TemporaryFolder folder;
    MovieWriter writer(FlashBeep::settings(folder / "a.mp4"));
    writeFlashBeep(writer, 30);
    writer.finish();
    REQUIRE(writer.stats().plain);
    const std::vector<std::string> boxes = boxesOf(folder / "a.mp4");
    REQUIRE(boxes.at(1) == "moov");
    REQUIRE(std::count(boxes.begin(), boxes.end(), "moof") == 0);
}

TEST_CASE("MovieWriter: an unfinished movie keeps every frame, in fragments", "[movie]")
{
    const TemporaryFolder folder;
    const std::string path = folder / GENERATE("a.mp4", "a.mkv");
    CAPTURE(path);
    std::optional<MovieWriter> writer(std::in_place, FlashBeep::settings(path));
    writeFlashBeep(*writer, kFrames);
    writer.reset();
    const DecodedMovie movie = decodeMovie(path);
    REQUIRE(movie.damaged == 0);
    REQUIRE(movie.frames.size() == kFrames);
    REQUIRE(soundAfterPictureMs(path, 1) == Approx(0).margin(0.6));
    if (path.ends_with(".mp4")) {
        const std::vector<std::string> boxes = boxesOf(path);
        REQUIRE(std::count(boxes.begin(), boxes.end(), "moof") >= 5);
    }
}

TEST_CASE("MovieWriter: a movie without frames leaves no file", "[movie]")
{
    const TemporaryFolder folder;
    std::optional<MovieWriter> writer(std::in_place, FlashBeep::settings(folder / "a.mp4"));
    const CaughtError error = errorOf([&] { writer->finish(); });
    REQUIRE(error.code == ErrorCode::BadInput);
    REQUIRE(error.names("a.mp4"));
    writer.reset();
    REQUIRE(filesIn(folder.path()) == 0);
}

TEST_CASE("MovieWriter: a silent movie has no sound track and lasts as long as its frames",
          "[movie]")
{
    const TemporaryFolder folder;
    RecorderSettings settings = FlashBeep::settings(folder / GENERATE("a.mp4", "a.mkv"));
    const bool finished = GENERATE(true, false);
    CAPTURE(settings.path, finished);
    settings.audioChannels = 0;
    std::optional<MovieWriter> writer(std::in_place, settings);
    for (int index = 0; index < 30; ++index)
        writer->writeVideo(FlashBeep::frame(index));
    if (finished)
        writer->finish();
    writer.reset();
    const DecodedMovie movie = decodeMovie(settings.path);
    REQUIRE(movie.frames.size() == 30);
    REQUIRE(movie.audioCodec.empty());
    REQUIRE(movie.durationSeconds == Approx(1.2).margin(0.0011));
}

TEST_CASE("MovieWriter: a gap in the frames' index is a longer look at the last frame", "[movie]")
{
    const TemporaryFolder folder;
    MovieWriter writer(FlashBeep::settings(folder / "a.mp4"));
    for (const int index : {100, 101, 111, 112}) {
        writer.writeAudio(std::vector<float>(1920));
        writer.writeVideo(FlashBeep::frame(index));
    }
    REQUIRE(errorOf([&] { writer.writeVideo(FlashBeep::frame(112)); }).code == ErrorCode::Internal);
    writer.finish();
    const DecodedMovie movie = decodeMovie(folder / "a.mp4");
    REQUIRE(movie.frames.size() == 4);
    REQUIRE(movie.frames[0].seconds == Approx(0).margin(1e-6));
    REQUIRE(movie.frames[2].seconds == Approx(0.44).margin(1e-6));
}

TEST_CASE("MovieWriter: settings and targets that cannot work are named", "[movie]")
{
    const TemporaryFolder folder;
    writeBytes(folder / "taken.mp4", "precious");
    std::filesystem::create_directory(folder / "folder.mp4");
    struct Row {
        std::string file;
        void (*change)(RecorderSettings&);
        ErrorCode code;
        std::string words;
    };
    const Row row = GENERATE(values<Row>({
        {"a.avi", [](RecorderSettings&) {}, ErrorCode::BadInput, ".mp4 or .mkv"},
        {"taken.mp4", [](RecorderSettings&) {}, ErrorCode::BadInput, "exists already"},
        {"folder.mp4", [](RecorderSettings&) {}, ErrorCode::BadInput, "exists already"},
        {"none/a.mp4", [](RecorderSettings&) {}, ErrorCode::Io, "cannot be created"},
        {"taken.mp4/a.mp4", [](RecorderSettings&) {}, ErrorCode::Io, "cannot be created"},
        {"a.mp4", [](RecorderSettings& s) { s.width = 191; }, ErrorCode::BadConfig, "191"},
        {"a.mp4", [](RecorderSettings& s) { s.framesPerSecond = 0; }, ErrorCode::BadConfig,
         "frames per second"},
        {"a.mp4", [](RecorderSettings& s) { s.audioChannels = 6; }, ErrorCode::BadConfig,
         "6 channels"},
        {"a.mp4", [](RecorderSettings& s) { s.audioSampleRate = 12345; }, ErrorCode::BadConfig,
         "12345"},
        {"a.mp4", [](RecorderSettings& s) { s.format.crf = 99; }, ErrorCode::BadConfig, "99"},
        {"a.mp4", [](RecorderSettings& s) { s.format.preset = "warp"; }, ErrorCode::BadConfig,
         "warp"},
    }));
    RecorderSettings settings = FlashBeep::settings(folder / row.file);
    row.change(settings);
    const CaughtError error = errorOf([&] { MovieWriter writer(settings); });
    CAPTURE(row.file, error.line);
    REQUIRE(error.code == row.code);
    REQUIRE(error.names(row.words));
    REQUIRE(readBytes(folder / "taken.mp4") == "precious");
    REQUIRE(filesIn(folder.path()) == 2);
}
