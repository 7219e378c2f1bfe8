#pragma once

#include "engine/models/puppet/puppet_pose.h"
#include "engine/models/puppet/seeded_random.h"

#include <array>
#include <cstdint>

namespace imprint::engine {

/// How lively a head is. The mouth is not among it: that comes from the sound.
struct IdleMotionSettings {
    float liveliness = 0.06F; ///< A of specs/pocket.md 1.2; the shipped weights
                              ///< were trained up to 0.06
    float nods = 1.0F;        ///< how strongly the head follows the voice, 0: not at all
    bool blinks = true;
    float blinkPause = 3.4F; ///< seconds between two blinks, on average
    PuppetPose rest;         ///< where the head rests; its smile is the mood
    int framesPerSecond = 25;
};

/// Gaussian noise of unit variance, low-passed twice with time constant
/// `seconds`.
class SmoothNoise {
public:
    SmoothNoise(std::uint64_t seed, const char* stream, float seconds, int framesPerSecond);

    float next();

private:
    SeededRandom m_random;
    float m_keep; // share of the old value per frame
    float m_gain; // brings the variance back to 1
    float m_first = 0;
    float m_second = 0;
};

/// Now and then a new value of unit variance, reached softly: somebody who
/// shifts the weight from one foot to the other.
class WeightShift {
public:
    WeightShift(std::uint64_t seed, int framesPerSecond);

    float next();

private:
    SeededRandom m_random;
    float m_framesPerSecond;
    float m_hold = 0; // frames until the next shift
    float m_target = 0;
    float m_between = 0; // follows the target, and is followed by the value: no sudden start
    float m_value = 0;
};

/// Raises itself for a moment where the voice rises suddenly: at some of the
/// stressed syllables.
class StressAccent {
public:
    StressAccent(std::uint64_t seed, int framesPerSecond);

    /// energy: as for IdleMotion. Returns 0 … 1.
    float next(float energy);

private:
    SeededRandom m_random;
    float m_framesPerSecond;
    float m_usual = 0;   // slow mean of the energy
    float m_pause = 0;   // frames until the next accent may come
    float m_impulse = 0; // decays
    float m_value = 0;   // follows the impulse
};

/// Head, eyes and brows of an avatar, one video frame after the other: slow
/// sway and shifts of weight, breath, blinks (some in pairs), glances with the
/// small jumps of a living eye, nods with the voice, brows that stress a
/// syllable. Formulas of specs/pocket.md 1.2 with these additions, within the
/// same ranges; brows go half as far, for under a fringe whoever paints them
/// smears them on the whole way. The same seed and voice give the same motion.
/// One per session.
class IdleMotion {
public:
    IdleMotion(const IdleMotionSettings& settings, std::uint64_t seed);

    /// New liveliness, nods and blinks from the next frame on; what is under way
    /// goes on.
    void change(const IdleMotionSettings& settings) { m_settings = settings; }

    /// energy: loudness of the voice during this frame, 0 … 1.
    PuppetPose next(float energy);

private:
    float nextNod(float energy);
    float nextBlink();
    void nextGaze();
    void nextMicroSaccade();
    void nextExpression();
    float nextBreath();

    IdleMotionSettings m_settings;
    SeededRandom m_blinkRandom;
    SeededRandom m_pairRandom;
    SeededRandom m_gazeRandom;
    SeededRandom m_microRandom;
    SmoothNoise m_x, m_y, m_roll, m_yaw, m_pitch, m_scale, m_brow, m_smile;
    WeightShift m_weight;
    StressAccent m_accent;
    float m_restSmile, m_restBrow; // follow the settings' resting face
    float m_breathPeriod;          // seconds
    std::int64_t m_frame = 0;
    float m_nod = 0;
    float m_nodSpeed = 0;
    bool m_secondOfPair = false;
    float m_blinkStart; // seconds from now; negative while one is under way
    int m_gazeHold = 0; // frames until the next glance
    float m_gazeTargetX = 0, m_gazeTargetY = 0;
    int m_microHold = 0; // frames until the next small jump
    float m_microX = 0, m_microY = 0;
    float m_gazeX = 0, m_gazeY = 0;
};

/// Numbers per video frame that the generator is told about a pose.
inline constexpr std::size_t kMotionControls = 11;

/// x, y, roll, yaw, pitch, scale, blink, gaze x and y, brow, smile, each scaled
/// to about unit size.
std::array<float, kMotionControls> motionControls(const PuppetPose& pose);

} // namespace imprint::engine
