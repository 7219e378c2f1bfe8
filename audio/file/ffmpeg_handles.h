#pragma once

#include "engine/core/error.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>

namespace imprint::audio {

/// Frees whatever FFmpeg handed out for reading.
struct FfmpegDeleter {
    void operator()(AVFormatContext* input) const { avformat_close_input(&input); }
    void operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(SwrContext* resampler) const { swr_free(&resampler); }
    void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
};

using AvInputPtr = std::unique_ptr<AVFormatContext, FfmpegDeleter>;
using AvCodecPtr = std::unique_ptr<AVCodecContext, FfmpegDeleter>;
using AvFramePtr = std::unique_ptr<AVFrame, FfmpegDeleter>;
using AvPacketPtr = std::unique_ptr<AVPacket, FfmpegDeleter>;
using SwrPtr = std::unique_ptr<SwrContext, FfmpegDeleter>;
using SwsPtr = std::unique_ptr<SwsContext, FfmpegDeleter>;

AvFramePtr makeFrame();
AvPacketPtr makePacket();

/// A frame with its own padded memory, as swscale's vector code needs it.
AvFramePtr makePictureFrame(AVPixelFormat format, int width, int height);

/// A codec context for `decoder`, not yet opened.
AvCodecPtr makeCodec(const AVCodec* decoder);

/// FFmpeg's own words for one of its error numbers.
std::string ffmpegText(int error);

/// Returns `result`, or throws Error(code, "<what>: <FFmpeg's words>") if it is negative.
int ffmpegCheck(int result, ErrorCode code, const std::string& what, const std::string& hint = {});

} // namespace imprint::audio
