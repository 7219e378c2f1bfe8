#pragma once

#include "engine/core/fields.h"
#include "engine/core/ispa_choices.h"
#include "engine/core/work_watch.h"

#include <cstdint>
#include <vector>

namespace imprint {

/// Time spent by one stage, summed over its blocks.
struct StageTime {
    double totalMs = 0;
    double worstMs = 0;
    double worstWaitMs = 0; ///< of the slowest block's: its thread stood still (work_watch.h)
    std::int64_t blocks = 0;

    void add(const WorkTime& work)
    {
        totalMs += work.ms;
        if (work.ms > worstMs) {
            worstMs = work.ms;
            worstWaitMs = work.waitMs;
        }
        ++blocks;
    }
    double meanMs() const { return blocks == 0 ? 0.0 : totalMs / static_cast<double>(blocks); }

    friend bool operator==(const StageTime&, const StageTime&) = default;
};

template <class Figures, class Visitor>
requires ConfigOf<Figures, StageTime>
void forEachField(Figures& t, Visitor&& visit)
{
    visit(Field{"totalMs", "Time of all blocks"}, t.totalMs);
    visit(Field{"worstMs", "Time of the slowest block"}, t.worstMs);
    visit(Field{"worstWaitMs", "Of this, time in which its thread stood still"}, t.worstWaitMs);
    visit(Field{"blocks", "Blocks"}, t.blocks);
}

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

    friend bool operator==(const IspaLayerFigures&, const IspaLayerFigures&) = default;
};

template <class Figures, class Visitor>
requires ConfigOf<Figures, IspaLayerFigures>
void forEachField(Figures& f, Visitor&& visit)
{
    visit(Field{"chosen", "Gave up its history"}, f.chosen);
    visit(Field{"rung", "What stands in for it"}, f.rung);
    visit(Field{"heldOutR2", "Share of the discrepancy that the correction explains"}, f.heldOutR2);
    visit(Field{"validated", "On rows of a block of their own"}, f.validated);
    visit(Field{"evictedMass", "Mean share of the attention that went to what is given up"}, f.evictedMass);
    visit(Field{"relativeDiscrepancy", "Discrepancy against the full attention"}, f.relativeDiscrepancy);
    visit(Field{"freedBytes", "Bytes of its cache that were freed"}, f.freedBytes);
}

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

    friend bool operator==(const IspaFigures&, const IspaFigures&) = default;
};

template <class Figures, class Visitor>
requires ConfigOf<Figures, IspaFigures>
void forEachField(Figures& f, Visitor&& visit)
{
    visit(Field{"absorbed", "The transition has happened"}, f.absorbed);
    visit(Field{"absorptions", "How often"}, f.absorptions);
    visit(Field{"transitionMs", "Time of the last transition"}, f.transitionMs);
    visit(Field{"probeResidual", "Share of the discrepancy that the corrections miss now"}, f.probeResidual);
    visit(Field{"identityDistance", "Of the latest latents to the first seconds"}, f.identityDistance);
    visit(Field{"layers", "Figures of the last transition"}, f.layers);
    visit(Field{"outOfBand", "Out of its usual range"}, f.outOfBand);
}

/// Measured figures of one session so far. A value: copied to whoever shows it.
struct SessionStats {
    std::int64_t blocks = 0; ///< generator blocks finished, the reference still included
    std::int64_t frames = 0; ///< video frames decoded
    double blockShare = 0;   ///< of the passes of the block that is made now, where a block takes long
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

    friend bool operator==(const SessionStats&, const SessionStats&) = default;
};

template <class Figures, class Visitor>
requires ConfigOf<Figures, SessionStats>
void forEachField(Figures& s, Visitor&& visit)
{
    visit(Field{"blocks", "Generator blocks finished"}, s.blocks);
    visit(Field{"frames", "Video frames decoded"}, s.frames);
    visit(Field{"blockShare", "Share of the block that is made now"}, s.blockShare);
    visit(Field{"firstFrameMs", "From the opening to the first moving frame"}, s.firstFrameMs);
    visit(Field{"features", "Time of the encoders"}, s.features);
    visit(Field{"denoise", "Time of the denoising passes"}, s.denoise);
    visit(Field{"context", "Time of the clean pass"}, s.context);
    visit(Field{"decode", "Time of the decoder"}, s.decode);
    visit(Field{"draw", "Time of drawing"}, s.draw);
    visit(Field{"droppedBlocks", "Blocks skipped to keep the delay"}, s.droppedBlocks);
    visit(Field{"ispa", "How well what was absorbed stands in"}, s.ispa);
    visit(Field{"featureQueue", "Blocks waiting for the generator"}, s.featureQueue);
    visit(Field{"latentQueue", "Blocks waiting for the decoder"}, s.latentQueue);
    visit(Field{"frameQueue", "Blocks waiting for the reader"}, s.frameQueue);
}

} // namespace imprint
