#pragma once

#include "app/outputs/ffmpeg_handles.h"
#include "app/outputs/movie_encoder_table.h"

#include <optional>

namespace imprint::app {

enum class HeaderPlace { InStream, InContainer };

/// What a video encoder is to make.
struct VideoEncoding {
    int width = 0;
    int height = 0;
    int framesPerSecond = 25;
    MovieFormat format;
    HeaderPlace headers = HeaderPlace::InContainer;
    /// Live over a network: this many kilobits per second, hardly more at any time, and no picture held back in the
    /// encoder. Nothing: constant quality.
    std::optional<int> liveKilobits;
};

/// An encoder that opened, and what it wants to be given.
struct VideoEncoder {
    AvCodecPtr codec;                       ///< time base one frame
    AVPixelFormat pixels = AV_PIX_FMT_NONE; ///< of pictures in host memory; BT.709, limited range
    const VideoEncoderRow* taken = nullptr; ///< of the table
};

/// Opens the wanted encoder; with Encoder::Auto each of the codec's in turn, until one opens.
/// Throws Error(BadConfig or Unsupported) with the reason of each that did not.
VideoEncoder openVideoEncoder(const VideoEncoding& encoding);

/// What a sound encoder is to make.
struct AudioEncoding {
    int sampleRate = 48000; ///< Hz
    int channels = 1;
    AudioCodec codec = AudioCodec::Aac;
    HeaderPlace headers = HeaderPlace::InContainer;
    int kilobits = 0; ///< per second; 0: the codec's usual
};

/// Time base one sample. Throws Error(BadConfig or Unsupported).
AvCodecPtr openAudioEncoder(const AudioEncoding& encoding);

} // namespace imprint::app
