#include "app/doctor/codec_checks.h"

#include "app/doctor/plain_words.h"
#include "app/outputs/movie_encoders.h"
#include "app/outputs/vaapi_frames.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>

namespace imprint::app {
namespace {

constexpr int kWidth = 640; // what every card encodes
constexpr int kHeight = 360;

template <class Open>
std::string troubleOf(Open&& open)
{
    try {
        open();
        return {};
    } catch (const Error& error) { // a finding answers with a text
        return error.what();
    }
}

/// Gives the encoder its frame and takes all that it makes. That alone proves a graphics card; and SVT-AV1 never ends when
/// it is closed before its first picture.
void encodeOnce(AVCodecContext& codec, const AVFrame& frame)
{
    const std::string what = concat(codec.codec->name, " opens, and encodes nothing");
    ffmpegCheck(avcodec_send_frame(&codec, &frame), ErrorCode::Unsupported, what);
    ffmpegCheck(avcodec_send_frame(&codec, nullptr), ErrorCode::Unsupported, what);
    const AvPacketPtr packet = makePacket();
    int packets = 0;
    int result = 0;
    while ((result = avcodec_receive_packet(&codec, packet.get())) == 0) {
        ++packets;
        av_packet_unref(packet.get());
    }
    if (result != AVERROR_EOF || packets == 0)
        throw Error(ErrorCode::Unsupported, concat(what, ": ", ffmpegText(result)));
}

void encodePicture(const VideoEncoder& encoder)
{
    AVCodecContext& codec = *encoder.codec;
    AvFramePtr frame = makePictureFrame(encoder.pixels, kWidth, kHeight);
    for (const AVBufferRef* plane : frame->buf)
        if (plane != nullptr)
            std::memset(plane->data, 0, plane->size);
    frame->pts = 0;
    if (encoder.taken->encoder == Encoder::Vaapi)
        frame = uploadedFrame(codec, *frame);
    encodeOnce(codec, *frame);
}

CodecFinding tryRow(const VideoEncoderRow& row)
{
    MovieFormat format;
    format.videoCodec = row.codec;
    format.encoder = row.encoder;
    return {.codec = std::string(enumName(row.codec)),
            .library = row.name,
            .trouble = troubleOf([&] {
                encodePicture(
                    openVideoEncoder({.width = kWidth, .height = kHeight, .format = format}));
            }),
            .encoder = row.encoder};
}

CodecFinding tryRow(AudioCodec codec)
{
    return {.codec = std::string(enumName(codec)),
            .library = audioEncoder(codec).name,
            .trouble = troubleOf([&] { openAudioEncoder({.codec = codec}); })};
}

bool isDefault(const CodecFinding& finding)
{
    const MovieFormat defaults;
    return finding.codec == enumName(defaults.videoCodec) ||
           finding.codec == enumName(defaults.audioCodec);
}

/// "the encoder x cannot make y: no card" -> "no card": what FFmpeg says of it.
std::string reasonOf(const std::string& trouble)
{
    const std::size_t colon = trouble.rfind(": ");
    return colon == std::string::npos ? trouble : trouble.substr(colon + 2);
}

} // namespace

std::vector<CodecFinding> findCodecs()
{
    std::vector<CodecFinding> findings;
    for (const VideoEncoderRow& row : videoEncoders())
        findings.push_back(tryRow(row));
    for (const auto& entry : enumNames(AudioCodec{}))
        findings.push_back(tryRow(entry.value));
    return findings;
}

Check judgeSoftwareCodecs(const std::vector<CodecFinding>& codecs)
{
    Check check;
    std::vector<std::string> open;
    std::vector<std::string> troubles;
    for (const CodecFinding& finding : codecs) {
        if (finding.encoder != Encoder::Software)
            continue;
        if (finding.trouble.empty()) {
            open.push_back(finding.codec);
            continue;
        }
        check.verdict =
            std::max(check.verdict, isDefault(finding) ? Verdict::Broken : Verdict::Missing);
        troubles.push_back(concat(finding.codec, ": ", finding.trouble));
    }
    check.found = {open.empty() ? "none works" : listed(open)};
    check.found.insert(check.found.end(), troubles.begin(), troubles.end());
    if (check.verdict != Verdict::Ok)
        check.mend = {"sudo apt install libavcodec59    (Debian's, which has them all)",
                      "or record as something that works: --video-codec, --audio-codec"};
    return check;
}

Check judgeCardCodecs(const std::vector<CodecFinding>& codecs)
{
    std::map<Encoder, std::vector<std::string>> open;
    std::map<Encoder, std::string> troubles;
    for (const CodecFinding& finding : codecs) {
        if (finding.encoder == Encoder::Software)
            continue;
        if (finding.trouble.empty())
            open[finding.encoder].push_back(finding.codec);
        else
            troubles.try_emplace(finding.encoder, finding.trouble);
    }
    Check check;
    for (const auto& [encoder, names] : open)
        check.found.push_back(concat(listed(names), " with --encoder ", enumName(encoder)));
    if (!open.empty())
        return check;
    check.verdict = Verdict::Missing;
    for (const auto& [encoder, trouble] : troubles)
        check.found.push_back(concat(enumName(encoder), " does not work: ", reasonOf(trouble)));
    check.found.emplace_back("recordings and streams are encoded by the processor, which is enough "
                             "for most");
    check.mend = {
        "NVIDIA: install its driver (see the check of the gpu)",
        "Intel, AMD: sudo apt install va-driver-all; sudo usermod -aG video,render $USER; "
        "then log in again"};
    return check;
}

} // namespace imprint::app
