#pragma once

#include "engine/nn/causal_conv3d.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace imprint::engine {

/// What one stage of a FrameLine remembers of one stream.
struct StageMemory {
    std::vector<FrameHistory> histories; ///< of each of its layers that has one
    std::int64_t seen = 0;               ///< frames that came in so far
    std::vector<StageMemory> inner;      ///< of the stages of a line inside it

    FrameHistory& history(std::size_t index);
};

/// Hands every frame that stages remember, and those inside them, to visit(tensor).
template <class Stages, class Visit>
void forEachFrame(Stages& stages, const Visit& visit)
{
    for (auto& stage : stages) {
        for (auto& history : stage.histories)
            for (auto& frame : history)
                visit(frame);
        forEachFrame(stage.inner, visit);
    }
}

/// One step of a video network that takes a frame at a time. Const; what it remembers is an argument.
class FrameStage {
public:
    virtual ~FrameStage() = default;

    /// x [B, C, H, W], moved in so that the stage can let go of it. Returns what comes out because of it: one frame; none
    /// (more must come in first); or several, in their order.
    virtual std::vector<at::Tensor> operator()(at::Tensor x, StageMemory& memory) const = 0;
};

/// Everything that a FrameLine remembers of one stream: a value. A copy of it goes on as another stream and shares memory
/// with the first as long as both remember the same frames.
struct FrameLineState {
    std::vector<StageMemory> stages;
    std::vector<std::int64_t> frameShape; ///< of the frames of this stream; empty before the first

    /// Bytes of all remembered frames.
    std::int64_t bytes() const;
};

/// Memory of a FrameLine while a stream runs, known before anything is loaded.
struct FrameLineForecast {
    std::int64_t stateBytes =
        0; ///< what a stream remembers: exact once its first frames are in, less before

    /// What a call holds at its worst moment beside weights, state and the caller's own tensors: the frames at work and its
    /// result. Not included: what a library's convolution takes for itself.
    std::int64_t transientBytes = 0;

    std::int64_t totalBytes() const { return stateBytes + transientBytes; }
};

/// What a forecast is made of, in numbers.
struct FrameLineValues {
    std::int64_t remembered = 0; ///< of the stream
    std::int64_t alive = 0;      ///< of the frames at work, at the worst moment
    std::int64_t given =
        0; ///< of the call's result, fp32, which is joined from single frames at the end
};

/// type: in which the line computes.
FrameLineForecast forecastOfValues(const FrameLineValues& values, at::ScalarType type);

/// Stages one behind the other. Each frame goes through all of them before the next one is begun, also where one frame
/// became two: so no more than one frame is at work at full size, whatever the number of frames that came in, and any
/// way of cutting a stream into calls gives the same frames.
class FrameLine {
public:
    explicit FrameLine(std::vector<std::unique_ptr<const FrameStage>> stages);

    /// x [B, C, H, W] the next frame of the stream -> the frames that come out at the end because of it.
    /// Throws Error(BadShape) if x has not the shape of the stream's first frame.
    std::vector<at::Tensor> operator()(at::Tensor x, FrameLineState& state) const;

    /// The same for a line inside a stage, whose frames have one shape already. stages: default-made before the first frame.
    std::vector<at::Tensor> advance(at::Tensor x, std::vector<StageMemory>& stages) const;

private:
    void run(std::size_t stage, at::Tensor x, std::vector<StageMemory>& stages,
             std::vector<at::Tensor>& out) const;

    std::vector<std::unique_ptr<const FrameStage>> m_stages;
};

} // namespace imprint::engine
