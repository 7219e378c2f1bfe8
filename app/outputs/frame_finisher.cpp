#include "app/outputs/frame_finisher.h"

#include "app/outputs/camera_sway.h"
#include "app/outputs/ffmpeg_handles.h"

#include <cmath>
#include <cstring>

namespace imprint::app {
namespace {

constexpr int kMaxSide = 4096;
constexpr double kAspectTolerance = 0.02; // rounding to even sizes distorts no more than this

void validate(int sourceWidth, int sourceHeight, const FinishSettings& settings)
{
    IMPRINT_ASSERT(sourceWidth > 0 && sourceHeight > 0, sourceWidth, "x", sourceHeight);
    const std::string size = concat("a video of ", settings.width, "x", settings.height);
    if (settings.width <= 0 || settings.height <= 0 || settings.width > kMaxSide ||
        settings.height > kMaxSide || settings.width % 2 != 0 || settings.height % 2 != 0)
        throw Error(ErrorCode::BadConfig, concat(size, " cannot be made"),
                    concat("Use even sizes from 2 to ", kMaxSide));
    const double stretch = static_cast<double>(settings.width) * sourceHeight /
                           (static_cast<double>(settings.height) * sourceWidth);
    if (std::abs(stretch - 1) > kAspectTolerance)
        throw Error(ErrorCode::BadConfig,
                    concat(size, " would stretch the model's ", sourceWidth, "x", sourceHeight),
                    "Choose a size of the same aspect");
    IMPRINT_ASSERT(settings.framesPerSecond > 0, settings.framesPerSecond);
}

} // namespace

struct FrameFinisher::Scaler {
    Scaler(int sourceWidth, int sourceHeight, int width, int height)
        : source(makePictureFrame(AV_PIX_FMT_RGB24, sourceWidth, sourceHeight))
        , target(makePictureFrame(AV_PIX_FMT_YUV420P, width, height))
        , context(sws_getContext(sourceWidth, sourceHeight, AV_PIX_FMT_RGB24, width, height,
                                 AV_PIX_FMT_YUV420P,
                                 SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP | SWS_BITEXACT,
                                 nullptr, nullptr, nullptr))
    {
        IMPRINT_ASSERT(context != nullptr, sourceWidth, "x", sourceHeight, " to ", width, "x",
                       height);
        const int* coefficients = sws_getCoefficients(SWS_CS_ITU709);
        ffmpegCheck(sws_setColorspaceDetails(context.get(), coefficients, 1, coefficients, 0, 0,
                                             1 << 16, 1 << 16),
                    ErrorCode::Internal, "the colour conversion cannot be set");
    }

    void run(const std::vector<std::uint8_t>& rgb);
    void copyTarget(std::vector<std::uint8_t>& picture) const;

    AvFramePtr source;
    AvFramePtr target;
    SwsPtr context;
};

void FrameFinisher::Scaler::run(const std::vector<std::uint8_t>& rgb)
{
    const std::size_t rowBytes = 3 * static_cast<std::size_t>(source->width);
    for (int y = 0; y < source->height; ++y)
        std::memcpy(source->data[0] + static_cast<std::ptrdiff_t>(y) * source->linesize[0],
                    rgb.data() + static_cast<std::size_t>(y) * rowBytes, rowBytes);
    ffmpegCheck(sws_scale(context.get(), source->data, source->linesize, 0, source->height,
                          target->data, target->linesize),
                ErrorCode::Internal, "a frame cannot be scaled");
}

void FrameFinisher::Scaler::copyTarget(std::vector<std::uint8_t>& picture) const
{
    picture.resize(pictureBytes(PixelFormat::I420, target->width, target->height));
    std::uint8_t* to = picture.data();
    for (int plane = 0; plane < 3; ++plane) {
        const int width = plane == 0 ? target->width : target->width / 2;
        const int height = plane == 0 ? target->height : target->height / 2;
        for (int y = 0; y < height; ++y, to += width)
            std::memcpy(
                to, target->data[plane] + static_cast<std::ptrdiff_t>(y) * target->linesize[plane],
                static_cast<std::size_t>(width));
    }
}

FrameFinisher::FrameFinisher(int sourceWidth, int sourceHeight, const FinishSettings& settings)
    : m_settings(settings)
{
    validate(sourceWidth, sourceHeight, settings);
    m_scaler = std::make_unique<Scaler>(sourceWidth, sourceHeight, settings.width, settings.height);
}

FrameFinisher::~FrameFinisher() = default;

std::shared_ptr<const VideoFrame> FrameFinisher::finish(const VideoFrame& frame)
{
    IMPRINT_ASSERT(frame.format == PixelFormat::Rgb24 && frame.width == m_scaler->source->width &&
                       frame.height == m_scaler->source->height &&
                       frame.data.size() == pictureBytes(frame.format, frame.width, frame.height),
                   "frame of ", frame.width, "x", frame.height, ", ", frame.data.size(), " bytes");
    m_scaler->run(frame.data);
    auto finished =
        std::make_shared<VideoFrame>(VideoFrame{.format = PixelFormat::I420,
                                                .width = m_settings.width,
                                                .height = m_settings.height,
                                                .index = frame.index,
                                                .presentationTimeUs = frame.presentationTimeUs,
                                                .block = frame.block});
    m_scaler->copyTarget(finished->data);
    if (m_settings.motion == CameraMotion::Sway)
        move(frame.index, finished->data);
    return finished;
}

void FrameFinisher::move(std::int64_t frameIndex, std::vector<std::uint8_t>& picture)
{
    m_unmoved.swap(picture);
    picture.resize(m_unmoved.size());
    const PlaneSize luma{m_settings.width, m_settings.height};
    const PlaneSize chroma{luma.width / 2, luma.height / 2};
    const CameraView view = gentleSway(frameIndex, m_settings.framesPerSecond, luma);
    CameraView chromaView = view;
    chromaView.shiftX /= 2;
    chromaView.shiftY /= 2;
    const auto lumaBytes = static_cast<std::ptrdiff_t>(luma.width) * luma.height;
    const std::ptrdiff_t chromaBytes = static_cast<std::ptrdiff_t>(chroma.width) * chroma.height;
    const std::uint8_t* from = m_unmoved.data();
    std::uint8_t* to = picture.data();
    renderView(view, luma, from, to);
    renderView(chromaView, chroma, from + lumaBytes, to + lumaBytes);
    renderView(chromaView, chroma, from + lumaBytes + chromaBytes, to + lumaBytes + chromaBytes);
}

} // namespace imprint::app
