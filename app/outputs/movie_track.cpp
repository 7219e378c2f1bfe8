#include "app/outputs/movie_track.h"

#include <string_view>
#include <utility>

namespace imprint::app {
namespace {

/// The container's own tag, but for ProRes, whose tag says which of its kinds it is, and HEVC, which Apple's players
/// want under this name.
unsigned tagOf(const AVOutputFormat& format, const AVCodecParameters& parameters)
{
    if (parameters.codec_id == AV_CODEC_ID_PRORES)
        return parameters.codec_tag;
    const std::string_view name = format.name;
    if (parameters.codec_id == AV_CODEC_ID_HEVC && (name == "mp4" || name == "mov"))
        return MKTAG('h', 'v', 'c', '1');
    return 0;
}

} // namespace

AVStream& addStream(AVFormatContext& output, const AVCodecParameters& parameters,
                    AVRational timeBase)
{
    AVStream* stream = avformat_new_stream(&output, nullptr);
    if (stream == nullptr)
        throw std::bad_alloc();
    ffmpegCheck(avcodec_parameters_copy(stream->codecpar, &parameters), ErrorCode::Internal,
                "a stream cannot be described");
    stream->codecpar->codec_tag = tagOf(*output.oformat, parameters);
    stream->time_base = timeBase;
    return *stream;
}

AVStream& addStreamOf(AVFormatContext& output, const AVCodecContext& codec)
{
    AVCodecParameters* parameters = avcodec_parameters_alloc();
    if (parameters == nullptr)
        throw std::bad_alloc();
    const std::unique_ptr<AVCodecParameters, void (*)(AVCodecParameters*)> owner(
        parameters, [](AVCodecParameters* p) { avcodec_parameters_free(&p); });
    ffmpegCheck(avcodec_parameters_from_context(parameters, &codec), ErrorCode::Internal,
                "an encoder cannot be described");
    AVStream& stream = addStream(output, *parameters, codec.time_base);
    // x264 states no durations; FFmpeg's muxers take a frame's, and so a fragment's end, from this.
    if (codec.codec_type == AVMEDIA_TYPE_VIDEO)
        stream.avg_frame_rate = codec.framerate;
    return stream;
}

MovieTrack::MovieTrack(AvCodecPtr codec, AVStream& stream, PacketWriter write, std::string target)
    : m_codec(std::move(codec))
    , m_stream(stream)
    , m_write(std::move(write))
    , m_target(std::move(target))
{
}

void MovieTrack::send(const AVFrame* frame)
{
    const std::string what = concat("encoding for '", m_target, "' failed");
    ffmpegCheck(avcodec_send_frame(m_codec.get(), frame), ErrorCode::Internal, what);
    while (true) {
        const int result = avcodec_receive_packet(m_codec.get(), m_packet.get());
        if (result == AVERROR(EAGAIN) || result == AVERROR_EOF)
            return;
        ffmpegCheck(result, ErrorCode::Internal, what);
        m_packet->stream_index = m_stream.index;
        av_packet_rescale_ts(m_packet.get(), m_codec->time_base, m_stream.time_base);
        m_write(*m_packet);
    }
}

} // namespace imprint::app
