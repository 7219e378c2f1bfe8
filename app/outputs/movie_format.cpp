#include "app/outputs/movie_format.h"

#include "app/outputs/movie_encoder_table.h"

#include <algorithm>
#include <string_view>

namespace imprint::app {
namespace {

constexpr std::array<std::string_view, 9> kPresets{
    "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"};

bool holds(Container container, VideoCodec codec)
{
    return std::any_of(videoEncoders().begin(), videoEncoders().end(),
                       [&](const VideoEncoderRow& row) {
                           return row.codec == codec && row.containers.has(container);
                       });
}

bool exists(VideoCodec codec, Encoder encoder)
{
    return encoder == Encoder::Auto ||
           std::any_of(videoEncoders().begin(), videoEncoders().end(),
                       [&](const VideoEncoderRow& row) {
                           return row.codec == codec && row.encoder == encoder;
                       });
}

} // namespace

void validateFormat(const MovieFormat& format, Container container)
{
    validate(format);
    // Checked here because x264 itself would print to stderr.
    if (std::find(kPresets.begin(), kPresets.end(), format.preset) == kPresets.end())
        throw Error(
            ErrorCode::BadConfig, concat("the preset '", format.preset, "' does not exist"),
            "Use ultrafast, superfast, veryfast, faster, fast, medium, slow, slower or veryslow");
    const std::string_view file = enumName(container);
    if (!holds(container, format.videoCodec))
        throw Error(
            ErrorCode::BadConfig,
            concat("an ", file, " file cannot hold pictures as ", enumName(format.videoCodec)),
            concat("An ", file, " file holds ", videoCodecsIn(container), "; an mkv file holds ",
                   videoCodecsIn(Container::Matroska)));
    if (!audioEncoder(format.audioCodec).containers.has(container))
        throw Error(ErrorCode::BadConfig,
                    concat("an ", file, " file cannot hold sound as ", enumName(format.audioCodec)),
                    concat("An ", file, " file holds ", audioCodecsIn(container),
                           "; an mkv file holds ", audioCodecsIn(Container::Matroska)));
    if (!exists(format.videoCodec, format.encoder))
        throw Error(
            ErrorCode::BadConfig,
            concat(enumName(format.encoder), " cannot encode ", enumName(format.videoCodec)),
            "Use the encoder auto or software, or the codec h264 or hevc");
}

} // namespace imprint::app
