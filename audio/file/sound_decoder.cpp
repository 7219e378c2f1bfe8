#include "audio/file/sound_decoder.h"

#include "audio/file/input_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace imprint::audio {
namespace {

constexpr AVRational kMicroseconds{1, AV_TIME_BASE};

// A sound that ends this much before its stated length is called incomplete; encoders' padding stays below it.
constexpr double kToleratedLossSeconds = 0.2;

// Lossy codecs need some packets before a frame is whole.
constexpr double kRunUpSeconds = 0.1;

/// FFmpeg takes a cut WAV file's length from its size; its header still has the true one.
bool wavIsCut(const std::string& path)
{
    std::array<unsigned char, 12> head{};
    std::ifstream file(path, std::ios::binary);
    file.read(reinterpret_cast<char*>(head.data()), head.size());
    if (!file || std::memcmp(head.data(), "RIFF", 4) != 0 ||
        std::memcmp(head.data() + 8, "WAVE", 4) != 0)
        return false;
    std::uint64_t stated = 0;
    for (std::size_t i = 0; i < 4; ++i)
        stated |= std::uint64_t{head[4 + i]} << (8 * i);
    constexpr std::uint64_t kUnknown = 0xffffffff; // written by programs that cannot seek back
    std::error_code error;
    return stated != kUnknown && stated + 8 > std::filesystem::file_size(path, error) && !error;
}

} // namespace

SoundDecoder::SoundDecoder(const std::string& path)
    : m_path(path)
{
    const std::string hint = "Use a complete WAV, MP3, FLAC, M4A, OGG, MP4 or MKV file";
    m_input = openMedia(path, "sound or video", hint);
    const ChosenStream chosen = chooseStream(
        *m_input, AVMEDIA_TYPE_AUDIO,
        {concat("the sound of '", m_path, "' has a format without a decoder"),
         "Convert it to WAV, MP3, FLAC or AAC"},
        {concat("the file '", m_path, "' has no sound track"), "Choose a file with sound"});
    m_stream = chosen.stream;
    m_codec = openDecoder(chosen, concat("the sound of '", m_path, "' cannot be decoded"));
}

const AVFrame* SoundDecoder::next()
{
    while (true) {
        const int result = avcodec_receive_frame(m_codec.get(), m_frame.get());
        if (result == 0) {
            if (m_decodedSeconds == 0)
                m_firstTime = m_frame->best_effort_timestamp;
            m_decodedSeconds +=
                static_cast<double>(m_frame->nb_samples) / std::max(1, m_frame->sample_rate);
            return m_frame.get();
        }
        if (m_drained) {
            warnIfShort();
            return nullptr;
        }
        if (result != AVERROR(EAGAIN))
            warn(ffmpegText(result));
        feed();
    }
}

void SoundDecoder::feed()
{
    const int read = av_read_frame(m_input.get(), m_packet.get());
    if (read < 0) {
        if (read != AVERROR_EOF)
            warn(ffmpegText(read));
        avcodec_send_packet(m_codec.get(), nullptr);
        m_drained = true;
        return;
    }
    if (m_packet->stream_index == m_stream->index) {
        const int sent = avcodec_send_packet(m_codec.get(), m_packet.get());
        if (sent < 0)
            warn(ffmpegText(sent));
    }
    av_packet_unref(m_packet.get());
}

bool SoundDecoder::seek(double seconds)
{
    if (m_firstTime == AV_NOPTS_VALUE)
        return false;
    const double ahead = std::max(0.0, seconds - kRunUpSeconds);
    const std::int64_t time = m_firstTime + std::llround(ahead / av_q2d(m_stream->time_base));
    if (av_seek_frame(m_input.get(), m_stream->index, time, AVSEEK_FLAG_BACKWARD) < 0)
        return false;
    avcodec_flush_buffers(m_codec.get());
    m_drained = false;
    m_sought = true;
    return true;
}

double SoundDecoder::secondsBehindFirst(const AVFrame& frame) const
{
    if (frame.best_effort_timestamp == AV_NOPTS_VALUE)
        return 0;
    return static_cast<double>(frame.best_effort_timestamp - m_firstTime) *
           av_q2d(m_stream->time_base);
}

double SoundDecoder::startOffsetSeconds(const AVFrame& first) const
{
    if (first.best_effort_timestamp == AV_NOPTS_VALUE)
        return 0;
    // Our own track begins with the first frame, not where its stream says: that may still count the priming.
    const std::int64_t sound =
        av_rescale_q(first.best_effort_timestamp, m_stream->time_base, kMicroseconds);
    std::int64_t start = sound;
    for (unsigned i = 0; i < m_input->nb_streams; ++i) {
        const AVStream& stream = *m_input->streams[i];
        if (&stream != m_stream && hasOwnTimeline(stream))
            start =
                std::min(start, av_rescale_q(stream.start_time, stream.time_base, kMicroseconds));
    }
    return static_cast<double>(sound - start) / AV_TIME_BASE;
}

std::optional<double> SoundDecoder::durationSeconds() const
{
    if (m_stream->duration != AV_NOPTS_VALUE && m_stream->duration > 0)
        return static_cast<double>(m_stream->duration) * av_q2d(m_stream->time_base);
    if (m_input->duration != AV_NOPTS_VALUE && m_input->duration > 0)
        return static_cast<double>(m_input->duration) / AV_TIME_BASE;
    return std::nullopt;
}

void SoundDecoder::warn(const std::string& reason)
{
    if (m_warning.empty())
        m_warning = concat("the sound of '", m_path, "' is damaged or incomplete: ", reason);
}

/// The length in the file's header, if that is the sound's own: lengths guessed from the bit rate, or those of other
/// tracks, prove nothing.
std::optional<double> SoundDecoder::statedSeconds() const
{
    if (m_input->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE ||
        (m_stream->duration == AV_NOPTS_VALUE && m_input->nb_streams > 1))
        return std::nullopt;
    return durationSeconds();
}

void SoundDecoder::warnIfShort()
{
    if (m_sought) // not all of it was asked for
        return;
    const double stated = statedSeconds().value_or(0);
    if (stated - m_decodedSeconds > kToleratedLossSeconds)
        warn(concat(m_decodedSeconds, " of ", stated, " seconds could be read"));
    else if (wavIsCut(m_path))
        warn(concat("its end is missing after ", m_decodedSeconds, " seconds"));
}

} // namespace imprint::audio
