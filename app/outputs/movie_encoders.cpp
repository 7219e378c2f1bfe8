#include "app/outputs/movie_encoders.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <algorithm>

namespace imprint::app {
namespace {

constexpr int kAudioBitsPerChannel = 96'000; // per second
constexpr int kSecondsPerKeyFrame = 2;       // distance at which a player can start
constexpr int kOneThreadPixels = 1280 * 720;

AvCodecPtr makeEncoder(const char* name, HeaderPlace headers)
{
    const AVCodec* encoder = avcodec_find_encoder_by_name(name);
    if (encoder == nullptr)
        throw Error(ErrorCode::Unsupported, concat("FFmpeg has no encoder '", name, "'"),
                    "install the full FFmpeg libraries");
    AvCodecPtr codec(avcodec_alloc_context3(encoder));
    if (!codec)
        throw std::bad_alloc();
    if (headers == HeaderPlace::InContainer)
        codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    return codec;
}

void describePicture(const RecorderSettings& settings, AVCodecContext& codec)
{
    codec.width = settings.width;
    codec.height = settings.height;
    codec.pix_fmt = AV_PIX_FMT_YUV420P;
    codec.time_base = {1, settings.framesPerSecond};
    codec.framerate = {settings.framesPerSecond, 1};
    codec.sample_aspect_ratio = {1, 1};
    codec.color_range = AVCOL_RANGE_MPEG;
    codec.color_primaries = AVCOL_PRI_BT709;
    codec.color_trc = AVCOL_TRC_BT709;
    codec.colorspace = AVCOL_SPC_BT709;
    codec.chroma_sample_location = AVCHROMA_LOC_LEFT;
}

} // namespace

AvCodecPtr openVideoEncoder(const RecorderSettings& settings, HeaderPlace headers)
{
    AvCodecPtr codec = makeEncoder("libx264", headers);
    describePicture(settings, *codec);
    codec->gop_size = kSecondsPerKeyFrame * settings.framesPerSecond;
    // Frames inside the encoder are lost when the process dies: 0.2 s of look-ahead, and no frame threads, which
    // would hold one more frame each, where one thread is fast enough.
    codec->max_b_frames = 2;
    codec->thread_count = settings.width * settings.height <= kOneThreadPixels ? 1 : 0;
    void* options = codec->priv_data;
    const std::string what =
        concat("the video encoder refuses preset '", settings.preset, "', crf ", settings.crf);
    ffmpegCheck(av_opt_set(options, "preset", settings.preset.c_str(), 0), ErrorCode::BadConfig,
                what);
    ffmpegCheck(av_opt_set_double(options, "crf", settings.crf, 0), ErrorCode::BadConfig, what);
    ffmpegCheck(
        av_opt_set_int(options, "rc-lookahead", std::max(1, settings.framesPerSecond / 5), 0),
        ErrorCode::Internal, what);
    ffmpegCheck(avcodec_open2(codec.get(), codec->codec, nullptr), ErrorCode::BadConfig,
                concat("the video encoder cannot make ", settings.width, "x", settings.height,
                       " at ", settings.framesPerSecond, " frames per second with preset '",
                       settings.preset, "'"));
    return codec;
}

AvCodecPtr openAudioEncoder(const RecorderSettings& settings, HeaderPlace headers)
{
    AvCodecPtr codec = makeEncoder("aac", headers);
    codec->sample_fmt = AV_SAMPLE_FMT_FLTP;
    codec->sample_rate = settings.audioSampleRate;
    codec->time_base = {1, settings.audioSampleRate};
    codec->bit_rate = static_cast<std::int64_t>(kAudioBitsPerChannel) * settings.audioChannels;
    av_channel_layout_default(&codec->ch_layout, settings.audioChannels);
    ffmpegCheck(avcodec_open2(codec.get(), codec->codec, nullptr), ErrorCode::BadConfig,
                concat("the sound encoder cannot make ", settings.audioChannels, " channels at ",
                       settings.audioSampleRate, " Hz"));
    return codec;
}

} // namespace imprint::app
