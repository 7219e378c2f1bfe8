#include "audio/file/audio_file_reader.h"

#include "tests/audio/wav_file.h"
#include "tests/support/run_program.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <algorithm>

using imprint::audio::AudioFileReader;
using namespace imprint::test;

namespace {

constexpr int kRate = 16000;
constexpr double kSeconds = 3;

struct Format {
    std::string file;
    std::vector<std::string> options;
};

std::vector<float> readAll(AudioFileReader& reader, std::size_t piece)
{
    std::vector<float> all;
    while (true) {
        const std::vector<float> samples = reader.read(piece);
        all.insert(all.end(), samples.begin(), samples.end());
        if (samples.size() < piece)
            return all;
    }
}

std::vector<float> readAll(const std::string& path)
{
    AudioFileReader reader(path, kRate, 1);
    return readAll(reader, 4096);
}

std::string makeChirpWav(const TemporaryFolder& folder)
{
    const std::string path = folder / "chirp.wav";
    writeWav(path, makeChirp(48000, kSeconds, 200, 2000), 48000, 1);
    return path;
}

/// How much of `samples` is a tone of this frequency, whatever its phase: 1 all, 0 nothing.
double toneShare(const std::vector<float>& samples, double frequency)
{
    double sine = 0;
    double cosine = 0;
    double energy = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double phase = 2 * std::numbers::pi * frequency * static_cast<double>(i) / kRate;
        sine += samples[i] * std::sin(phase);
        cosine += samples[i] * std::cos(phase);
        energy += static_cast<double>(samples[i]) * samples[i];
    }
    return std::hypot(sine, cosine) / std::sqrt(energy * static_cast<double>(samples.size()) / 2);
}

} // namespace

TEST_CASE("AudioFileReader: every format keeps its sound, its length and its start", "[audio]")
{
    const Format format =
        GENERATE(Format{"a.wav", {}}, Format{"a.flac", {}}, Format{"a.mp3", {"-b:a", "128k"}},
                 Format{"a.opus", {"-c:a", "libopus", "-b:a", "96k"}},
                 Format{"a.m4a", {"-c:a", "aac", "-b:a", "128k"}},
                 Format{"a.ogg", {"-c:a", "libvorbis", "-q:a", "5"}},
                 Format{"a.mkv", {"-c:a", "libopus", "-b:a", "96k"}},
                 Format{"24 bit: 96 kHz.wav", {"-c:a", "pcm_s24le", "-ar", "96000"}});
    CAPTURE(format.file);
    const TemporaryFolder folder;
    std::vector<std::string> arguments{"-i", makeChirpWav(folder)};
    arguments.insert(arguments.end(), format.options.begin(), format.options.end());
    arguments.push_back("file:" + folder / format.file);
    runFfmpeg(arguments);

    AudioFileReader reader(folder / format.file, kRate, 1);
    const std::vector<float> sound = readAll(reader, 4096);
    REQUIRE(reader.warning().empty());
    REQUIRE(reader.durationSeconds().value() == Approx(kSeconds).margin(0.06));
    REQUIRE(static_cast<double>(sound.size()) / kRate == Approx(kSeconds).margin(0.06));
    const BestLag best = findLag(makeChirp(kRate, kSeconds, 200, 2000), sound, 200);
    REQUIRE(best.correlation > 0.99);
    REQUIRE(std::abs(best.lag) <= 1);
}

TEST_CASE("AudioFileReader: the sound of a video starts where the video's timeline does", "[audio]")
{
    const TemporaryFolder folder;
    const std::string video = folder / "video.mp4";
    const double delay = GENERATE(0.0, 0.5);
    runFfmpeg({"-f", "lavfi", "-i", "color=red:s=64x64:r=25:d=4", "-itsoffset",
               std::to_string(delay), "-i", makeChirpWav(folder), "-c:v", "libx264", "-c:a", "aac",
               "-b:a", "128k", video});
    const std::vector<float> sound = readAll(video);
    const BestLag best = findLag(makeChirp(kRate, kSeconds, 200, 2000), sound, 9000);
    REQUIRE(best.correlation > 0.98);
    REQUIRE(static_cast<double>(best.lag) ==
            Approx(delay * kRate).margin(16)); // the container counts ms
}

TEST_CASE("AudioFileReader: a cover picture does not move the sound", "[audio]")
{
    const TemporaryFolder folder;
    runFfmpeg({"-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", folder / "cover.png"});
    runFfmpeg({"-i", makeChirpWav(folder), "-i", folder / "cover.png", "-map", "0", "-map", "1",
               "-c:v", "copy", "-disposition:v", "attached_pic", folder / "a.mp3"});
    const BestLag best =
        findLag(makeChirp(kRate, kSeconds, 200, 2000), readAll(folder / "a.mp3"), 600);
    REQUIRE(best.correlation > 0.99);
    REQUIRE(std::abs(best.lag) <= 1);
}

TEST_CASE("AudioFileReader: a 440 Hz tone stays one from 48 to 16 kHz", "[audio]")
{
    const TemporaryFolder folder;
    runFfmpeg({"-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=2",
               folder / "tone.wav"});
    const std::vector<float> sound = readAll(folder / "tone.wav");
    REQUIRE(sound.size() == 2 * kRate);
    REQUIRE(toneShare(sound, 440) > 0.99);
    REQUIRE(toneShare(sound, 445) < 0.2);
}

TEST_CASE("AudioFileReader: mono is the mean of the channels", "[audio]")
{
    const TemporaryFolder folder;
    const std::vector<float> left = makeChirp(kRate, 0.5, 300, 900);
    const float right = GENERATE(0.0F, 1.0F, -1.0F); // times left
    std::vector<float> stereo;
    for (const float sample : left) {
        stereo.push_back(sample);
        stereo.push_back(right * sample);
    }
    writeWav(folder / "stereo.wav", stereo, kRate, 2);
    const std::vector<float> mono = readAll(folder / "stereo.wav");
    REQUIRE(mono.size() == left.size());
    float worst = 0;
    for (std::size_t i = 0; i < mono.size(); ++i)
        worst = std::max(worst, std::abs(mono[i] - (1 + right) / 2 * left[i]));
    REQUIRE(worst < 1e-3F);
}

TEST_CASE("AudioFileReader: mono becomes two channels of the same loudness", "[audio]")
{
    const TemporaryFolder folder;
    const std::vector<float> mono = makeChirp(kRate, 0.5, 300, 900);
    writeWav(folder / "mono.wav", mono, kRate, 1);
    const std::vector<float> stereo = AudioFileReader(folder / "mono.wav", kRate, 2).read(kRate);
    REQUIRE(stereo.size() == 2 * mono.size());
    float worst = 0;
    for (std::size_t i = 0; i < stereo.size(); ++i)
        worst = std::max(worst, std::abs(stereo[i] - mono[i / 2]));
    REQUIRE(worst < 1e-3F);
}

TEST_CASE("AudioFileReader: pieces of any size add up to the same sound", "[audio]")
{
    const TemporaryFolder folder;
    const std::string path = makeChirpWav(folder);
    const std::vector<float> whole = readAll(path);
    AudioFileReader reader(path, kRate, 1);
    REQUIRE(readAll(reader, GENERATE(1, 37, 7680, 100000)) == whole);
    REQUIRE(reader.read(100).empty());
}

TEST_CASE("AudioFileReader: what follows a seek is the sound of that time, in every format",
          "[audio]")
{
    const Format format = GENERATE(
        Format{"a.wav", {}}, Format{"a.flac", {}}, Format{"a.mp3", {"-b:a", "128k"}},
        Format{"a.opus", {"-c:a", "libopus", "-b:a", "96k"}},
        Format{"a.m4a", {"-c:a", "aac", "-b:a", "128k"}},
        Format{"a.ogg", {"-c:a", "libvorbis", "-q:a", "5"}}, Format{"a.aac", {"-b:a", "128k"}});
    CAPTURE(format.file);
    const TemporaryFolder folder;
    std::vector<std::string> arguments{"-i", makeChirpWav(folder)};
    arguments.insert(arguments.end(), format.options.begin(), format.options.end());
    arguments.push_back(folder / format.file);
    runFfmpeg(arguments);
    const std::vector<float> whole = readAll(folder / format.file);
    AudioFileReader reader(folder / format.file, kRate, 1);
    // Without an index times are guessed from the bit rate.
    const std::ptrdiff_t range = format.file == "a.aac" ? kRate / 4 : 3;
    for (const double seconds : {1.234, 2.5, 0.0, 0.05}) {
        CAPTURE(seconds);
        reader.seek(seconds);
        const std::vector<float> sound = reader.read(4800);
        REQUIRE(sound.size() == 4800);
        const auto from = whole.begin() + static_cast<std::ptrdiff_t>(seconds * kRate);
        const BestLag best = findLag(sound, {from, std::min(from + 9000, whole.end())}, range);
        CHECK(best.correlation > 0.96); // packets begin between two samples of this rate
        CHECK(std::abs(best.lag) < range);
    }
    reader.seek(kSeconds + 1);
    CHECK(reader.read(100).empty());
    reader.seek(1);
    CHECK(reader.read(100).size() == 100);
    CHECK(reader.warning().empty());
}

TEST_CASE("AudioFileReader: a seek before a late sound leaves the silence in front of it",
          "[audio]")
{
    const TemporaryFolder folder;
    const std::string video = folder / "video.mp4";
    runFfmpeg({"-f", "lavfi", "-i", "color=red:s=64x64:r=25:d=4", "-itsoffset", "0.5", "-i",
               makeChirpWav(folder), "-c:v", "libx264", "-c:a", "aac", "-b:a", "128k", video});
    AudioFileReader reader(video, kRate, 1);
    reader.read(2 * kRate);
    reader.seek(0.25);
    const std::vector<float> sound = reader.read(kRate);
    const BestLag best = findLag(makeChirp(kRate, kSeconds, 200, 2000), sound, 6000);
    CHECK(best.correlation > 0.98);
    CHECK(static_cast<double>(best.lag) == Approx(0.25 * kRate).margin(16));
}
