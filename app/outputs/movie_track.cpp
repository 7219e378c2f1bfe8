#include "app/outputs/movie_track.h"

namespace imprint::app {
namespace {

AVStream& addStreamOf(MovieFile& file, const AVCodecContext& codec)
{
    AVCodecParameters* parameters = avcodec_parameters_alloc();
    if (parameters == nullptr)
        throw std::bad_alloc();
    const std::unique_ptr<AVCodecParameters, void (*)(AVCodecParameters*)> owner(
        parameters, [](AVCodecParameters* p) { avcodec_parameters_free(&p); });
    ffmpegCheck(avcodec_parameters_from_context(parameters, &codec), ErrorCode::Internal,
                "an encoder cannot be described");
    AVStream& stream = file.addStream(*parameters, codec.time_base);
    // x264 states no durations; FFmpeg's muxers take a frame's, and so a fragment's end, from this.
    if (codec.codec_type == AVMEDIA_TYPE_VIDEO)
        stream.avg_frame_rate = codec.framerate;
    return stream;
}

} // namespace

MovieTrack::MovieTrack(MovieFile& file, AvCodecPtr codec)
    : m_file(file)
    , m_codec(std::move(codec))
    , m_stream(addStreamOf(file, *m_codec))
{
}

void MovieTrack::send(const AVFrame* frame)
{
    const std::string what = concat("encoding for '", m_file.path(), "' failed");
    ffmpegCheck(avcodec_send_frame(m_codec.get(), frame), ErrorCode::Internal, what);
    while (true) {
        const int result = avcodec_receive_packet(m_codec.get(), m_packet.get());
        if (result == AVERROR(EAGAIN) || result == AVERROR_EOF)
            return;
        ffmpegCheck(result, ErrorCode::Internal, what);
        m_packet->stream_index = m_stream.index;
        av_packet_rescale_ts(m_packet.get(), m_codec->time_base, m_stream.time_base);
        m_file.write(*m_packet);
    }
}

} // namespace imprint::app
