#include "app/outputs/movie_encoder_table.h"

#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

TEST_CASE("Movie format: every codec has a software encoder, and the last row is it", "[movie]")
{
    for (const auto& [codec, name] : enumNames(VideoCodec{})) {
        CAPTURE(name);
        const VideoEncoderRow* last = nullptr;
        for (const VideoEncoderRow& row : videoEncoders())
            if (row.codec == codec)
                last = &row;
        REQUIRE(last != nullptr);
        REQUIRE(last->encoder == Encoder::Software); // what auto ends at
    }
    for (const auto& [codec, name] : enumNames(AudioCodec{}))
        REQUIRE(audioEncoder(codec).codec == codec);
}

TEST_CASE("Movie format: every container holds what its row says and refuses the rest in words",
          "[movie]")
{
    for (const auto& [container, file] : enumNames(Container{}))
        for (const auto& [video, videoName] : enumNames(VideoCodec{}))
            for (const auto& [audio, audioName] : enumNames(AudioCodec{})) {
                const MovieFormat format{.videoCodec = video, .audioCodec = audio};
                const bool videoFits =
                    videoCodecsIn(container).find(videoName) != std::string::npos;
                const bool audioFits =
                    audioCodecsIn(container).find(audioName) != std::string::npos;
                const CaughtError error = errorOf([&] { validateFormat(format, container); });
                CAPTURE(file, videoName, audioName, error.line);
                REQUIRE(error.code.has_value() == !(videoFits && audioFits));
                if (!error.code)
                    continue;
                REQUIRE(error.code == ErrorCode::BadConfig);
                REQUIRE(error.names(std::string(videoFits ? audioName : videoName)));
                REQUIRE(
                    error.names(videoFits ? audioCodecsIn(container) : videoCodecsIn(container)));
            }
    REQUIRE(videoCodecsIn(Container::Mp4) == "h264, hevc and av1");
    REQUIRE(videoCodecsIn(Container::Mov) == "h264, hevc and prores");
    REQUIRE(audioCodecsIn(Container::Matroska) == "aac, opus and pcm");
}

TEST_CASE("Movie format: an encoder that a codec does not have is refused", "[movie]")
{
    const MovieFormat format{.videoCodec = VideoCodec::Ffv1, .encoder = Encoder::Nvenc};
    const CaughtError error = errorOf([&] { validateFormat(format, Container::Matroska); });
    REQUIRE(error.code == ErrorCode::BadConfig);
    REQUIRE(error.names("nvenc cannot encode ffv1"));
}

TEST_CASE("Movie format: its settings are listed once, for options and checks", "[movie]")
{
    MovieFormat format{.crf = 99};
    REQUIRE(errorOf([&] { validate(format); }).names("'crf' is 99"));
    std::set<std::string> keys;
    forEachField(format, [&](const Field& field, auto&, auto...) { keys.emplace(field.key); });
    REQUIRE(keys == std::set<std::string>{"videoCodec", "audioCodec", "encoder", "crf", "preset"});
}
