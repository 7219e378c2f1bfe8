#include "audio/file/image_file.h"

#include "audio/file/image_decoder.h"
#include "audio/file/input_file.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace imprint::audio {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uintmax_t kMaxFileBytes = 512ULL << 20;
constexpr unsigned kBackgroundGrey =
    224; // under transparent pixels: neutral, and light as a studio wall

template <class Container>
Container readBytes(const std::string& path)
{
    requireInputFile(path);
    std::error_code error;
    if (std::filesystem::file_size(path, error) > kMaxFileBytes && !error)
        throw Error(ErrorCode::BadInput, concat("the file '", path, "' is too large for a picture"),
                    "Use a PNG or JPEG of less than 512 MiB");
    std::ifstream file(path, std::ios::binary);
    Container bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad())
        throw Error(ErrorCode::Io,
                    concat("the file '", path, "' cannot be read: ", std::strerror(errno)));
    return bytes;
}

bool hasAlpha(const AVFrame& frame)
{
    const AVPixFmtDescriptor* description =
        av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    return description != nullptr && (description->flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
}

bool isFullRange(const AVFrame& frame)
{
    switch (frame.format) {
    case AV_PIX_FMT_YUVJ411P:
    case AV_PIX_FMT_YUVJ420P:
    case AV_PIX_FMT_YUVJ422P:
    case AV_PIX_FMT_YUVJ440P:
    case AV_PIX_FMT_YUVJ444P: return true;
    default: return frame.color_range == AVCOL_RANGE_JPEG;
    }
}

AvFramePtr toRgb(const AVFrame& source, AVPixelFormat format)
{
    const SwsPtr scaler(sws_getContext(
        source.width, source.height, static_cast<AVPixelFormat>(source.format), source.width,
        source.height, format,
        SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT,
        nullptr, nullptr, nullptr));
    if (!scaler)
        throw Error(ErrorCode::Unsupported, "the picture's pixel format cannot be converted",
                    "Save the picture as an RGB PNG");
    const int* coefficients = sws_getCoefficients(SWS_CS_ITU601); // what JPEG and WebP use
    sws_setColorspaceDetails(scaler.get(), coefficients, isFullRange(source) ? 1 : 0, coefficients,
                             1, 0, 1 << 16, 1 << 16);
    AvFramePtr target = makePictureFrame(format, source.width, source.height);
    ffmpegCheck(sws_scale(scaler.get(), source.data, source.linesize, 0, source.height,
                          target->data, target->linesize),
                ErrorCode::Internal, "the picture cannot be converted to RGB");
    return target;
}

void blendRow(const std::uint8_t* rgba, int width, std::uint8_t* rgb)
{
    for (int x = 0; x < width; ++x, rgba += 4, rgb += 3) {
        const unsigned alpha = rgba[3];
        for (int c = 0; c < 3; ++c)
            rgb[c] = static_cast<std::uint8_t>(
                (rgba[c] * alpha + kBackgroundGrey * (255 - alpha) + 127) / 255);
    }
}

Picture toPicture(const AVFrame& source)
{
    const bool alpha = hasAlpha(source);
    const AvFramePtr pixels = toRgb(source, alpha ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24);
    Picture picture{.width = source.width, .height = source.height};
    picture.rgb.resize(pictureBytes(PixelFormat::Rgb24, picture.width, picture.height));
    const std::size_t rowBytes = 3 * static_cast<std::size_t>(picture.width);
    for (int y = 0; y < picture.height; ++y) {
        const std::uint8_t* from =
            pixels->data[0] + static_cast<std::ptrdiff_t>(y) * pixels->linesize[0];
        std::uint8_t* to = picture.rgb.data() + static_cast<std::size_t>(y) * rowBytes;
        if (alpha)
            blendRow(from, picture.width, to);
        else
            std::memcpy(to, from, rowBytes);
    }
    return picture;
}

/// Undoes EXIF orientation 2..8.
Picture upright(Picture picture, int orientation)
{
    if (orientation == 1)
        return picture;
    const bool transposed = orientation >= 5;
    const bool mirrored =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool upsideDown =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Picture turned{.width = transposed ? picture.height : picture.width,
                   .height = transposed ? picture.width : picture.height};
    turned.rgb.resize(picture.rgb.size());
    std::uint8_t* to = turned.rgb.data();
    for (int y = 0; y < turned.height; ++y) {
        for (int x = 0; x < turned.width; ++x, to += 3) {
            const int column = transposed ? y : x;
            const int row = transposed ? x : y;
            const auto sourceX =
                static_cast<std::size_t>(mirrored ? picture.width - 1 - column : column);
            const auto sourceY =
                static_cast<std::size_t>(upsideDown ? picture.height - 1 - row : row);
            const std::size_t at =
                3 * (sourceY * static_cast<std::size_t>(picture.width) + sourceX);
            std::memcpy(to, picture.rgb.data() + at, 3);
        }
    }
    return turned;
}

AvPacketPtr encodePng(const Picture& picture)
{
    IMPRINT_ASSERT(picture.rgb.size() ==
                   pictureBytes(PixelFormat::Rgb24, picture.width, picture.height));
    const std::string what = "the PNG cannot be made";
    const AvFramePtr frame = makePictureFrame(AV_PIX_FMT_RGB24, picture.width, picture.height);
    const std::size_t rowBytes = 3 * static_cast<std::size_t>(picture.width);
    for (int y = 0; y < picture.height; ++y)
        std::memcpy(frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0],
                    picture.rgb.data() + static_cast<std::size_t>(y) * rowBytes, rowBytes);
    const AVCodec* encoder = avcodec_find_encoder(AV_CODEC_ID_PNG);
    if (encoder == nullptr)
        throw Error(ErrorCode::Unsupported, "FFmpeg has no PNG encoder",
                    "Install the full FFmpeg libraries");
    const AvCodecPtr codec = makeCodec(encoder);
    codec->width = picture.width;
    codec->height = picture.height;
    codec->pix_fmt = AV_PIX_FMT_RGB24;
    codec->time_base = {1, 1};
    ffmpegCheck(avcodec_open2(codec.get(), encoder, nullptr), ErrorCode::Internal, what);
    ffmpegCheck(avcodec_send_frame(codec.get(), frame.get()), ErrorCode::Internal, what);
    ffmpegCheck(avcodec_send_frame(codec.get(), nullptr), ErrorCode::Internal, what);
    AvPacketPtr packet = makePacket();
    ffmpegCheck(avcodec_receive_packet(codec.get(), packet.get()), ErrorCode::Internal, what);
    return packet;
}

[[noreturn]] void failWrite(const std::string& path, const std::string& reason)
{
    throw Error(ErrorCode::Io, concat("the picture '", path, "' cannot be written: ", reason),
                "Check the folder, its access rights and the free space");
}

} // namespace

Picture readPicture(const std::string& path)
{
    const DecodedImage image = decodeImage(readBytes<Bytes>(path), path);
    return upright(toPicture(*image.frame), image.orientation);
}

std::string readPictureFile(const std::string& path)
{
    return readBytes<std::string>(path);
}

Picture decodePicture(std::string_view bytes, const std::string& name)
{
    const DecodedImage image = decodeImage(Bytes(bytes.begin(), bytes.end()), name);
    return upright(toPicture(*image.frame), image.orientation);
}

std::string encodedPng(const Picture& picture)
{
    const AvPacketPtr png = encodePng(picture);
    return {reinterpret_cast<const char*>(png->data), static_cast<std::size_t>(png->size)};
}

void writePng(const Picture& picture, const std::string& path)
{
    const AvPacketPtr png = encodePng(picture);
    const std::string temporary = concat(path, ".", ::getpid(), ".part");
    errno = 0;
    std::ofstream file(temporary, std::ios::binary);
    file.write(reinterpret_cast<const char*>(png->data), png->size);
    file.close();
    std::error_code error(file ? 0 : (errno != 0 ? errno : EIO), std::generic_category());
    if (!error)
        std::filesystem::rename(temporary, path, error);
    if (error) {
        std::error_code ignored; // the failed write is what matters
        std::filesystem::remove(temporary, ignored);
        failWrite(path, error.message());
    }
}

} // namespace imprint::audio
