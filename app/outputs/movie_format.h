#pragma once

#include "engine/core/fields.h"

#include <array>
#include <string>

namespace imprint::app {

enum class Container { Mp4, Matroska, Mov };

constexpr std::array<EnumName<Container>, 3> enumNames(Container)
{
    return {{{Container::Mp4, "mp4"}, {Container::Matroska, "mkv"}, {Container::Mov, "mov"}}};
}

enum class VideoCodec {
    H264,
    Hevc,
    Av1,
    ProRes, ///< 422, 10 bit, every picture whole: for editing
    Ffv1,   ///< lossless
};

constexpr std::array<EnumName<VideoCodec>, 5> enumNames(VideoCodec)
{
    return {{{VideoCodec::H264, "h264"},
             {VideoCodec::Hevc, "hevc"},
             {VideoCodec::Av1, "av1"},
             {VideoCodec::ProRes, "prores"},
             {VideoCodec::Ffv1, "ffv1"}}};
}

enum class AudioCodec {
    Aac,
    Opus,
    Pcm, ///< 16 bit, as it is
};

constexpr std::array<EnumName<AudioCodec>, 3> enumNames(AudioCodec)
{
    return {{{AudioCodec::Aac, "aac"}, {AudioCodec::Opus, "opus"}, {AudioCodec::Pcm, "pcm"}}};
}

/// Who encodes the pictures.
enum class Encoder {
    Auto,     ///< the first that opens: nvenc, vaapi, software
    Software, ///< the processor
    Nvenc,    ///< an NVIDIA card
    Vaapi,    ///< an Intel or AMD card
};

constexpr std::array<EnumName<Encoder>, 4> enumNames(Encoder)
{
    return {{{Encoder::Auto, "auto"},
             {Encoder::Software, "software"},
             {Encoder::Nvenc, "nvenc"},
             {Encoder::Vaapi, "vaapi"}}};
}

/// How a movie is encoded. A value.
struct MovieFormat {
    VideoCodec videoCodec = VideoCodec::H264;
    AudioCodec audioCodec = AudioCodec::Aac;
    Encoder encoder = Encoder::Software;
    int crf =
        18; ///< constant quality on x264's scale: 0 best .. 51 worst; ProRes and FFV1 have none
    std::string preset = "veryfast"; ///< trade of time for size, of x264 and x265

    friend bool operator==(const MovieFormat&, const MovieFormat&) = default;
};

template <class Config, class Visitor>
requires ConfigOf<Config, MovieFormat>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"videoCodec", "How pictures are recorded"}, c.videoCodec);
    visit(Field{"audioCodec", "How sound is recorded"}, c.audioCodec);
    visit(Field{"encoder", "Who encodes the pictures; auto: the first that opens"}, c.encoder);
    visit(Field{"crf", "Quality of the recording, 0 best to 51 worst; prores and ffv1 have none"},
          c.crf, Range{0, 51});
    visit(Field{"preset", "Trade of time for size, ultrafast to veryslow; h264 and hevc only"},
          c.preset);
}

/// Throws Error(BadConfig) if the settings are out of range, or if the container cannot hold the codecs; the hint says
/// what can.
void validateFormat(const MovieFormat& format, Container container);

} // namespace imprint::app
