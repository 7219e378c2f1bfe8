#pragma once

#include "engine/models/puppet/puppet_pose.h"

#include <array>
#include <cstddef>
#include <span>

namespace imprint::engine {

/// Follows a value without delay while it moves fast, and calms it while it moves slowly: a low-pass whose cut-off
/// rises with the speed of the value ("1€ filter", Casiez et al. 2012).
class SteadyValue {
public:
    struct Settings {
        float restHz = 1.0F;   ///< cut-off at rest
        float perSpeed = 1.0F; ///< Hz more for each unit per second
        int framesPerSecond = 25;
    };

    explicit SteadyValue(const Settings& settings)
        : m_settings(settings)
    {
    }

    float next(float value);

private:
    Settings m_settings;
    float m_value = 0;
    float m_speed = 0;
};

/// The audio encoder's read-out, frame by frame, as the movement of a mouth: full closures, a shut mouth in silence, no
/// trembling, and no delay that could be seen. Deterministic. One per session.
class MouthTrack {
public:
    static constexpr std::size_t kReadOut = 8; ///< PocketAudioEncoder::kTargets

    explicit MouthTrack(int framesPerSecond);

    /// readOut: open, wide, round, teeth, tongue, press, energy, voiced of one video frame.
    MouthPose next(std::span<const float, kReadOut> readOut);

private:
    float nextVoice(float energy);

    static constexpr std::size_t kShapes = 6;
    std::array<SteadyValue, kShapes> m_shapes;
    float m_voice = 0; ///< 0 in silence, 1 while somebody speaks
    float m_release;   ///< share of the voice that is left one frame after its end
};

} // namespace imprint::engine
