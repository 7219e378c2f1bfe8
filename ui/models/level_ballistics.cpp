#include "ui/models/level_ballistics.h"

#include <algorithm>

namespace imprint::ui {
namespace {

constexpr double kFallDbPerSecond = 24;
constexpr double kHoldSeconds = 1.5;

} // namespace

void LevelBallistics::observe(const VoiceLevelView& level, double now)
{
    const double fall = kFallDbPerSecond * std::max(0.0, now - m_observedAt);
    m_observedAt = now;
    m_peakDb = std::max({level.peakDb, m_peakDb - fall, kSilentDb});
    m_rmsDb = std::max({level.rmsDb, m_rmsDb - fall, kSilentDb});
    m_clipped |= level.clipped;
    if (level.peakDb >= m_heldDb) {
        m_heldDb = level.peakDb;
        m_heldAt = now;
    } else if (now - m_heldAt > kHoldSeconds) {
        m_heldDb = m_peakDb;
    }
}

} // namespace imprint::ui
