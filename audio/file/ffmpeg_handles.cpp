#include "audio/file/ffmpeg_handles.h"

#include <array>
#include <new>

namespace imprint::audio {
namespace {

template <class Handle>
Handle orOutOfMemory(Handle handle)
{
    if (!handle)
        throw std::bad_alloc();
    return handle;
}

} // namespace

AvFramePtr makeFrame()
{
    return orOutOfMemory(AvFramePtr(av_frame_alloc()));
}

AvPacketPtr makePacket()
{
    return orOutOfMemory(AvPacketPtr(av_packet_alloc()));
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

AvCodecPtr makeCodec(const AVCodec* decoder)
{
    return orOutOfMemory(AvCodecPtr(avcodec_alloc_context3(decoder)));
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

} // namespace imprint::audio
