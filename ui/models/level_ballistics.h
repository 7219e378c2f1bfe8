#pragma once

#include "ui/models/voice_view.h"

namespace imprint::ui {

/// How a meter moves: up at once, down slowly; the highest peak stays for 1.5 s, and clipping until it was seen.
/// Times are in seconds and never go back. Thread: its owner's.
class LevelBallistics {
public:
    void observe(const VoiceLevelView& level, double now);

    double peakDb() const { return m_peakDb; }
    double rmsDb() const { return m_rmsDb; }
    double heldDb() const { return m_heldDb; } ///< highest peak of late
    bool clipped() const { return m_clipped; } ///< since clearClip()
    void clearClip() { m_clipped = false; }

private:
    double m_peakDb = kSilentDb;
    double m_rmsDb = kSilentDb;
    double m_heldDb = kSilentDb;
    double m_heldAt = 0;
    double m_observedAt = 0;
    bool m_clipped = false;
};

} // namespace imprint::ui
