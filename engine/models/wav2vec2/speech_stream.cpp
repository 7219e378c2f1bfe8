#include "engine/models/wav2vec2/speech_stream.h"

#include "engine/core/error.h"

#include <algorithm>
#include <numeric>

namespace imprint::engine {
namespace {

const SpeechStreamSettings& checked(const SpeechStreamSettings& settings)
{
    if (settings.clock.frames < 0 || settings.clock.pictures < 1)
        throw Error(ErrorCode::BadConfig,
                    concat("speech features cannot be ", settings.clock.frames, " frames for ",
                           settings.clock.pictures, " pictures"));
    if (settings.contextSamples < 0 || settings.lookAheadSamples < 0)
        throw Error(ErrorCode::BadConfig,
                    concat("a window of ", settings.contextSamples, " samples before and ",
                           settings.lookAheadSamples, " behind is none"));
    return settings;
}

std::int64_t dividedUp(std::int64_t a, std::int64_t b)
{
    return (a + b - 1) / b;
}

/// Rows of frames [.., n, width] at positions [count] fp64 between 0 and n - 1, mixed of their two neighbours.
at::Tensor rowsAt(const at::Tensor& frames, const at::Tensor& positions)
{
    const std::int64_t last = frames.size(-2) - 1;
    const at::Tensor before = positions.floor();
    const at::Tensor share = (positions - before).to(frames.scalar_type()).unsqueeze(1);
    const at::Tensor index = before.to(at::kLong);
    const at::Tensor behind = (index + 1).clamp_max(last);
    return frames.index_select(-2, index) * (1 - share) + frames.index_select(-2, behind) * share;
}

} // namespace

PictureClock clockOfClip(std::int64_t frames, std::int64_t pictures)
{
    if (frames < 1 || pictures < 1)
        throw Error(ErrorCode::BadInput,
                    concat("a clip of ", pictures, " pictures has a sound of ", frames, " frames"));
    return {.frames = frames - 1, .pictures = std::max<std::int64_t>(pictures - 1, 1)};
}

SpeechStream::SpeechStream(const Wav2Vec2Encoder& encoder, const SpeechStreamSettings& settings)
    : m_encoder(encoder)
    , m_settings(checked(settings))
    , m_moments(encoder.waveform())
    , m_samples(at::empty({0}))
{
}

void SpeechStream::push(const at::Tensor& samples)
{
    IMPRINT_ASSERT(!m_ended, "sound behind its end");
    m_samples = at::cat({m_samples, samples.to(at::kFloat)});
}

std::int64_t SpeechStream::frameOf(std::int64_t picture) const
{
    return picture * m_settings.clock.frames / m_settings.clock.pictures;
}

std::int64_t SpeechStream::samplesNeeded(std::int64_t pictures) const
{
    const std::int64_t last = m_pictures + pictures - 1;
    const std::int64_t lastFrame =
        dividedUp(last * m_settings.clock.frames, m_settings.clock.pictures);
    const Wav2Vec2Config& config = m_encoder.config();
    return lastFrame * config.samplesPerFrame() + config.fewestSamples() +
           m_settings.lookAheadSamples;
}

/// Where pictures stand, in frames of the whole sound [count] fp64.
at::Tensor SpeechStream::positions(std::int64_t firstPicture, std::int64_t count) const
{
    const at::Tensor index = at::arange(firstPicture, firstPicture + count, at::kLong);
    return (index * m_settings.clock.frames).to(at::kDouble) /
           static_cast<double>(m_settings.clock.pictures);
}

/// The next pictures' states from a window's features [frames, channels], its first frame being that of the whole sound.
at::Tensor SpeechStream::statesOf(std::int64_t firstFrame, const at::Tensor& features,
                                  std::int64_t pictures) const
{
    const std::int64_t lastFrame = features.size(0) - 1;
    const auto inWindow = [&](std::int64_t firstPicture, std::int64_t count) {
        return (positions(firstPicture, count) - static_cast<double>(firstFrame))
            .clamp(0.0, static_cast<double>(lastFrame));
    };
    if (m_settings.place == ResamplePlace::BehindEncoder)
        return rowsAt(m_encoder.hiddenStates(features), inWindow(m_pictures, pictures));

    const PictureClock& clock = m_settings.clock;
    const std::int64_t first = std::min(
        m_pictures, clock.frames > 0 ? dividedUp(firstFrame * clock.pictures, clock.frames) : 0);
    const std::int64_t asked = m_pictures + pictures;
    const std::int64_t heardOf = // those whose place was heard
        clock.frames > 0 ? (firstFrame + lastFrame) * clock.pictures / clock.frames + 1 : asked;
    const std::int64_t count = std::max(asked, heardOf) - first;
    return m_encoder.hiddenStates(rowsAt(features, inWindow(first, count)))
        .narrow(1, m_pictures - first, pictures);
}

std::optional<at::Tensor> SpeechStream::next(std::int64_t pictures)
{
    IMPRINT_ASSERT(pictures > 0, "no pictures asked for");
    const std::int64_t needed = samplesNeeded(pictures);
    if (heard() < needed && !m_ended)
        return std::nullopt;
    // However much more was heard already: what comes out must not depend on when it was asked for.
    const std::int64_t end = std::min(needed, heard());
    const auto part = [&](std::int64_t from) {
        return m_samples.narrow(0, from - m_firstSample, std::max<std::int64_t>(end - from, 0));
    };
    m_moments.add(part(std::min(m_measured, end)));
    m_measured = std::max(m_measured, end);

    const std::int64_t step = m_encoder.config().samplesPerFrame();
    const std::int64_t reach = m_settings.contextSamples / step;
    // An ended sound may lie behind: its last frame is in the window all the same.
    const std::int64_t lastHeard = std::max<std::int64_t>(m_encoder.config().framesOf(end) - 1, 0);
    const std::int64_t firstFrame =
        std::max<std::int64_t>(std::min(frameOf(m_pictures), lastHeard) - reach, 0);
    const at::Tensor features = m_encoder.waveform()(part(firstFrame * step), m_moments.soFar());
    const at::Tensor states = statesOf(firstFrame, features, pictures);
    m_pictures += pictures;

    // The next window begins no earlier than this one did, and the moments have to see what is new.
    const std::int64_t kept = std::min(firstFrame * step, m_measured);
    m_samples = m_samples.narrow(0, kept - m_firstSample, heard() - kept).clone();
    m_firstSample = kept;
    return states;
}

} // namespace imprint::engine
