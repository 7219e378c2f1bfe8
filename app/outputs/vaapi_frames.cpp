#include "app/outputs/vaapi_frames.h"

extern "C" {
#include <libavutil/hwcontext.h>
}

namespace imprint::app {
namespace {

constexpr int kPoolFrames = 8; // the encoder holds a few

struct BufferDeleter {
    void operator()(AVBufferRef* buffer) const { av_buffer_unref(&buffer); }
};
using AvBufferPtr = std::unique_ptr<AVBufferRef, BufferDeleter>;

} // namespace

void useVaapiFrames(AVCodecContext& codec, AVPixelFormat pixels)
{
    const std::string what = "VAAPI does not open";
    const std::string hint = "Use the encoder auto or software; VAAPI needs an Intel or AMD card, "
                             "its driver, and the right to use /dev/dri";
    AVBufferRef* device = nullptr;
    ffmpegCheck(av_hwdevice_ctx_create(&device, AV_HWDEVICE_TYPE_VAAPI, nullptr, nullptr, 0),
                ErrorCode::Unsupported, what, hint);
    const AvBufferPtr deviceOwner(device);
    AvBufferPtr frames(av_hwframe_ctx_alloc(device));
    if (!frames)
        throw std::bad_alloc();
    auto& pool = *reinterpret_cast<AVHWFramesContext*>(frames->data);
    pool.format = AV_PIX_FMT_VAAPI;
    pool.sw_format = pixels;
    pool.width = codec.width;
    pool.height = codec.height;
    pool.initial_pool_size = kPoolFrames;
    ffmpegCheck(av_hwframe_ctx_init(frames.get()), ErrorCode::Unsupported, what, hint);
    codec.pix_fmt = AV_PIX_FMT_VAAPI;
    codec.hw_frames_ctx = frames.release(); // the codec's from here on
}

AvFramePtr uploadedFrame(const AVCodecContext& codec, const AVFrame& picture)
{
    AvFramePtr frame = makeFrame();
    const std::string what = "a picture cannot be copied to the graphics card";
    ffmpegCheck(av_hwframe_get_buffer(codec.hw_frames_ctx, frame.get(), 0), ErrorCode::Internal,
                what);
    ffmpegCheck(av_hwframe_transfer_data(frame.get(), &picture, 0), ErrorCode::Internal, what);
    ffmpegCheck(av_frame_copy_props(frame.get(), &picture), ErrorCode::Internal, what);
    return frame;
}

} // namespace imprint::app
