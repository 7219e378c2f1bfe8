#include "app/outputs/movie_format.h"
#include "app/outputs/movie_writer.h"

#include "tests/outputs/decoded_movie.h"
#include "tests/outputs/flash_beep.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <cstdio>
#include <filesystem>
#include <map>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

constexpr int kFrames = 60;

const char* soundNameOf(AudioCodec codec)
{
    return codec == AudioCodec::Pcm ? "pcm_s16le" : enumName(codec).data();
}

void checkMovie(const std::string& path, const MovieFormat& format)
{
    const DecodedMovie movie = decodeMovie(path);
    CHECK(movie.damaged == 0);
    CHECK(movie.videoCodec == enumName(format.videoCodec));
    CHECK(movie.audioCodec == soundNameOf(format.audioCodec));
    CHECK(movie.width == FlashBeep::kWidth);
    CHECK(movie.height == FlashBeep::kHeight);
    CHECK(movie.colors == "tv bt709 bt709 bt709");
    CHECK(movie.durationSeconds == Approx(kFrames / 25.0).margin(0.03));
    CHECK(static_cast<double>(movie.sound.size()) / movie.sampleRate ==
          Approx(kFrames / 25.0).margin(0.045)); // a piece of AAC more at both ends
    REQUIRE(movie.frames.size() == kFrames);
    for (int index = 0; index < kFrames; ++index) {
        const DecodedFrame& frame = movie.frames[static_cast<std::size_t>(index)];
        CHECK(frame.seconds - movie.frames[0].seconds == Approx(index / 25.0).margin(0.0011));
        const bool flash =
            index % 25 == FlashBeep::kFlashFrame || index % 25 == FlashBeep::kFlashFrame + 1;
        CHECK(frame.meanLuma == Approx(flash ? 235 : 62).margin(6));
    }
    CHECK(soundAfterPictureMs(path, 1) == Approx(0).margin(1.1)); // MKV counts in milliseconds
}

} // namespace

TEST_CASE("Movie codecs: every codec in every container that holds it gives a whole movie",
          "[movie][codecs]")
{
    const TemporaryFolder folder;
    int movies = 0;
    for (const auto& [container, extension] : enumNames(Container{}))
        for (const auto& [video, videoName] : enumNames(VideoCodec{}))
            for (const auto& [audio, audioName] : enumNames(AudioCodec{})) {
                const MovieFormat format{.videoCodec = video, .audioCodec = audio};
                if (errorOf([&, c = container] { validateFormat(format, c); }).code)
                    continue;
                RecorderSettings settings =
                    FlashBeep::settings(folder / concat(++movies, ".", extension));
                settings.format = format;
                CAPTURE(extension, videoName, audioName);
                MovieWriter writer(settings);
                writeFlashBeep(writer, kFrames);
                writer.finish();
                CHECK(writer.stats().frames == kFrames);
                CHECK(writer.stats().plain == (container != Container::Matroska));
                checkMovie(settings.path, format);
            }
    CHECK(movies == 6 + 6 + 15);
}

TEST_CASE("Movie codecs: a recording that ends as soon as it began ends, whatever its codec",
          "[movie][codecs]")
{
    // Encoders that look ahead keep their first frames, some on threads of their own. A hang is the timeout's.
    const TemporaryFolder folder;
    const auto frames = GENERATE(0, 1, 2);
    for (const auto& [codec, name] : enumNames(VideoCodec{}))
        for (const bool finished : {true, false}) {
            RecorderSettings settings =
                FlashBeep::settings(folder / concat(name, finished ? ".mkv" : "-left.mkv"));
            settings.format.videoCodec = codec;
            settings.format.audioCodec = AudioCodec::Pcm;
            CAPTURE(name, frames, finished);
            {
                MovieWriter writer(settings);
                writeFlashBeep(writer, frames);
                if (finished && frames > 0)
                    writer.finish();
            } // else its owner lets go of it
            REQUIRE(std::filesystem::exists(settings.path) == (frames > 0));
            if (frames > 0)
                CHECK(std::ssize(decodeMovie(settings.path).frames) == frames);
        }
}

TEST_CASE("Movie codecs: auto takes an encoder that opens, and a card that is missing is refused",
          "[movie][codecs]")
{
    const TemporaryFolder folder;
    std::map<Encoder, bool> opened;
    for (const auto& [encoder, name] : enumNames(Encoder{})) {
        RecorderSettings settings = FlashBeep::settings(folder / concat(name, ".mp4"));
        settings.format.encoder = encoder;
        std::string taken = "none";
        const CaughtError error = errorOf([&] {
            MovieWriter writer(settings);
            writeFlashBeep(writer, kFrames);
            writer.finish();
            taken = writer.stats().encoder;
        });
        std::printf("%s: %s %s\n", name.data(), taken.c_str(), error.line.c_str());
        opened[encoder] = !error.code;
        if (error.code) {
            CHECK(error.code == ErrorCode::Unsupported);
            CHECK(error.names("Use the encoder auto or software"));
        } else {
            checkMovie(settings.path, settings.format);
        }
        if (encoder == Encoder::Software)
            CHECK(taken == "libx264");
    }
    CHECK(opened[Encoder::Auto]);
    CHECK(opened[Encoder::Software]);
}
