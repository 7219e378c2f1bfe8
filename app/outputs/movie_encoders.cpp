#include "app/outputs/movie_encoders.h"

#include "app/outputs/vaapi_frames.h"
#include "engine/core/log.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <algorithm>
#include <cstdlib>

namespace imprint::app {
namespace {

constexpr int kSecondsPerKeyFrame = 2; // distance at which a player can start
constexpr int kOneThreadPixels = 1280 * 720;

AvCodecPtr makeEncoder(const char* name, HeaderPlace headers)
{
    const AVCodec* encoder = avcodec_find_encoder_by_name(name);
    if (encoder == nullptr)
        throw Error(ErrorCode::Unsupported, concat("FFmpeg has no encoder '", name, "'"),
                    "Install the full FFmpeg libraries");
    AvCodecPtr codec(avcodec_alloc_context3(encoder));
    if (!codec)
        throw std::bad_alloc();
    if (headers == HeaderPlace::InContainer)
        codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    return codec;
}

void describePicture(const VideoEncoding& encoding, AVPixelFormat pixels, AVCodecContext& codec)
{
    codec.width = encoding.width;
    codec.height = encoding.height;
    codec.pix_fmt = pixels;
    codec.time_base = {1, encoding.framesPerSecond};
    codec.framerate = {encoding.framesPerSecond, 1};
    codec.sample_aspect_ratio = {1, 1};
    codec.color_range = AVCOL_RANGE_MPEG;
    codec.color_primaries = AVCOL_PRI_BT709;
    codec.color_trc = AVCOL_TRC_BT709;
    codec.colorspace = AVCOL_SPC_BT709;
    codec.chroma_sample_location = AVCHROMA_LOC_LEFT;
}

void setOption(AVCodecContext& codec, const char* key, const std::string& value)
{
    ffmpegCheck(av_opt_set(codec.priv_data, key, value.c_str(), 0), ErrorCode::BadConfig,
                concat("the video encoder ", codec.codec->name, " refuses ", key, " = ", value));
}

void setQuality(const VideoEncoderRow& row, int crf, AVCodecContext& codec)
{
    if (row.quality == nullptr)
        return;
    // 0 is lossless in x264 alone; elsewhere it means "not set".
    const int least = row.encoder == Encoder::Software && row.qualityShift == 0 ? 0 : 1;
    setOption(codec, row.quality,
              std::to_string(std::clamp(crf + row.qualityShift, least, row.mostQuality)));
}

/// 0: as many as there are processors.
int threadsFor(const VideoEncoding& encoding)
{
    return encoding.width * encoding.height <= kOneThreadPixels ? 1 : 0;
}

/// Frames inside the encoder are lost when the process dies: 0.2 s of look-ahead, and no frame threads, which would
/// hold one more frame each, where one thread is fast enough.
void setRecordingOptions(const VideoEncoding& encoding, const VideoEncoderRow& row,
                         AVCodecContext& codec)
{
    codec.max_b_frames = row.encoder == Encoder::Software ? 2 : 0;
    codec.thread_count = threadsFor(encoding);
    setQuality(row, encoding.format.crf, codec);
    if (row.codec == VideoCodec::H264 && row.encoder == Encoder::Software)
        setOption(codec, "rc-lookahead", std::to_string(std::max(1, encoding.framesPerSecond / 5)));
}

/// Constant bit rate with room for one second of it, so that a key frame may cost more than its share. Threads work on
/// slices of one picture: frame threads would hold pictures back.
void setLiveOptions(const VideoEncoding& encoding, const VideoEncoderRow& row,
                    AVCodecContext& codec)
{
    codec.max_b_frames = 0;
    codec.thread_type = FF_THREAD_SLICE;
    codec.thread_count = threadsFor(encoding);
    codec.bit_rate = static_cast<std::int64_t>(*encoding.liveKilobits) * 1000;
    codec.rc_max_rate = codec.bit_rate;
    codec.rc_buffer_size = static_cast<int>(codec.bit_rate);
    switch (row.encoder) {
    case Encoder::Nvenc:
        setOption(codec, "rc", "cbr");
        setOption(codec, "preset", "p4");
        setOption(codec, "tune", "ull");
        setOption(codec, "delay", "0");
        setOption(codec, "forced-idr", "1");
        break;
    case Encoder::Vaapi: setOption(codec, "rc_mode", "CBR"); break;
    default:
        setOption(codec, "tune", "zerolatency");
        setOption(codec, "sc_threshold", "0"); // key frames at their distance only
        setOption(codec, "forced-idr", "1");
    }
}

void quietSvtAv1()
{
    // SVT-AV1 prints its settings to stderr, and obeys nothing else. Set before its first use, never changed after.
    ::setenv("SVT_LOG", "1", 0);
}

/// Opens with the table's options, which may be the encoder's own or those that all have.
void openWith(const char* text, AVCodecContext& codec, const std::string& what, Encoder encoder)
{
    AVDictionary* options = nullptr;
    const int parsed = av_dict_parse_string(&options, text, "=", ":", 0);
    const int result = parsed < 0 ? parsed : avcodec_open2(&codec, codec.codec, &options);
    const AVDictionaryEntry* unknown = av_dict_get(options, "", nullptr, AV_DICT_IGNORE_SUFFIX);
    const std::string left = unknown == nullptr ? "" : unknown->key;
    av_dict_free(&options);
    const bool software = encoder == Encoder::Software;
    ffmpegCheck(result, software ? ErrorCode::BadConfig : ErrorCode::Unsupported, what,
                software ? "" : "Use the encoder auto or software");
    IMPRINT_ASSERT(left.empty(), codec.codec->name, " knows no option '", left, "'");
}

VideoEncoder openRow(const VideoEncoding& encoding, const VideoEncoderRow& row)
{
    if (row.codec == VideoCodec::Av1)
        quietSvtAv1();
    VideoEncoder encoder{
        .codec = makeEncoder(row.name, encoding.headers), .pixels = row.pixels, .taken = &row};
    AVCodecContext& codec = *encoder.codec;
    describePicture(encoding, row.pixels, codec);
    codec.gop_size = kSecondsPerKeyFrame * encoding.framesPerSecond;
    if (row.presets)
        setOption(codec, "preset", encoding.format.preset);
    if (encoding.liveKilobits)
        setLiveOptions(encoding, row, codec);
    else
        setRecordingOptions(encoding, row, codec);
    if (row.encoder == Encoder::Vaapi)
        useVaapiFrames(codec, row.pixels);
    openWith(encoding.liveKilobits ? "" : row.options, codec,
             concat("the video encoder ", row.name, " cannot make ", encoding.width, "x",
                    encoding.height, " at ", encoding.framesPerSecond, " frames per second",
                    row.presets ? concat(" with preset '", encoding.format.preset, "'") : ""),
             row.encoder);
    return encoder;
}

} // namespace

VideoEncoder openVideoEncoder(const VideoEncoding& encoding)
{
    const Encoder wanted = encoding.format.encoder;
    std::optional<Error> problem;
    for (const VideoEncoderRow& row : videoEncoders()) {
        if (row.codec != encoding.format.videoCodec ||
            (wanted != Encoder::Auto && row.encoder != wanted))
            continue;
        try {
            return openRow(encoding, row);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Internal)
                throw;
            problem = error; // the last one tried is software's, the one that should have opened
            log(LogLevel::Debug, concat("not taken: ", error.what()));
        }
    }
    IMPRINT_ASSERT(problem, "no row for ", enumName(encoding.format.videoCodec), " by ",
                   enumName(wanted));
    throw Error(*problem);
}

AvCodecPtr openAudioEncoder(const AudioEncoding& encoding)
{
    const AudioEncoderRow& row = audioEncoder(encoding.codec);
    AvCodecPtr codec = makeEncoder(row.name, encoding.headers);
    codec->sample_fmt = row.samples;
    codec->sample_rate = encoding.sampleRate;
    codec->time_base = {1, encoding.sampleRate};
    if (row.bitsPerChannel > 0)
        codec->bit_rate = encoding.kilobits > 0
                              ? static_cast<std::int64_t>(encoding.kilobits) * 1000
                              : static_cast<std::int64_t>(row.bitsPerChannel) * encoding.channels;
    av_channel_layout_default(&codec->ch_layout, encoding.channels);
    ffmpegCheck(avcodec_open2(codec.get(), codec->codec, nullptr), ErrorCode::BadConfig,
                concat("the sound encoder ", row.name, " cannot make ", encoding.channels,
                       " channels at ", encoding.sampleRate, " Hz"));
    return codec;
}

} // namespace imprint::app
