#include "audio/file/audio_file_reader.h"

#include "tests/audio/wav_file.h"
#include "tests/support/error_of.h"
#include "tests/support/run_program.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>

using imprint::ErrorCode;
using imprint::audio::AudioFileReader;
using namespace imprint::test;

namespace {

constexpr int kBrokenRate = 16000;

CaughtError openError(const std::string& path)
{
    return errorOf([&] { AudioFileReader reader(path, kBrokenRate, 1); });
}

std::string makeSound(const TemporaryFolder& folder, const std::string& name,
                      const std::vector<std::string>& options)
{
    writeWav(folder / "source.wav", makeChirp(48000, 4, 200, 2000), 48000, 1);
    std::vector<std::string> arguments{"-i", folder / "source.wav"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.push_back(folder / name);
    runFfmpeg(arguments);
    return folder / name;
}

} // namespace

TEST_CASE("AudioFileReader: a file that is no sound is named with what is wrong", "[audio]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "folder.wav");
    writeBytes(folder / "empty.wav", "");
    writeBytes(folder / "text.wav", "This is a letter, and not a sound at all.\n");
    writeBytes(folder / "header.wav", wavBytes({}, kBrokenRate, 1));
    writeBytes(folder / "noise.mp3", std::string(5000, '\x5a'));
    runFfmpeg({"-f", "lavfi", "-i", "color=red:s=64x64:d=1", folder / "silent.mp4"});
    runFfmpeg({"-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", folder / "picture.png"});

    struct Row {
        std::string file;
        ErrorCode code;
        std::string words;
    };
    const Row row = GENERATE(values<Row>({
        {"missing.wav", ErrorCode::NotFound, "does not exist"},
        {"folder.wav", ErrorCode::BadInput, "is a directory"},
        {"empty.wav", ErrorCode::BadInput, "is empty"},
        {"text.wav", ErrorCode::BadInput, "cannot be read as sound"},
        {"noise.mp3", ErrorCode::BadInput, "cannot be read as sound"},
        {"header.wav", ErrorCode::BadInput, "nothing of the sound"},
        {"silent.mp4", ErrorCode::BadInput, "no sound track"},
        {"picture.png", ErrorCode::BadInput, "no sound track"},
    }));
    const CaughtError error = openError(folder / row.file);
    CAPTURE(row.file, error.line);
    REQUIRE(error.code == row.code);
    REQUIRE(error.names(folder / row.file));
    REQUIRE(error.names(row.words));
}

TEST_CASE("AudioFileReader: a sound cut in the middle is read up to there, with a warning",
          "[audio]")
{
    struct Row {
        std::string name;
        std::vector<std::string> options;
    };
    const Row row = GENERATE(values<Row>({
        {"a.wav", {}},
        {"a.flac", {}},
        {"a.mp3", {"-b:a", "128k"}},
        {"a.m4a", {"-c:a", "aac", "-movflags", "+faststart"}},
        {"a.mkv", {"-c:a", "flac"}},
    }));
    CAPTURE(row.name);
    const TemporaryFolder folder;
    const std::string whole = makeSound(folder, row.name, row.options);
    const std::string cut = folder / ("cut_" + row.name);
    truncateInto(whole, cut, 0.6);

    AudioFileReader reader(cut, kBrokenRate, 1);
    const std::vector<float> sound = reader.read(10 * kBrokenRate);
    const double seconds = static_cast<double>(sound.size()) / kBrokenRate;
    REQUIRE(seconds > 1.8);
    REQUIRE(seconds < 3.0);
    CAPTURE(reader.warning());
    REQUIRE(reader.warning().find(cut) != std::string::npos);
    const std::vector<float> expected = makeChirp(kBrokenRate, 4, 200, 2000);
    REQUIRE(correlation(std::vector(expected.begin(), expected.begin() + kBrokenRate), sound, 0) >
            0.99);
}

TEST_CASE(
    "AudioFileReader: a sound damaged in the middle is read around the damage, with a warning",
    "[audio]")
{
    const TemporaryFolder folder;
    std::string bytes = readBytes(makeSound(folder, "a.flac", {}));
    for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 3000; ++i)
        bytes[i] = static_cast<char>(i * 37);
    writeBytes(folder / "damaged.flac", bytes);
    AudioFileReader reader(folder / "damaged.flac", kBrokenRate, 1);
    REQUIRE(reader.read(10 * kBrokenRate).size() > 2 * kBrokenRate);
    REQUIRE(!reader.warning().empty());
}

TEST_CASE("AudioFileReader: an MP4 whose index is missing is refused", "[audio]")
{
    const TemporaryFolder folder;
    truncateInto(makeSound(folder, "a.m4a", {"-c:a", "aac"}), folder / "cut.m4a", 0.5);
    const CaughtError error = openError(folder / "cut.m4a");
    REQUIRE(error.code == ErrorCode::BadInput);
    REQUIRE(error.names("cut.m4a"));
}

TEST_CASE("AudioFileReader: a playlist does not open other addresses", "[audio]")
{
    const TemporaryFolder folder;
    writeBytes(folder / "list.m3u8",
               "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n"
               "#EXT-X-ENDLIST\n");
    REQUIRE(openError(folder / "list.m3u8").code == ErrorCode::BadInput);
}
