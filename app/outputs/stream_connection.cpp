#include "app/outputs/stream_connection.h"

#include "app/outputs/live_output.h"
#include "app/outputs/origin_mark.h"

#include <chrono>
#include <thread>
#include <utility>

namespace imprint::app {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kConnectTime{10'000}; // SRT gives up after 3 s by itself
constexpr milliseconds kWriteTime{10'000};   // a server that takes nothing for so long is lost
constexpr milliseconds kCloseTime{500};
constexpr milliseconds kSrtRoundTrips{100}; // beside the latency, for what is sent again at the end
constexpr std::int64_t kInterleaveUs = 300'000; // longest wait of one track's packets for the other

int isPassed(void* deadline)
{
    return static_cast<StreamDeadline*>(deadline)->passed() ? 1 : 0;
}

const char* muxerOf(StreamProtocol protocol)
{
    return protocol == StreamProtocol::Rtmp ? "flv" : "mpegts";
}

HeaderPlace headerPlace(const AVFormatContext& output)
{
    return (output.oformat->flags & AVFMT_GLOBALHEADER) != 0 ? HeaderPlace::InContainer
                                                             : HeaderPlace::InStream;
}

AVDictionary* protocolOptions(const StreamSettings& settings, const StreamAddress& address)
{
    AVDictionary* options = nullptr;
    for (const auto& [name, value] : address.options)
        av_dict_set(&options, name.c_str(), value.c_str(), 0);
    if (address.protocol == StreamProtocol::Srt) {
        av_dict_set_int(&options, "latency", settings.srtLatencyMs * 1000LL, 0); // microseconds
        av_dict_set(&options, "mode", "caller", 0);
    } else {
        av_dict_set(&options, "tcp_nodelay", "1", 0);
    }
    if (!settings.authorityFile.empty())
        av_dict_set(&options, "ca_file", settings.authorityFile.c_str(), 0);
    return options;
}

} // namespace

VideoEncoder openStreamEncoder(const StreamSettings& settings, HeaderPlace headers)
{
    return openVideoEncoder({.width = settings.width,
                             .height = settings.height,
                             .framesPerSecond = settings.framesPerSecond,
                             .format = {.encoder = settings.encoder, .preset = settings.preset},
                             .headers = headers,
                             .liveKilobits = settings.videoKilobits});
}

StreamConnection::StreamConnection(const StreamSettings& settings, const StreamAddress& address,
                                   StreamDeadline& deadline)
    : m_settings(settings)
    , m_address(address)
    , m_deadline(deadline)
{
    AVFormatContext* output = nullptr;
    ffmpegCheck(
        avformat_alloc_output_context2(&output, nullptr, muxerOf(address.protocol), nullptr),
        ErrorCode::Unsupported, "FFmpeg cannot write streams", "Install the full FFmpeg libraries");
    m_output.reset(output);
    output->interrupt_callback = {isPassed, &m_deadline};
    output->flush_packets = 1;
    output->max_interleave_delta = kInterleaveUs;
    const HeaderPlace headers = headerPlace(*output);
    VideoEncoder encoder = openStreamEncoder(settings, headers);
    m_encoder = encoder.taken->name;
    m_video.emplace(trackOf(std::move(encoder.codec)), encoder.pixels);
    m_audio.emplace(trackOf(openAudioEncoder({.sampleRate = kLiveSampleRate,
                                              .channels = 1,
                                              .codec = AudioCodec::Aac,
                                              .headers = headers,
                                              .kilobits = settings.audioKilobits})));
    const OriginMark mark = markOf(settings.origin);
    av_dict_set(&output->metadata, "comment", mark.words, 0);
    av_dict_set(&output->metadata, "description", mark.source, 0);
    av_dict_set(&output->metadata, "service_name", mark.words, 0);
    connect();
}

StreamConnection::~StreamConnection()
{
    m_deadline.allow(kCloseTime); // closing says goodbye to the server
}

void StreamConnection::connect()
{
    m_deadline.allow(kConnectTime);
    AVDictionary* options = protocolOptions(m_settings, m_address);
    const int opened = avio_open2(&m_output->pb, m_address.address.c_str(), AVIO_FLAG_WRITE,
                                  &m_output->interrupt_callback, &options);
    av_dict_free(&options);
    check(opened);
    AVDictionary* muxing = nullptr;
    if (m_address.protocol == StreamProtocol::Rtmp)
        av_dict_set(&muxing, "flvflags", "no_duration_filesize", 0); // neither is known in a stream
    const int written = avformat_write_header(m_output.get(), &muxing);
    av_dict_free(&muxing);
    check(written);
    m_bytes = avio_tell(m_output->pb);
}

MovieTrack StreamConnection::trackOf(AvCodecPtr codec)
{
    AVStream& stream = addStreamOf(*m_output, *codec);
    return MovieTrack(
        std::move(codec), stream, [this](AVPacket& packet) { write(packet); }, m_address.address);
}

void StreamConnection::write(AVPacket& packet)
{
    m_deadline.allow(kWriteTime);
    check(av_interleaved_write_frame(m_output.get(), &packet));
    check(m_output->pb->error); // a flush that failed is told here alone
    m_bytes = avio_tell(m_output->pb);
}

void StreamConnection::check(int result)
{
    if (result >= 0)
        return;
    throw Error(ErrorCode::Io,
                result == AVERROR_EXIT ? "the server does not answer" : ffmpegText(result));
}

void StreamConnection::finish()
{
    m_audio->flush();
    m_video->flush();
    m_deadline.allow(kWriteTime);
    check(av_write_trailer(m_output.get()));
    avio_flush(m_output->pb);
    check(m_output->pb->error);
    m_bytes = avio_tell(m_output->pb);
    // Nothing tells that the receiver has all; its latency is the time within which it has, or never will.
    if (m_address.protocol == StreamProtocol::Srt)
        std::this_thread::sleep_for(milliseconds(m_settings.srtLatencyMs) + kSrtRoundTrips);
}

} // namespace imprint::app
