#include "app/outputs/movie_encoder_table.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace imprint::app {
namespace {

constexpr Containers kAll{Container::Mp4, Container::Mov, Container::Matroska};
constexpr Containers kMp4AndMkv{Container::Mp4, Container::Matroska};
constexpr Containers kMovAndMkv{Container::Mov, Container::Matroska};
constexpr Containers kMkv{Container::Matroska};

constexpr VideoEncoderRow kVideo[]{
    {VideoCodec::H264, Encoder::Nvenc, "h264_nvenc", AV_PIX_FMT_YUV420P, kAll, "cq", 2, 51,
     "preset=p4:rc=vbr:delay=0", false},
    {VideoCodec::H264, Encoder::Vaapi, "h264_vaapi", AV_PIX_FMT_NV12, kAll, "qp", 2, 52,
     "rc_mode=CQP", false},
    {VideoCodec::H264, Encoder::Software, "libx264", AV_PIX_FMT_YUV420P, kAll, "crf", 0, 51, "",
     true},
    {VideoCodec::Hevc, Encoder::Nvenc, "hevc_nvenc", AV_PIX_FMT_YUV420P, kAll, "cq", 4, 51,
     "preset=p4:rc=vbr:delay=0", false},
    {VideoCodec::Hevc, Encoder::Vaapi, "hevc_vaapi", AV_PIX_FMT_NV12, kAll, "qp", 4, 52,
     "rc_mode=CQP", false},
    {VideoCodec::Hevc, Encoder::Software, "libx265", AV_PIX_FMT_YUV420P, kAll, "crf", 4, 51,
     "x265-params=log-level=none\\:rc-lookahead=5\\:bframes=2\\:pools=2\\:frame-threads=1", true},
    {VideoCodec::Av1, Encoder::Software, "libsvtav1", AV_PIX_FMT_YUV420P, kMp4AndMkv, "crf", 10, 63,
     "preset=10:svtav1-params=pred-struct=1", false},
    {VideoCodec::ProRes, Encoder::Software, "prores_ks", AV_PIX_FMT_YUV422P10, kMovAndMkv, nullptr,
     0, 0, "profile=standard:vendor=apl0", false},
    {VideoCodec::Ffv1, Encoder::Software, "ffv1", AV_PIX_FMT_YUV420P, kMkv, nullptr, 0, 0,
     "level=3:slices=4:slicecrc=1", false},
};

constexpr AudioEncoderRow kAudio[]{
    {AudioCodec::Aac, "aac", AV_SAMPLE_FMT_FLTP, kAll, 96'000},
    {AudioCodec::Opus, "libopus", AV_SAMPLE_FMT_FLT, kMp4AndMkv, 64'000},
    {AudioCodec::Pcm, "pcm_s16le", AV_SAMPLE_FMT_S16, kMovAndMkv, 0},
};

std::string listed(const std::vector<std::string_view>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

/// Names of the codecs in `rows` that fit, each once, in the table's order.
template <class Rows>
std::string codecsIn(const Rows& rows, Container container)
{
    std::vector<std::string_view> names;
    for (const auto& row : rows)
        if (row.containers.has(container) &&
            std::find(names.begin(), names.end(), enumName(row.codec)) == names.end())
            names.push_back(enumName(row.codec));
    return listed(names);
}

} // namespace

std::span<const VideoEncoderRow> videoEncoders()
{
    return kVideo;
}

const AudioEncoderRow& audioEncoder(AudioCodec codec)
{
    const auto* row = std::find_if(std::begin(kAudio), std::end(kAudio),
                                   [&](const AudioEncoderRow& r) { return r.codec == codec; });
    IMPRINT_ASSERT(row != std::end(kAudio), "no encoder for ", enumName(codec));
    return *row;
}

std::string videoCodecsIn(Container container)
{
    return codecsIn(kVideo, container);
}

std::string audioCodecsIn(Container container)
{
    return codecsIn(kAudio, container);
}

} // namespace imprint::app
