#include "app/outputs/picture_track.h"

#include "app/outputs/vaapi_frames.h"

#include <cstring>
#include <utility>

namespace imprint::app {
namespace {

/// A picture with the colours of its encoder: ProRes takes them from here.
AvFramePtr makePictureFor(const AVCodecContext& codec, AVPixelFormat pixels)
{
    AvFramePtr frame = makePictureFrame(pixels, codec.width, codec.height);
    frame->color_range = codec.color_range;
    frame->color_primaries = codec.color_primaries;
    frame->color_trc = codec.color_trc;
    frame->colorspace = codec.colorspace;
    frame->chroma_location = codec.chroma_sample_location;
    return frame;
}

} // namespace

PictureTrack::PictureTrack(MovieTrack track, AVPixelFormat pixels)
    : m_track(std::move(track))
    , m_source(makePictureFor(m_track.codec(), AV_PIX_FMT_YUV420P))
{
    if (pixels == AV_PIX_FMT_YUV420P)
        return;
    const int width = m_track.codec().width;
    const int height = m_track.codec().height;
    m_converted = makePictureFor(m_track.codec(), pixels);
    m_scaler.reset(sws_getContext(width, height, AV_PIX_FMT_YUV420P, width, height, pixels,
                                  SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT, nullptr, nullptr,
                                  nullptr));
    IMPRINT_ASSERT(m_scaler != nullptr, width, "x", height);
}

void PictureTrack::copyPlanes(const VideoFrame& frame)
{
    // An encoder may still hold the picture before this one.
    ffmpegCheck(av_frame_make_writable(m_source.get()), ErrorCode::Internal,
                "a picture cannot be copied");
    const std::uint8_t* from = frame.data.data();
    for (int plane = 0; plane < 3; ++plane) {
        const int width = plane == 0 ? frame.width : frame.width / 2;
        const int height = plane == 0 ? frame.height : frame.height / 2;
        for (int y = 0; y < height; ++y, from += width)
            std::memcpy(m_source->data[plane] +
                            static_cast<std::ptrdiff_t>(y) * m_source->linesize[plane],
                        from, static_cast<std::size_t>(width));
    }
}

void PictureTrack::encode(const VideoFrame& frame, std::int64_t position, KeyFrame keyFrame)
{
    IMPRINT_ASSERT(frame.format == PixelFormat::I420 && frame.width == m_source->width &&
                       frame.height == m_source->height &&
                       frame.data.size() == pictureBytes(frame.format, frame.width, frame.height),
                   "frame of ", frame.width, "x", frame.height, ", ", frame.data.size(),
                   " bytes, in a video of ", m_source->width, "x", m_source->height);
    copyPlanes(frame);
    AVFrame* picture = m_source.get();
    if (m_converted) {
        ffmpegCheck(av_frame_make_writable(m_converted.get()), ErrorCode::Internal,
                    "a picture cannot be copied");
        ffmpegCheck(sws_scale(m_scaler.get(), m_source->data, m_source->linesize, 0,
                              m_source->height, m_converted->data, m_converted->linesize),
                    ErrorCode::Internal, "a picture cannot be converted");
        picture = m_converted.get();
    }
    picture->pts = position;
    picture->pict_type = keyFrame == KeyFrame::Now ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    if (m_track.codec().hw_frames_ctx == nullptr) {
        m_track.encode(*picture);
        return;
    }
    m_track.encode(*uploadedFrame(m_track.codec(), *picture));
}

} // namespace imprint::app
