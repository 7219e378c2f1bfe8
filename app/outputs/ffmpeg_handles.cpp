#include "app/outputs/ffmpeg_handles.h"

#include <array>
#include <new>
#include <string_view>

namespace imprint::app {
namespace {

/// Note [SVT-AV1 without a frame]
/// SVT-AV1 1.4 waits for ever for its own threads when it is closed, or told of the end, before its first frame; after one it
/// closes at once. So an encoder that had none gets one, of whatever lies in memory, that nobody sees.
void giveOneFrame(AVCodecContext& codec) noexcept
{
    AVFrame* frame = av_frame_alloc();
    if (frame == nullptr)
        return;
    frame->format = codec.pix_fmt;
    frame->width = codec.width;
    frame->height = codec.height;
    frame->pts = 0;
    if (av_frame_get_buffer(frame, 0) >= 0)
        avcodec_send_frame(&codec, frame);
    av_frame_free(&frame);
}

} // namespace

void FfmpegDeleter::operator()(AVCodecContext* codec) const noexcept
{
    const bool isSvtAv1 = codec->codec != nullptr && avcodec_is_open(codec) != 0 &&
                          std::string_view(codec->codec->name) == "libsvtav1";
    if (isSvtAv1 && codec->frame_number == 0)
        giveOneFrame(*codec);
    avcodec_free_context(&codec);
}

AvFramePtr makeFrame()
{
    AvFramePtr frame(av_frame_alloc());
    if (!frame)
        throw std::bad_alloc();
    return frame;
}

AvPacketPtr makePacket()
{
    AvPacketPtr packet(av_packet_alloc());
    if (!packet)
        throw std::bad_alloc();
    return packet;
}

AvFramePtr makePictureFrame(AVPixelFormat format, int width, int height)
{
    AvFramePtr frame = makeFrame();
    frame->format = format;
    frame->width = width;
    frame->height = height;
    ffmpegCheck(av_frame_get_buffer(frame.get(), 0), ErrorCode::Internal,
                concat("a picture of ", width, "x", height, " cannot be allocated"));
    return frame;
}

std::string ffmpegText(int error)
{
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(error, text.data(), text.size());
    return text.data();
}

int ffmpegCheck(int result, ErrorCode code, const std::string& what, const std::string& hint)
{
    if (result < 0)
        throw Error(code, concat(what, ": ", ffmpegText(result)), hint);
    return result;
}

} // namespace imprint::app
