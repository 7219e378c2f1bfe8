#include "audio/file/movie_reader.h"

#include "audio/file/image_file.h"
#include "audio/file/input_file.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace imprint::audio {
namespace {

/// Where the earliest track begins. What sound has before time 0 is the lead-in of its codec, which is not heard.
double startOf(const AVFormatContext& input)
{
    double start = std::numeric_limits<double>::infinity();
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const AVStream& stream = *input.streams[i];
        const AVMediaType type = stream.codecpar->codec_type;
        if (!hasOwnTimeline(stream))
            continue;
        const double begin = static_cast<double>(stream.start_time) * av_q2d(stream.time_base);
        start = std::min(start, type == AVMEDIA_TYPE_AUDIO ? std::max(0.0, begin) : begin);
    }
    return std::isfinite(start) ? start : 0.0;
}

} // namespace

MovieReader::MovieReader(const std::string& path)
    : m_path(path)
{
    const std::string hint = "Use a complete MP4, MKV, MOV or WebM file";
    m_input = openMedia(path, "video", hint);
    openPictures();
    m_startSeconds = startOf(*m_input);
}

void MovieReader::openPictures()
{
    const ChosenStream chosen =
        chooseStream(*m_input, AVMEDIA_TYPE_VIDEO,
                     {concat("the pictures of '", m_path, "' have a format without a decoder"),
                      "Convert it to H.264"},
                     {concat("the file '", m_path, "' has no pictures"), "Choose a video file"});
    m_stream = chosen.stream;
    const AVCodecParameters& stated = *m_stream->codecpar;
    if (stated.width > kMaxPictureSide || stated.height > kMaxPictureSide)
        throw Error(ErrorCode::BadInput, concat("the pictures of '", m_path, "' are too large: ",
                                                stated.width, "x", stated.height));
    m_codec = openDecoder(chosen, concat("the pictures of '", m_path, "' cannot be decoded"));
}

std::optional<TimedPicture> MovieReader::next()
{
    while (true) {
        const int result = avcodec_receive_frame(m_codec.get(), m_frame.get());
        if (result == 0)
            return converted(*m_frame);
        if (m_drained)
            return std::nullopt;
        if (result != AVERROR(EAGAIN))
            warn(result);
        feed();
    }
}

void MovieReader::feed()
{
    const int read = av_read_frame(m_input.get(), m_packet.get());
    if (read < 0) {
        if (read != AVERROR_EOF)
            warn(read);
        avcodec_send_packet(m_codec.get(), nullptr);
        m_drained = true;
        return;
    }
    if (m_packet->stream_index == m_stream->index) {
        const int sent = avcodec_send_packet(m_codec.get(), m_packet.get());
        if (sent < 0)
            warn(sent);
    }
    av_packet_unref(m_packet.get());
}

void MovieReader::warn(int error)
{
    if (m_warning.empty())
        m_warning =
            concat("the pictures of '", m_path, "' are damaged or incomplete: ", ffmpegText(error));
}

TimedPicture MovieReader::converted(const AVFrame& frame)
{
    // Sizes and formats may change on the way: the scaler is made anew if they do.
    m_scaler.reset(sws_getCachedContext(
        m_scaler.release(), frame.width, frame.height, static_cast<AVPixelFormat>(frame.format),
        frame.width, frame.height, AV_PIX_FMT_RGB24, SWS_BILINEAR | SWS_ACCURATE_RND, nullptr,
        nullptr, nullptr));
    if (!m_scaler)
        throw Error(ErrorCode::Unsupported,
                    concat("the pictures of '", m_path, "' have colours that cannot be converted"));
    const AvFramePtr rgb = makePictureFrame(AV_PIX_FMT_RGB24, frame.width, frame.height);
    ffmpegCheck(sws_scale(m_scaler.get(), frame.data, frame.linesize, 0, frame.height, rgb->data,
                          rgb->linesize),
                ErrorCode::Internal, "a picture cannot be converted");
    TimedPicture result{.picture = {.width = frame.width, .height = frame.height}};
    const std::size_t rowBytes = 3 * static_cast<std::size_t>(frame.width);
    result.picture.rgb.resize(rowBytes * static_cast<std::size_t>(frame.height));
    for (int y = 0; y < frame.height; ++y)
        std::copy_n(rgb->data[0] + static_cast<std::ptrdiff_t>(y) * rgb->linesize[0], rowBytes,
                    result.picture.rgb.begin() +
                        static_cast<std::ptrdiff_t>(rowBytes) * static_cast<std::ptrdiff_t>(y));
    if (frame.best_effort_timestamp == AV_NOPTS_VALUE)
        throw Error(ErrorCode::BadInput,
                    concat("the pictures of '", m_path, "' say nothing of their times"));
    result.seconds =
        static_cast<double>(frame.best_effort_timestamp) * av_q2d(m_stream->time_base) -
        m_startSeconds;
    return result;
}

} // namespace imprint::audio
