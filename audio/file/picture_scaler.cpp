#include "audio/file/ffmpeg_handles.h"
#include "audio/file/image_file.h"

#include <algorithm>
#include <cstring>

namespace imprint::audio {
namespace {

// swscale's Lanczos window does not fit into its filter beyond this reduction; area averaging does.
constexpr int kMaxLanczosReduction = 16;

SwsPtr makePlaneScaler(const PictureArea& from, int width, int height)
{
    const bool strong =
        from.width > kMaxLanczosReduction * width || from.height > kMaxLanczosReduction * height;
    SwsPtr scaler(
        sws_getContext(from.width, from.height, AV_PIX_FMT_GRAY8, width, height, AV_PIX_FMT_GRAY8,
                       (strong ? SWS_AREA : SWS_LANCZOS) | SWS_ACCURATE_RND | SWS_BITEXACT, nullptr,
                       nullptr, nullptr));
    if (!scaler)
        throw Error(ErrorCode::Internal, concat("a picture cannot be scaled from ", from.width, "x",
                                                from.height, " to ", width, "x", height));
    return scaler;
}

void copyChannel(const Picture& picture, const PictureArea& area, int channel, AVFrame& plane)
{
    for (int y = 0; y < area.height; ++y) {
        const auto row =
            static_cast<std::size_t>(area.top + y) * static_cast<std::size_t>(picture.width);
        const std::uint8_t* from =
            picture.rgb.data() + 3 * (row + static_cast<std::size_t>(area.left)) + channel;
        std::uint8_t* to = plane.data[0] + static_cast<std::ptrdiff_t>(y) * plane.linesize[0];
        for (int x = 0; x < area.width; ++x)
            to[x] = from[3 * x];
    }
}

void storeChannel(const AVFrame& plane, int channel, Picture& picture)
{
    for (int y = 0; y < picture.height; ++y) {
        const std::uint8_t* from =
            plane.data[0] + static_cast<std::ptrdiff_t>(y) * plane.linesize[0];
        std::uint8_t* to =
            picture.rgb.data() +
            3 * static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + channel;
        for (int x = 0; x < picture.width; ++x)
            to[3 * x] = from[x];
    }
}

} // namespace

Picture cutAndScale(const Picture& picture, const PictureArea& area, int width, int height)
{
    IMPRINT_ASSERT(width > 0 && height > 0 && area.width > 0 && area.height > 0 && area.left >= 0 &&
                       area.top >= 0 && area.left + area.width <= picture.width &&
                       area.top + area.height <= picture.height,
                   "to ", width, "x", height, " from ", area.width, "x", area.height, " of ",
                   picture.width, "x", picture.height);
    // Channel by channel: swscale would take RGB through YUV and lose a level or two.
    const SwsPtr scaler = makePlaneScaler(area, width, height);
    const AvFramePtr source = makePictureFrame(AV_PIX_FMT_GRAY8, area.width, area.height);
    const AvFramePtr target = makePictureFrame(AV_PIX_FMT_GRAY8, width, height);
    Picture scaled{.width = width, .height = height};
    scaled.rgb.resize(pictureBytes(PixelFormat::Rgb24, width, height));
    for (int channel = 0; channel < 3; ++channel) {
        copyChannel(picture, area, channel, *source);
        ffmpegCheck(sws_scale(scaler.get(), source->data, source->linesize, 0, area.height,
                              target->data, target->linesize),
                    ErrorCode::Internal, "a picture cannot be scaled");
        storeChannel(*target, channel, scaled);
    }
    return scaled;
}

Picture cropSquareAndScale(const Picture& picture, int size)
{
    return cutAndScale(
        picture,
        largestArea({.width = picture.width, .height = picture.height}, {.width = 1, .height = 1}),
        size, size);
}

} // namespace imprint::audio
