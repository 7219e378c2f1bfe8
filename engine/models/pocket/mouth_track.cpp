#include "engine/models/pocket/mouth_track.h"

#include "engine/models/puppet/sdf.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace imprint::engine {
namespace {

// In the order of the read-out.
enum Shape : std::size_t { kOpen, kWide, kRound, kTeeth, kTongue, kPress, kEnergy };

// The read-out is a least-squares estimate, whose extremes are pulled to the mean; this undoes it.
constexpr float kGain = 1.15F;
// Energy below the first is silence, above the second speech.
constexpr float kSilence = 0.06F;
constexpr float kSpeech = 0.22F;
constexpr float kReleaseSeconds = 0.06F;
// Lips that press this much are taken to touch.
constexpr float kPressBegins = 0.35F;
constexpr float kPressWhole = 0.75F;

float smoothing(float cutOffHz, int framesPerSecond)
{
    const float turn = 2.0F * std::numbers::pi_v<float> * cutOffHz;
    return turn / (turn + static_cast<float>(framesPerSecond));
}

} // namespace

float SteadyValue::next(float value)
{
    const auto rate = static_cast<float>(m_settings.framesPerSecond);
    constexpr float kSpeedHz = 6.0F;
    m_speed +=
        smoothing(kSpeedHz, m_settings.framesPerSecond) * ((value - m_value) * rate - m_speed);
    const float cutOff = m_settings.restHz + m_settings.perSpeed * std::fabs(m_speed);
    m_value += smoothing(cutOff, m_settings.framesPerSecond) * (value - m_value);
    return m_value;
}

MouthTrack::MouthTrack(int framesPerSecond)
    : m_shapes{SteadyValue({.restHz = 3.0F, .perSpeed = 9.0F, .framesPerSecond = framesPerSecond}),
               SteadyValue({.restHz = 2.0F, .perSpeed = 5.0F, .framesPerSecond = framesPerSecond}),
               SteadyValue({.restHz = 2.0F, .perSpeed = 5.0F, .framesPerSecond = framesPerSecond}),
               SteadyValue({.restHz = 2.0F, .perSpeed = 5.0F, .framesPerSecond = framesPerSecond}),
               SteadyValue({.restHz = 2.0F, .perSpeed = 5.0F, .framesPerSecond = framesPerSecond}),
               SteadyValue({.restHz = 3.0F, .perSpeed = 9.0F, .framesPerSecond = framesPerSecond})}
    , m_release(std::exp(-1.0F / (kReleaseSeconds * static_cast<float>(framesPerSecond))))
{
}

/// Opens at once and closes softly, so that the pause inside a "p" or "t" is not taken for silence.
float MouthTrack::nextVoice(float energy)
{
    m_voice = std::max(smoothStep(kSilence, kSpeech, energy), m_voice * m_release);
    return m_voice;
}

MouthPose MouthTrack::next(std::span<const float, kReadOut> readOut)
{
    const float voice = nextVoice(readOut[kEnergy]);
    const float closed = smoothStep(kPressBegins, kPressWhole, readOut[kPress]);
    std::array<float, kShapes> shape{};
    for (std::size_t i = 0; i < kShapes; ++i)
        shape[i] = readOut[i] * voice;
    shape[kOpen] *= kGain * (1.0F - closed);
    for (std::size_t i = 0; i < kShapes; ++i)
        shape[i] = m_shapes[i].next(std::clamp(shape[i], i == kWide ? -0.3F : 0.0F, 1.0F));
    return {.open = shape[kOpen],
            .wide = shape[kWide],
            .round = shape[kRound],
            .teeth = shape[kTeeth],
            .tongue = shape[kTongue],
            .press = shape[kPress]};
}

} // namespace imprint::engine
