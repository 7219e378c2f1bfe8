#include "audio/file/sound_resampler.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <cstdint>

namespace imprint::audio {

SoundResampler::SoundResampler(int sampleRate, int channels)
    : m_sampleRate(sampleRate)
    , m_channels(channels)
{
    IMPRINT_ASSERT(sampleRate > 0 && channels > 0, "rate ", sampleRate, ", channels ", channels);
}

SoundResampler::~SoundResampler()
{
    av_channel_layout_uninit(&m_inputLayout);
}

bool SoundResampler::fits(const AVFrame& frame) const
{
    return m_swr && frame.sample_rate == m_inputRate && frame.format == m_inputFormat &&
           av_channel_layout_compare(&frame.ch_layout, &m_inputLayout) == 0;
}

void SoundResampler::open(const AVFrame& frame)
{
    const std::string what = "the sound cannot be resampled";
    AVChannelLayout input{};
    AVChannelLayout output{};
    av_channel_layout_default(&output, m_channels);
    if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
        av_channel_layout_default(&input, frame.ch_layout.nb_channels);
    else
        av_channel_layout_copy(&input, &frame.ch_layout);

    SwrContext* swr = nullptr;
    const int result = swr_alloc_set_opts2(&swr, &output, AV_SAMPLE_FMT_FLT, m_sampleRate, &input,
                                           static_cast<AVSampleFormat>(frame.format),
                                           frame.sample_rate, 0, nullptr);
    m_swr.reset(swr);
    const int inputChannels = input.nb_channels;
    av_channel_layout_uninit(&input);
    ffmpegCheck(result, ErrorCode::Unsupported, what);
    if (inputChannels == 1) {
        // swresample's own matrix would make a mono voice 3 dB quieter on two channels.
        const std::vector<double> ones(static_cast<std::size_t>(m_channels), 1.0);
        ffmpegCheck(swr_set_matrix(swr, ones.data(), 1), ErrorCode::Internal, what);
    }
    // Else mixed channels of float sound may exceed 1.
    ffmpegCheck(av_opt_set_double(swr, "rematrix_maxval", 1.0, 0), ErrorCode::Internal, what);
    ffmpegCheck(swr_init(swr), ErrorCode::Unsupported, what);
    m_inputRate = frame.sample_rate;
    m_inputFormat = frame.format;
    ffmpegCheck(av_channel_layout_copy(&m_inputLayout, &frame.ch_layout), ErrorCode::Internal,
                what);
}

void SoundResampler::append(const AVFrame& frame, std::vector<float>& output)
{
    if (!fits(frame)) {
        flush(output);
        open(frame);
    }
    convert(&frame, output);
}

void SoundResampler::flush(std::vector<float>& output)
{
    if (m_swr)
        convert(nullptr, output);
}

void SoundResampler::convert(const AVFrame* frame, std::vector<float>& output)
{
    const int inputFrames = frame == nullptr ? 0 : frame->nb_samples;
    const int room = ffmpegCheck(swr_get_out_samples(m_swr.get(), inputFrames), ErrorCode::Internal,
                                 "the resampler cannot state its output");
    const auto channels = static_cast<std::size_t>(m_channels);
    const std::size_t before = output.size();
    output.resize(before + static_cast<std::size_t>(room) * channels);
    auto* target = reinterpret_cast<std::uint8_t*>(output.data() + before);
    const std::uint8_t** source =
        frame == nullptr ? nullptr : const_cast<const std::uint8_t**>(frame->extended_data);
    const int made = ffmpegCheck(swr_convert(m_swr.get(), &target, room, source, inputFrames),
                                 ErrorCode::Internal, "the sound cannot be resampled");
    output.resize(before + static_cast<std::size_t>(made) * channels);
}

} // namespace imprint::audio
