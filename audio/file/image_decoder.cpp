#include "audio/file/image_decoder.h"

#include "audio/file/image_end.h"
#include "audio/file/image_file.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace imprint::audio {
namespace {

using namespace std::string_view_literals;
using Bytes = std::vector<std::uint8_t>;

struct Signature {
    AVCodecID codec;
    std::size_t offset;
    std::string_view bytes;
};

constexpr std::array kSignatures{
    Signature{AV_CODEC_ID_PNG, 0, "\x89PNG\r\n\x1a\n"sv},
    Signature{AV_CODEC_ID_MJPEG, 0, "\xff\xd8\xff"sv},
    Signature{AV_CODEC_ID_WEBP, 8, "WEBP"sv},
    Signature{AV_CODEC_ID_BMP, 0, "BM"sv},
    Signature{AV_CODEC_ID_TIFF, 0, "II*\0"sv},
    Signature{AV_CODEC_ID_TIFF, 0, "MM\0*"sv},
    Signature{AV_CODEC_ID_GIF, 0, "GIF8"sv},
};

AVCodecID codecOf(const Bytes& bytes)
{
    for (const Signature& signature : kSignatures) {
        const std::size_t end = signature.offset + signature.bytes.size();
        if (bytes.size() >= end && std::memcmp(bytes.data() + signature.offset,
                                               signature.bytes.data(), signature.bytes.size()) == 0)
            return signature.codec;
    }
    return AV_CODEC_ID_NONE;
}

struct SizeLimit {
    int width = 0; // of the refused picture
    int height = 0;
};

bool tooLarge(const AVFrame& frame)
{
    return frame.width > kMaxPictureSide || frame.height > kMaxPictureSide ||
           static_cast<long long>(frame.width) * frame.height > kMaxPicturePixels;
}

/// FFmpeg asks for the picture's memory once it has read the header: the last moment to refuse.
int refuseLargeBuffers(AVCodecContext* codec, AVFrame* frame, int flags)
{
    if (!tooLarge(*frame))
        return avcodec_default_get_buffer2(codec, frame, flags);
    *static_cast<SizeLimit*>(codec->opaque) = {frame->width, frame->height};
    return AVERROR(ENOMEM);
}

/// Feeds the whole file as one packet.
int decodeWhole(AVCodecContext* codec, const Bytes& bytes, AVFrame* frame)
{
    const AvPacketPtr packet = makePacket();
    int result = av_new_packet(packet.get(), static_cast<int>(bytes.size()));
    if (result < 0)
        return result;
    std::memcpy(packet->data, bytes.data(), bytes.size());
    result = avcodec_send_packet(codec, packet.get());
    if (result < 0)
        return result;
    avcodec_send_packet(codec, nullptr);
    return avcodec_receive_frame(codec, frame);
}

int orientationOf(const AVFrame& frame)
{
    const AVDictionaryEntry* entry = av_dict_get(frame.metadata, "Orientation", nullptr, 0);
    const long value = entry == nullptr ? 1 : std::strtol(entry->value, nullptr, 10);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
}

AvCodecPtr openImageCodec(const Bytes& bytes, const std::string& name)
{
    const AVCodecID id = codecOf(bytes);
    if (id == AV_CODEC_ID_NONE)
        throw Error(ErrorCode::BadInput,
                    concat("the file '", name, "' is not a picture of a known kind"),
                    "Use a PNG, JPEG, WebP, BMP, TIFF or GIF file");
    const AVCodec* decoder = avcodec_find_decoder(id);
    if (decoder == nullptr)
        throw Error(ErrorCode::Unsupported,
                    concat("FFmpeg has no decoder for the picture '", name, "'"),
                    "Install the full FFmpeg libraries, or save the picture as PNG");
    AvCodecPtr codec = makeCodec(decoder);
    codec->thread_count = 1;              // one picture: threads would only delay it,
    codec->thread_type = FF_THREAD_SLICE; // and our get_buffer2 must not be called from them
    codec->err_recognition = id == AV_CODEC_ID_PNG ? AV_EF_CRCCHECK | AV_EF_EXPLODE : 0;
    return codec;
}

} // namespace

DecodedImage decodeImage(const Bytes& bytes, const std::string& name)
{
    AvCodecPtr codec = openImageCodec(bytes, name);
    SizeLimit refused;
    codec->opaque = &refused;
    codec->get_buffer2 = refuseLargeBuffers;
    const std::string what = concat("the picture '", name, "' is truncated or damaged");
    const std::string hint = "Open it in a picture editor and save it again";
    ffmpegCheck(avcodec_open2(codec.get(), codec->codec, nullptr), ErrorCode::Internal, what);

    DecodedImage image{.frame = makeFrame()};
    const int result = decodeWhole(codec.get(), bytes, image.frame.get());
    if (refused.width > 0)
        throw Error(
            ErrorCode::BadInput,
            concat("the picture '", name, "' is too large: ", refused.width, "x", refused.height),
            concat("Use at most ", kMaxPictureSide, " pixels on a side and ",
                   kMaxPicturePixels / 1'000'000, " megapixels"));
    ffmpegCheck(result, ErrorCode::BadInput, what, hint);
    if ((codec->codec_id == AV_CODEC_ID_MJPEG && !jpegIsComplete(bytes)) ||
        (codec->codec_id == AV_CODEC_ID_GIF && !gifIsComplete(bytes)))
        throw Error(ErrorCode::BadInput, concat(what, ": its end is missing"), hint);
    image.orientation = orientationOf(*image.frame);
    return image;
}

} // namespace imprint::audio
