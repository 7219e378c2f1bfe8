#pragma once

#include "app/outputs/movie_format.h"

extern "C" {
#include <libavcodec/codec_id.h>
#include <libavutil/pixfmt.h>
#include <libavutil/samplefmt.h>
}

#include <initializer_list>
#include <span>
#include <string>

namespace imprint::app {

/// A set of containers.
class Containers {
public:
    constexpr Containers(std::initializer_list<Container> containers)
    {
        for (const Container container : containers)
            m_bits |= bit(container);
    }

    constexpr bool has(Container container) const { return (m_bits & bit(container)) != 0; }

private:
    static constexpr unsigned bit(Container container)
    {
        return 1U << static_cast<unsigned>(container);
    }

    unsigned m_bits = 0;
};

/// Where a codec's container, encoder and pixel format are decided, and nowhere else. Rows of one codec stand in the
/// order in which Encoder::Auto tries them.
struct VideoEncoderRow {
    VideoCodec codec;
    Encoder encoder;
    const char* name; ///< FFmpeg's
    AVPixelFormat pixels;
    Containers containers;
    const char* quality; ///< FFmpeg's option for the constant quality; null: it has none
    int qualityShift;    ///< added to x264's crf for about the same picture
    int mostQuality;     ///< the option's largest value
    const char* options; ///< of recordings, "key=value:key=value"
    bool presets;        ///< knows x264's presets
};

struct AudioEncoderRow {
    AudioCodec codec;
    const char* name; ///< FFmpeg's
    AVSampleFormat samples;
    Containers containers;
    int bitsPerChannel; ///< per second; 0: as they come
};

std::span<const VideoEncoderRow> videoEncoders();
const AudioEncoderRow& audioEncoder(AudioCodec codec);

/// Codecs of one kind that a container holds: "h264, hevc and av1".
std::string videoCodecsIn(Container container);
std::string audioCodecsIn(Container container);

} // namespace imprint::app
