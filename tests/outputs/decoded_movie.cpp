#include "tests/outputs/decoded_movie.h"

#include "app/outputs/ffmpeg_handles.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <cmath>
#include <cstdint>
#include <numeric>
#include <stdexcept>

namespace imprint::test {
namespace {

using namespace imprint::app;

AvInputPtr openInput(const std::string& path)
{
    AVFormatContext* input = nullptr;
    if (avformat_open_input(&input, ("file:" + path).c_str(), nullptr, nullptr) < 0)
        throw std::runtime_error("'" + path + "' does not open");
    AvInputPtr owner(input);
    if (avformat_find_stream_info(input, nullptr) < 0)
        throw std::runtime_error("'" + path + "' has no streams");
    return owner;
}

AvCodecPtr openDecoder(const AVStream& stream)
{
    AvCodecPtr codec(avcodec_alloc_context3(avcodec_find_decoder(stream.codecpar->codec_id)));
    codec->pkt_timebase = stream.time_base;
    if (avcodec_parameters_to_context(codec.get(), stream.codecpar) < 0 ||
        avcodec_open2(codec.get(), nullptr, nullptr) < 0)
        throw std::runtime_error("a stream has no decoder");
    return codec;
}

/// 0..255, whatever the number of bits.
double meanLuma(const AVFrame& frame)
{
    double sum = 0;
    const int bits = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format))->comp[0].depth;
    if (bits > 8) {
        for (int y = 0; y < frame.height; ++y) {
            const auto* row = reinterpret_cast<const std::uint16_t*>(
                frame.data[0] + static_cast<std::ptrdiff_t>(y) * frame.linesize[0]);
            sum += std::accumulate(row, row + frame.width, 0.0);
        }
        return std::ldexp(sum, 8 - bits) / (static_cast<double>(frame.width) * frame.height);
    }
    for (int y = 0; y < frame.height; ++y)
        for (int x = 0; x < frame.width; ++x)
            sum += frame.data[0][static_cast<std::ptrdiff_t>(y) * frame.linesize[0] + x];
    return sum / (static_cast<double>(frame.width) * frame.height);
}

/// The first channel.
void appendSound(const AVFrame& frame, std::vector<float>& sound)
{
    if (frame.format == AV_SAMPLE_FMT_FLTP) {
        const auto* samples = reinterpret_cast<const float*>(frame.extended_data[0]);
        sound.insert(sound.end(), samples, samples + frame.nb_samples);
        return;
    }
    if (frame.format != AV_SAMPLE_FMT_S16)
        throw std::runtime_error("sound in a format that this test does not read");
    const auto* samples = reinterpret_cast<const std::int16_t*>(frame.extended_data[0]);
    for (int i = 0; i < frame.nb_samples; ++i)
        sound.push_back(static_cast<float>(samples[i * frame.ch_layout.nb_channels]) / 32768.0F);
}

void store(const AVFrame& frame, const AVStream& stream, DecodedMovie& movie)
{
    const double seconds =
        static_cast<double>(frame.best_effort_timestamp) * av_q2d(stream.time_base);
    if (stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO) {
        movie.frames.push_back({seconds, meanLuma(frame), frame.key_frame != 0});
        return;
    }
    if (movie.sound.empty())
        movie.firstSample = std::lround(seconds * frame.sample_rate);
    appendSound(frame, movie.sound);
}

void decode(AVCodecContext& codec, const AVPacket* packet, const AVStream& stream,
            DecodedMovie& movie)
{
    if (avcodec_send_packet(&codec, packet) < 0)
        ++movie.damaged;
    const AvFramePtr frame = makeFrame();
    while (avcodec_receive_frame(&codec, frame.get()) == 0)
        store(*frame, stream, movie);
}

void describe(const AVFormatContext& input, DecodedMovie& movie)
{
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const AVCodecParameters& parameters = *input.streams[i]->codecpar;
        if (parameters.codec_type == AVMEDIA_TYPE_AUDIO) {
            movie.audioCodec = avcodec_get_name(parameters.codec_id);
            movie.sampleRate = parameters.sample_rate;
            movie.channels = parameters.ch_layout.nb_channels;
            continue;
        }
        movie.videoCodec = avcodec_get_name(parameters.codec_id);
        movie.width = parameters.width;
        movie.height = parameters.height;
        movie.colors = std::string(av_color_range_name(parameters.color_range)) + " " +
                       av_color_primaries_name(parameters.color_primaries) + " " +
                       av_color_transfer_name(parameters.color_trc) + " " +
                       av_color_space_name(parameters.color_space);
    }
    movie.durationSeconds = static_cast<double>(input.duration) / AV_TIME_BASE;
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(input.metadata, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr)
        movie.metadata[entry->key] = entry->value;
}

} // namespace

DecodedMovie decodeMovie(const std::string& path)
{
    const AvInputPtr input = openInput(path);
    DecodedMovie movie;
    describe(*input, movie);
    std::vector<AvCodecPtr> codecs;
    for (unsigned i = 0; i < input->nb_streams; ++i)
        codecs.push_back(openDecoder(*input->streams[i]));
    const AvPacketPtr packet = makePacket();
    int result = 0;
    while ((result = av_read_frame(input.get(), packet.get())) >= 0) {
        const auto index = static_cast<std::size_t>(packet->stream_index);
        decode(*codecs[index], packet.get(), *input->streams[index], movie);
        av_packet_unref(packet.get());
    }
    if (result != AVERROR_EOF)
        ++movie.damaged;
    for (std::size_t i = 0; i < codecs.size(); ++i)
        decode(*codecs[i], nullptr, *input->streams[i], movie);
    return movie;
}

} // namespace imprint::test
