#pragma once

#include <cstdint>

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
    int featureQueue = 0;           ///< blocks waiting for the generator
    int latentQueue = 0;            ///< blocks waiting for the decoder
    int frameQueue = 0;             ///< blocks waiting for the reader of the session
};

} // namespace imprint
