#include "audio/file/ffmpeg_handles.h"
#include "audio/file/image_file.h"

#include <algorithm>
#include <cstring>

namespace imprint::audio {
namespace {

// Share of the surplus height that is cut off above; 0.5 would be the middle.
constexpr double kPortraitCutAbove = 0.35;

// swscale's Lanczos window does not fit into its filter beyond this reduction; area averaging does.
constexpr int kMaxLanczosReduction = 16;

struct Square {
    int left = 0;
    int top = 0;
    int side = 0;
};

Square bestSquare(const Picture& picture)
{
    const int side = std::min(picture.width, picture.height);
    return {.left = (picture.width - side) / 2,
            .top = static_cast<int>((picture.height - side) * kPortraitCutAbove),
            .side = side};
}

SwsPtr makePlaneScaler(int from, int to)
{
    const int filter = from > kMaxLanczosReduction * to ? SWS_AREA : SWS_LANCZOS;
    SwsPtr scaler(sws_getContext(from, from, AV_PIX_FMT_GRAY8, to, to, AV_PIX_FMT_GRAY8,
                                 filter | SWS_ACCURATE_RND | SWS_BITEXACT, nullptr, nullptr,
                                 nullptr));
    if (!scaler)
        throw Error(ErrorCode::Internal,
                    concat("a picture cannot be scaled from ", from, " to ", to));
    return scaler;
}

void copyChannel(const Picture& picture, const Square& square, int channel, AVFrame& plane)
{
    for (int y = 0; y < square.side; ++y) {
        const auto row =
            static_cast<std::size_t>(square.top + y) * static_cast<std::size_t>(picture.width);
        const std::uint8_t* from =
            picture.rgb.data() + 3 * (row + static_cast<std::size_t>(square.left)) + channel;
        std::uint8_t* to = plane.data[0] + static_cast<std::ptrdiff_t>(y) * plane.linesize[0];
        for (int x = 0; x < square.side; ++x)
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

Picture cropSquareAndScale(const Picture& picture, int size)
{
    IMPRINT_ASSERT(size > 0 && picture.width > 0 && picture.height > 0, "to ", size, " from ",
                   picture.width, "x", picture.height);
    const Square square = bestSquare(picture);
    // Channel by channel: swscale would take RGB through YUV and lose a level or two.
    const SwsPtr scaler = makePlaneScaler(square.side, size);
    const AvFramePtr source = makePictureFrame(AV_PIX_FMT_GRAY8, square.side, square.side);
    const AvFramePtr target = makePictureFrame(AV_PIX_FMT_GRAY8, size, size);
    Picture scaled{.width = size, .height = size};
    scaled.rgb.resize(pictureBytes(PixelFormat::Rgb24, size, size));
    for (int channel = 0; channel < 3; ++channel) {
        copyChannel(picture, square, channel, *source);
        ffmpegCheck(sws_scale(scaler.get(), source->data, source->linesize, 0, square.side,
                              target->data, target->linesize),
                    ErrorCode::Internal, "a picture cannot be scaled");
        storeChannel(*target, channel, scaled);
    }
    return scaled;
}

} // namespace imprint::audio
