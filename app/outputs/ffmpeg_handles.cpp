#include "app/outputs/ffmpeg_handles.h"

#include <array>
#include <new>

namespace imprint::app {

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
