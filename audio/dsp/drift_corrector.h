#pragma once

#include "audio/dsp/mono_resampler.h"

#include <cstdint>
#include <span>
#include <vector>

namespace imprint::audio {

/// Carries sound from one clock to another whose seconds are a little longer or shorter: a resampler at kLiveSampleRate
/// whose ratio is steered so that as much sound waits behind it as its owner wants. No sample is dropped or inserted;
/// the ratio moves so slowly that nobody hears it.
///
///     corrector.append(piece, sound);          // what comes by the one clock
///     ring.write(sound);                       // what the other clock takes
///     made.observe(now, samplesWritten);       // StreamPosition, one for each side
///     taken.observe(now, samplesTaken);
///     corrector.follow(made.at(now) - taken.at(now) - wanted);  // once per piece
///
/// Thread: its owner's.
class DriftCorrector {
public:
    static constexpr double kMostPpm = 1000; ///< beyond what any two clocks differ

    DriftCorrector();

    /// Appends `input`, stretched or squeezed, to `output`.
    void append(std::span<const float> input, std::vector<float>& output);

    /// Steers by what waits behind the corrector.
    /// surplus  samples too many (negative: too few), between the pieces too (StreamPosition): the fill level of a ring
    ///          alone goes up and down by a piece as slowly as the clocks differ, and would be followed
    /// elapsed  seconds since the last call
    void follow(double surplus, double elapsed = 0.01);

    /// Starts from a difference that was measured elsewhere: the input's clock counts `ppm` millionths more samples in a
    /// second than the output's. follow() goes on from there.
    void assume(double ppm);

    /// By how much the input's clock is believed to be faster now.
    double ppm() const { return m_ppm; }

private:
    MonoResampler m_resampler;
    double m_surplus = 0; // smoothed
    double m_lasting = 0; // ppm: the part that stays when the surplus is gone
    double m_ppm = 0;
};

} // namespace imprint::audio
