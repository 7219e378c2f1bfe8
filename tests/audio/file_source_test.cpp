#include "audio/realtime/file_source.h"

#include "engine/core/error.h"
#include "tests/audio/fake_microphone.h"
#include "tests/audio/wav_file.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <thread>
#include <vector>

using namespace imprint;
using namespace imprint::audio;
using namespace std::chrono_literals;

namespace {

struct ChirpFile {
    explicit ChirpFile(double seconds)
        : samples(test::makeChirp(48000, seconds, 200, 2000))
        , path(folder / "chirp.wav")
    {
        test::writeWav(path, samples, 48000, 1);
    }

    test::TemporaryFolder folder;
    std::vector<float> samples;
    std::string path;
};

std::vector<float> take(LiveSource& source, int pieces)
{
    std::vector<float> all;
    for (int i = 0; i < pieces; ++i)
        if (const auto piece = source.next({})) {
            REQUIRE(piece->size() == kLivePieceSamples);
            all.insert(all.end(), piece->begin(), piece->end());
        }
    return all;
}

/// Largest difference from `expected`, repeated for as long as `sound` is.
float worst(const std::vector<float>& sound, const std::vector<float>& expected)
{
    float most = 0;
    for (std::size_t i = 0; i < sound.size(); ++i)
        most = std::max(most, std::abs(sound[i] - expected[i % expected.size()]));
    return most;
}

constexpr float kHalfStep = 1.0F / 32768; // of the file's 16 bits

} // namespace

TEST_CASE("FileSource: a file comes at live pace, ends, and its last piece is filled up",
          "[audio][file]")
{
    const ChirpFile file(1.004);
    test::FakeClock clock;
    FileSource source(file.path, FileEnd::Stop, clock);
    const double begin = clock.seconds();
    auto sound = take(source, 101);
    CHECK(clock.seconds() - begin == Approx(1.01));
    CHECK_FALSE(source.next({}));
    CHECK_FALSE(source.next({}));
    REQUIRE(sound.size() == 101 * 480);
    CHECK(std::all_of(sound.begin() + 48192, sound.end(), [](float x) { return x == 0; }));
    sound.resize(file.samples.size());
    CHECK(worst(sound, file.samples) <= kHalfStep);
    CHECK(source.status().name == "chirp.wav");
    CHECK_FALSE(source.status().lost);
}

TEST_CASE("FileSource: a file that loops goes on without a gap", "[audio][file]")
{
    const ChirpFile file(0.123);
    test::FakeClock clock;
    FileSource source(file.path, FileEnd::Loop, clock);
    const auto sound = take(source, 100);
    REQUIRE(sound.size() == 48000);
    CHECK(worst(sound, file.samples) <= kHalfStep);
}

TEST_CASE("FileSource: a pause is silence that costs nothing of the file", "[audio][file]")
{
    const ChirpFile file(1);
    test::FakeClock clock;
    const auto keys = std::make_shared<FileTransport>(FileEnd::Stop);
    FileSource source(file.path, keys, clock);
    CHECK(keys->lengthSeconds() == Approx(1));
    auto sound = take(source, 30);
    CHECK(keys->positionSeconds() == Approx(0.3));
    keys->setPaused(true);
    const double begin = clock.seconds();
    const auto pause = take(source, 50);
    CHECK(clock.seconds() - begin == Approx(0.5));
    CHECK(worst(pause, {0.0F}) == 0);
    CHECK(keys->positionSeconds() == Approx(0.3));
    keys->setPaused(false);
    const auto rest = take(source, 70);
    sound.insert(sound.end(), rest.begin(), rest.end());
    REQUIRE(sound.size() == file.samples.size());
    CHECK(worst(sound, file.samples) <= kHalfStep);
}

TEST_CASE("FileSource: a seek is where the next piece comes from", "[audio][file]")
{
    const ChirpFile file(2);
    test::FakeClock clock;
    const auto keys = std::make_shared<FileTransport>(FileEnd::Stop);
    FileSource source(file.path, keys, clock);
    take(source, 10);
    keys->seek(1.5);
    CHECK(keys->positionSeconds() == Approx(1.5)); // at once, for whoever shows it
    const auto sound = take(source, 50);
    REQUIRE(sound.size() == 24000);
    CHECK(worst(sound, {file.samples.begin() + 72000, file.samples.end()}) <= kHalfStep);
    CHECK_FALSE(source.next({}));
}

TEST_CASE("FileSource: a file that waits at its end is silent there until it is sought",
          "[audio][file]")
{
    const ChirpFile file(0.5);
    test::FakeClock clock;
    const auto keys = std::make_shared<FileTransport>(FileEnd::Wait);
    FileSource source(file.path, keys, clock);
    take(source, 50);
    const auto silence = take(source, 200);
    REQUIRE(silence.size() == 96000);
    CHECK(worst(silence, {0.0F}) == 0);
    CHECK(keys->atEnd());
    CHECK(keys->positionSeconds() == Approx(0.5));
    keys->seek(0);
    CHECK_FALSE(keys->atEnd());
    CHECK(worst(take(source, 50), file.samples) <= kHalfStep);
    keys->setEnd(FileEnd::Loop); // pressed while it waits: goes on at once
    take(source, 10);
    CHECK(keys->positionSeconds() == Approx(0.1));
}

TEST_CASE("FileSource: a short stall is made up for, a long one is not", "[audio][file]")
{
    const ChirpFile file(10);
    test::FakeClock clock;
    FileSource source(file.path, FileEnd::Stop, clock);
    const double begin = clock.seconds();
    take(source, 10);
    clock.advance(500ms);
    take(source, 90);
    CHECK(clock.seconds() - begin == Approx(1.0));
    clock.advance(5s);
    take(source, 101);
    CHECK(clock.seconds() - begin == Approx(7.0));
}

TEST_CASE("FileSource: a stop request ends the wait", "[audio][file]")
{
    const ChirpFile file(10);
    SteadyClock clock;
    FileSource source(file.path, FileEnd::Stop, clock);
    std::stop_source stop;
    std::jthread stopper([&stop] { stop.request_stop(); });
    while (source.next(stop.get_token())) // ten seconds of pieces, if nothing stops it
        std::this_thread::yield();
    CHECK(stop.stop_requested());
}

TEST_CASE("FileSource: a file that is missing is an error that names it", "[audio][file]")
{
    test::FakeClock clock;
    CHECK_THROWS_WITH(FileSource("nowhere.wav", FileEnd::Stop, clock),
                      Catch::Contains("nowhere.wav"));
}
