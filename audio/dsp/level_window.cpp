#include "audio/dsp/level_window.h"

namespace imprint::audio {

VoiceLevel LevelWindow::add(const VoiceLevel& piece)
{
    m_pieces[m_next] = piece;
    m_next = (m_next + 1) % m_pieces.size();
    VoiceLevel all;
    double energy = 0;
    for (const VoiceLevel& one : m_pieces) {
        all.peakDb = std::max(all.peakDb, one.peakDb);
        all.clipped |= one.clipped;
        all.speech |= one.speech;
        const double rms = fromDecibels(one.rmsDb);
        energy += rms * rms;
    }
    all.rmsDb = toDecibels(std::sqrt(energy / static_cast<double>(m_pieces.size())));
    return all;
}

} // namespace imprint::audio
