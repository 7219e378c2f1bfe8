#include "engine/models/pocket/idle_motion.h"

#include <algorithm>
#include <cmath>

namespace imprint::engine {
namespace {

constexpr float kBlinkClose = 0.09F; // seconds
constexpr float kBlinkStay = 0.04F;
constexpr float kBlinkOpen = 0.16F;
constexpr float kBlinkWhole = kBlinkClose + kBlinkStay + kBlinkOpen;

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

IdleMotion::IdleMotion(const IdleMotionSettings& settings, std::uint64_t seed)
    : m_settings(settings)
    , m_blinkRandom(seed, "blink")
    , m_gazeRandom(seed, "gaze")
    , m_x(seed, "x", 0.8F, settings.framesPerSecond)
    , m_y(seed, "y", 0.8F, settings.framesPerSecond)
    , m_roll(seed, "roll", 0.7F, settings.framesPerSecond)
    , m_yaw(seed, "yaw", 0.9F, settings.framesPerSecond)
    , m_pitch(seed, "pitch", 0.8F, settings.framesPerSecond)
    , m_scale(seed, "scale", 2.0F, settings.framesPerSecond)
    , m_brow(seed, "brow", 0.6F, settings.framesPerSecond)
    , m_smile(seed, "smile", 1.0F, settings.framesPerSecond)
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
    if (m_blinkStart < -kBlinkWhole)
        m_blinkStart += 0.8F + exponential(m_blinkRandom, 2.6F);
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
    m_gazeX += 0.55F * (m_gazeTargetX - m_gazeX);
    m_gazeY += 0.55F * (m_gazeTargetY - m_gazeY);
}

PuppetPose IdleMotion::next(float energy)
{
    const float a = m_settings.liveliness;
    const float nod = nextNod(energy);
    const float blink = nextBlink();
    nextGaze();

    PuppetPose pose = m_settings.rest;
    pose.x += 0.035F * a * m_x.next();
    pose.y += 0.012F * a * m_y.next() + 0.016F * nod;
    pose.roll += 0.055F * a * m_roll.next();
    pose.yaw = std::clamp(pose.yaw + 0.42F * a * m_yaw.next(), -1.0F, 1.0F);
    pose.pitch = std::clamp(pose.pitch + 0.35F * a * m_pitch.next() + 0.55F * nod, -1.0F, 1.0F);
    pose.scale += 0.008F * m_scale.next();
    pose.blinkLeft = pose.blinkRight = blink;
    pose.gazeX = std::clamp(m_gazeX, -1.0F, 1.0F);
    pose.gazeY = std::clamp(m_gazeY, -1.0F, 1.0F);
    pose.brow = std::clamp(pose.brow + 0.35F * m_brow.next() + 0.8F * (energy - 0.3F), -0.6F, 1.0F);
    pose.smile += 0.08F * m_smile.next();
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
