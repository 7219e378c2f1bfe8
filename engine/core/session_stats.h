#pragma once

#include "engine/core/ispa_choices.h"

#include <cstdint>
#include <vector>

namespace imprint {

/// Time spent by one stage, summed over its blocks.
struct StageTime {
    double totalMs = 0;
    double worstMs = 0;
    std::int64_t blocks = 0;

    void add(double ms)
    {
        totalMs += ms;
        worstMs = ms > worstMs ? ms : worstMs;
        ++blocks;
    }
    double meanMs() const { return blocks == 0 ? 0.0 : totalMs / static_cast<double>(blocks); }
};

/// What the transition found about one layer.
struct IspaLayerFigures {
    bool chosen = false;            ///< gave up its history
    IspaRung rung = IspaRung::None; ///< what stands in for it
    double heldOutR2 =
        0; ///< share of the discrepancy that the correction explains on rows it was not made from
    bool validated = false;         ///< these rows were a block of their own
    double evictedMass = 0;         ///< mean share of the attention that went to what is given up
    double relativeDiscrepancy = 0; ///< |Δ| / |A_full|
    std::int64_t freedBytes = 0;    ///< of its cache, measured
};

/// How well what was absorbed still stands in for the history.
struct IspaFigures {
    bool absorbed = false;        ///< the transition has happened
    std::int64_t absorptions = 0; ///< how often; more than once after re-absorptions
    double transitionMs = 0;      ///< time that the last one took
    double probeResidual =
        0; ///< share of the discrepancy that the corrections miss now, mean over the chosen layers
    double identityDistance =
        0; ///< of the latest block's latents to those of the first seconds; 1: its usual spread
    std::vector<IspaLayerFigures> layers; ///< of the last transition; empty before it
    bool outOfBand = false;               ///< one of the two has left its usual range
};

/// Measured figures of one session so far. A value: copied to whoever shows it.
struct SessionStats {
    std::int64_t blocks = 0; ///< generator blocks finished, the reference still included
    std::int64_t frames = 0; ///< video frames decoded
    double firstFrameMs = 0; ///< from the session's opening to the first moving frame decoded
    StageTime features;
    StageTime denoise; ///< all denoising passes of a block
    StageTime context; ///< the pass that writes the clean keys and values
    StageTime decode;
    StageTime draw; ///< instead of denoise, context and decode, where pictures are drawn
    std::int64_t droppedBlocks = 0; ///< live input only: blocks skipped to keep the delay
    IspaFigures ispa;
    int featureQueue = 0; ///< blocks waiting for the generator
    int latentQueue = 0;  ///< blocks waiting for the decoder
    int frameQueue = 0;   ///< blocks waiting for the reader of the session
};

} // namespace imprint
