#include "engine/nn/frame_line.h"

#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {

FrameHistory& StageMemory::history(std::size_t index)
{
    if (histories.size() <= index)
        histories.resize(index + 1);
    return histories[index];
}

std::int64_t FrameLineState::bytes() const
{
    std::int64_t total = 0;
    forEachFrame(stages, [&](const at::Tensor& frame) {
        total += static_cast<std::int64_t>(frame.storage().nbytes());
    });
    return total;
}

FrameLineForecast forecastOfValues(const FrameLineValues& values, at::ScalarType type)
{
    const auto size = static_cast<std::int64_t>(at::elementSize(type));
    // Its last frame is at work while the others wait as they came out; then each is there twice, as fp32.
    const std::int64_t joined = 2 * values.given * static_cast<std::int64_t>(sizeof(float));
    return {.stateBytes = values.remembered * size,
            .transientBytes = std::max((values.alive + values.given) * size, joined)};
}

FrameLine::FrameLine(std::vector<std::unique_ptr<const FrameStage>> stages)
    : m_stages(std::move(stages))
{
}

std::vector<at::Tensor> FrameLine::operator()(at::Tensor x, FrameLineState& state) const
{
    if (state.stages.empty())
        state.frameShape = x.sizes().vec();
    if (x.sizes() != at::IntArrayRef(state.frameShape))
        throw Error(ErrorCode::BadShape,
                    concat("a frame of shape ", x.sizes(), " in a stream of frames of shape ",
                           at::IntArrayRef(state.frameShape)),
                    "Begin a new stream for another size");
    return advance(std::move(x), state.stages);
}

std::vector<at::Tensor> FrameLine::advance(at::Tensor x, std::vector<StageMemory>& stages) const
{
    if (stages.empty())
        stages.resize(m_stages.size());
    IMPRINT_ASSERT(stages.size() == m_stages.size(), "the state is of another network");
    std::vector<at::Tensor> out;
    run(0, std::move(x), stages, out);
    return out;
}

void FrameLine::run(std::size_t stage, at::Tensor x, std::vector<StageMemory>& stages,
                    std::vector<at::Tensor>& out) const
{
    for (; stage < m_stages.size(); ++stage) {
        StageMemory& memory = stages[stage];
        std::vector<at::Tensor> frames = (*m_stages[stage])(std::move(x), memory);
        ++memory.seen;
        if (frames.size() != 1) {
            for (at::Tensor& frame : frames)
                run(stage + 1, std::move(frame), stages, out);
            return;
        }
        x = std::move(frames.front());
    }
    out.push_back(std::move(x));
}

} // namespace imprint::engine
