#pragma once

#include "engine/core/error.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>

namespace imprint::app {

/// Frees whatever FFmpeg handed out for writing. (audio/file has its own for reading: neither folder may include the
/// other, and engine/core knows no FFmpeg.)
struct FfmpegDeleter {
    void operator()(AVCodecContext* codec) const noexcept; ///< see Note [SVT-AV1 without a frame]
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
};
struct FfmpegInputDeleter {
    void operator()(AVFormatContext* input) const { avformat_close_input(&input); }
};
struct FfmpegOutputDeleter {
    void operator()(AVFormatContext* output) const
    {
        avio_closep(&output->pb);
        avformat_free_context(output);
    }
};

using AvInputPtr = std::unique_ptr<AVFormatContext, FfmpegInputDeleter>;
using AvOutputPtr = std::unique_ptr<AVFormatContext, FfmpegOutputDeleter>;
using AvCodecPtr = std::unique_ptr<AVCodecContext, FfmpegDeleter>;
using AvFramePtr = std::unique_ptr<AVFrame, FfmpegDeleter>;
using AvPacketPtr = std::unique_ptr<AVPacket, FfmpegDeleter>;
using SwsPtr = std::unique_ptr<SwsContext, FfmpegDeleter>;

AvFramePtr makeFrame();
AvPacketPtr makePacket();

/// A frame with its own padded memory, as swscale's vector code needs it.
AvFramePtr makePictureFrame(AVPixelFormat format, int width, int height);

/// FFmpeg's own words for one of its error numbers.
std::string ffmpegText(int error);

/// Returns `result`, or throws Error(code, "<what>: <FFmpeg's words>") if it is negative.
int ffmpegCheck(int result, ErrorCode code, const std::string& what, const std::string& hint = {});

} // namespace imprint::app
