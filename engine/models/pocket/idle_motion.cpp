#include "engine/models/pocket/idle_motion.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace imprint::engine {
namespace {

constexpr float kBlinkClose = 0.09F; // seconds
constexpr float kBlinkStay = 0.04F;
constexpr float kBlinkOpen = 0.16F;
constexpr float kBlinkWhole = kBlinkClose + kBlinkStay + kBlinkOpen;
constexpr float kLeastBlinkPause = 0.8F; // seconds
constexpr float kPairShare = 0.12F;      ///< of the blinks are followed by a second one at once
/// Of the variance of x and roll, the part that comes from shifts of weight.
constexpr float kShiftShare = 0.3F;
constexpr float kMicroSaccade = 0.035F; ///< deviation, in units of the gaze

/// Share of the way that a follower with this time constant goes per frame.
float followShare(float seconds, float framesPerSecond)
{
    return 1.0F - std::exp(-1.0F / (seconds * framesPerSecond));
}

float exponential(SeededRandom& random, float mean)
{
    return -mean * std::log(1.0F - random.uniform());
}

float lidPosition(float secondsSinceStart)
{
    if (secondsSinceStart <= 0 || secondsSinceStart >= kBlinkWhole)
        return 0;
    if (secondsSinceStart < kBlinkClose)
        return secondsSinceStart / kBlinkClose;
    const float opening = (secondsSinceStart - kBlinkClose - kBlinkStay) / kBlinkOpen;
    return 1.0F - std::max(opening, 0.0F);
}

} // namespace

SmoothNoise::SmoothNoise(std::uint64_t seed, const char* stream, float seconds, int framesPerSecond)
    : m_random(seed, stream)
    , m_keep(std::exp(-1.0F / (seconds * static_cast<float>(framesPerSecond))))
{
    const float a = m_keep;
    const float variance = std::pow(1 - a, 4.0F) * (1 + a * a) / std::pow(1 - a * a, 3.0F);
    m_gain = 1.0F / std::sqrt(variance);
    const int settle = static_cast<int>(6.0F * seconds * static_cast<float>(framesPerSecond));
    for (int i = 0; i < settle; ++i)
        next();
}

float SmoothNoise::next()
{
    m_first = m_keep * m_first + (1 - m_keep) * m_random.normal();
    m_second = m_keep * m_second + (1 - m_keep) * m_first;
    return m_second * m_gain;
}

WeightShift::WeightShift(std::uint64_t seed, int framesPerSecond)
    : m_random(seed, "weight shift")
    , m_framesPerSecond(static_cast<float>(framesPerSecond))
{
    m_target = m_between = m_value = m_random.normal();
}

float WeightShift::next()
{
    if (--m_hold <= 0) {
        m_hold = m_random.uniform(3.0F, 9.0F) * m_framesPerSecond;
        m_target = m_random.normal();
    }
    const float share = followShare(0.35F, m_framesPerSecond);
    m_between += share * (m_target - m_between);
    m_value += share * (m_between - m_value);
    return m_value;
}

StressAccent::StressAccent(std::uint64_t seed, int framesPerSecond)
    : m_random(seed, "stress")
    , m_framesPerSecond(static_cast<float>(framesPerSecond))
{
}

float StressAccent::next(float energy)
{
    constexpr float kSudden = 0.18F;
    constexpr float kLoud = 0.6F;
    const bool stressed = energy - m_usual > kSudden && energy > kLoud;
    m_usual += followShare(0.4F, m_framesPerSecond) * (energy - m_usual);
    m_pause -= 1;
    if (stressed && m_pause <= 0) {
        m_pause = m_random.uniform(0.5F, 1.5F) * m_framesPerSecond;
        if (m_random.chance(0.6F))
            m_impulse = m_random.uniform(0.6F, 1.0F);
    }
    m_impulse *= 1.0F - followShare(0.25F, m_framesPerSecond);
    m_value += 0.5F * (m_impulse - m_value);
    return m_value;
}

IdleMotion::IdleMotion(const IdleMotionSettings& settings, std::uint64_t seed)
    : m_settings(settings)
    , m_blinkRandom(seed, "blink")
    , m_pairRandom(seed, "blink pairs")
    , m_gazeRandom(seed, "gaze")
    , m_microRandom(seed, "micro-saccades")
    , m_x(seed, "x", 0.8F, settings.framesPerSecond)
    , m_y(seed, "y", 0.8F, settings.framesPerSecond)
    , m_roll(seed, "roll", 0.7F, settings.framesPerSecond)
    , m_yaw(seed, "yaw", 0.9F, settings.framesPerSecond)
    , m_pitch(seed, "pitch", 0.8F, settings.framesPerSecond)
    , m_scale(seed, "scale", 2.0F, settings.framesPerSecond)
    , m_brow(seed, "brow", 0.6F, settings.framesPerSecond)
    , m_smile(seed, "smile", 1.0F, settings.framesPerSecond)
    , m_weight(seed, settings.framesPerSecond)
    , m_accent(seed, settings.framesPerSecond)
    , m_restSmile(settings.rest.smile)
    , m_restBrow(settings.rest.brow)
    , m_breathPeriod(SeededRandom(seed, "breath").uniform(3.2F, 4.5F))
    , m_blinkStart(exponential(m_blinkRandom, 2.0F))
{
}

float IdleMotion::nextNod(float energy)
{
    m_nodSpeed += ((energy - 0.35F) * 0.9F - m_nod) * 0.10F - 0.22F * m_nodSpeed;
    m_nod += m_nodSpeed;
    return m_nod * m_settings.nods * std::min(1.0F, 1.5F * m_settings.liveliness);
}

float IdleMotion::nextBlink()
{
    const float lid = lidPosition(-m_blinkStart);
    m_blinkStart -= 1.0F / static_cast<float>(m_settings.framesPerSecond);
    if (m_blinkStart < -kBlinkWhole) {
        const float pause =
            kLeastBlinkPause +
            exponential(m_blinkRandom, std::max(m_settings.blinkPause - kLeastBlinkPause, 0.0F));
        const bool pair = !m_secondOfPair && m_pairRandom.chance(kPairShare);
        m_blinkStart += pair ? kBlinkWhole + m_pairRandom.uniform(0.06F, 0.16F) : pause;
        m_secondOfPair = pair;
    }
    return m_settings.blinks ? lid : 0.0F;
}

void IdleMotion::nextGaze()
{
    if (m_gazeHold <= 0) {
        m_gazeHold = static_cast<int>(m_gazeRandom.uniform(0.6F, 2.5F) *
                                      static_cast<float>(m_settings.framesPerSecond));
        const bool straight = m_gazeRandom.chance(0.4F);
        const float x = 0.45F * m_gazeRandom.normal();
        const float y = 0.3F * m_gazeRandom.normal();
        m_gazeTargetX = straight ? 0 : x;
        m_gazeTargetY = straight ? 0 : y;
    }
    --m_gazeHold;
    nextMicroSaccade();
    m_gazeX += 0.55F * (m_gazeTargetX + m_microX - m_gazeX);
    m_gazeY += 0.55F * (m_gazeTargetY + m_microY - m_gazeY);
}

/// An eye that holds its target is never quite still.
void IdleMotion::nextMicroSaccade()
{
    if (m_microHold-- > 0)
        return;
    m_microHold = static_cast<int>(m_microRandom.uniform(0.3F, 1.0F) *
                                   static_cast<float>(m_settings.framesPerSecond));
    m_microX = kMicroSaccade * m_microRandom.normal();
    m_microY = kMicroSaccade * m_microRandom.normal();
}

/// A new mood comes over the face in half a second.
void IdleMotion::nextExpression()
{
    const float share = followShare(0.2F, static_cast<float>(m_settings.framesPerSecond));
    m_restSmile += share * (m_settings.rest.smile - m_restSmile);
    m_restBrow += share * (m_settings.rest.brow - m_restBrow);
}

float IdleMotion::nextBreath()
{
    const auto seconds =
        static_cast<float>(m_frame) / static_cast<float>(m_settings.framesPerSecond);
    const float turn = 2.0F * std::numbers::pi_v<float>;
    return std::sin(turn * std::fmod(seconds / m_breathPeriod, 1.0F));
}

PuppetPose IdleMotion::next(float energy)
{
    const float a = m_settings.liveliness;
    const float nod = nextNod(energy);
    const float blink = nextBlink();
    nextGaze();
    nextExpression();
    const float breath = nextBreath();
    const float own = std::sqrt(1.0F - kShiftShare);
    const float shift = std::sqrt(kShiftShare) * m_weight.next();

    PuppetPose pose = m_settings.rest;
    pose.x += 0.035F * a * (own * m_x.next() + shift);
    pose.y += 0.012F * a * m_y.next() + 0.016F * nod - 0.004F * a * breath;
    pose.roll += 0.055F * a * (own * m_roll.next() + shift);
    pose.yaw = std::clamp(pose.yaw + 0.42F * a * m_yaw.next(), -1.0F, 1.0F);
    pose.pitch = std::clamp(pose.pitch + 0.35F * a * m_pitch.next() + 0.55F * nod, -1.0F, 1.0F);
    pose.scale += 0.008F * m_scale.next();
    pose.blinkLeft = pose.blinkRight = blink;
    pose.gazeX = std::clamp(m_gazeX, -1.0F, 1.0F);
    pose.gazeY = std::clamp(m_gazeY, -1.0F, 1.0F);
    pose.brow = std::clamp(m_restBrow + 0.18F * m_brow.next() + 0.4F * (energy - 0.3F) +
                               0.15F * m_accent.next(energy),
                           -0.6F, 1.0F);
    pose.smile = m_restSmile + 0.08F * m_smile.next();
    pose.breath = breath;
    pose.backgroundTime +=
        static_cast<float>(m_frame++) / static_cast<float>(m_settings.framesPerSecond);
    return pose;
}

std::array<float, kMotionControls> motionControls(const PuppetPose& pose)
{
    return {20.0F * pose.x,  30.0F * pose.y,    12.0F * pose.roll,
            1.5F * pose.yaw, 2.0F * pose.pitch, 20.0F * (pose.scale - 0.97F),
            pose.blinkLeft,  pose.gazeX,        pose.gazeY,
            pose.brow,       pose.smile};
}

} // namespace imprint::engine
