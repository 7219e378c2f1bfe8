#include "tests/support/torch_test.h"

#include "engine/core/error.h"
#include "engine/nn/frame_line.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

using Frames = std::vector<at::Tensor>;

at::Tensor frameOf(double value)
{
    return at::full({1, 1, 1, 1}, value);
}

std::vector<double> values(const Frames& frames)
{
    std::vector<double> result;
    for (const at::Tensor& frame : frames)
        result.push_back(frame.item<double>());
    return result;
}

/// v -> 10v and 10v + 1.
class Doubling final : public FrameStage {
    Frames operator()(at::Tensor x, StageMemory&) const override
    {
        return {x.mul(10), x.mul(10).add(1)};
    }
};

/// Adds the frame before.
class AddingPrevious final : public FrameStage {
    Frames operator()(at::Tensor x, StageMemory& memory) const override
    {
        FrameHistory& history = memory.history(0);
        const at::Tensor y = history.empty() ? x : x + history.front();
        history.assign(1, x);
        return {y};
    }
};

/// Lets every second frame pass, by the count of those that came in.
class EverySecond final : public FrameStage {
    Frames operator()(at::Tensor x, StageMemory& memory) const override
    {
        return memory.seen % 2 == 0 ? Frames{x} : Frames{};
    }
};

template <class... Stages>
FrameLine lineOf()
{
    std::vector<std::unique_ptr<const FrameStage>> stages;
    (stages.push_back(std::make_unique<Stages>()), ...);
    return FrameLine(std::move(stages));
}

} // namespace

TEST_CASE("FrameLine: what becomes two frames goes on in order, also through what remembers",
          "[nn]")
{
    const FrameLine line = lineOf<Doubling, AddingPrevious, Doubling>();
    FrameLineState state;
    CHECK(values(line(frameOf(1), state)) == std::vector<double>{100, 101, 210, 211});
    CHECK(values(line(frameOf(2), state)) == std::vector<double>{310, 311, 410, 411});
    CHECK(state.bytes() == 4);
}

TEST_CASE("FrameLine: nothing may come out, and each stream counts for itself", "[nn]")
{
    const FrameLine line = lineOf<EverySecond, Doubling>();
    FrameLineState state;
    CHECK(line(frameOf(1), state).size() == 2);
    FrameLineState copy = state;
    CHECK(line(frameOf(2), state).empty());
    CHECK(line(frameOf(3), state).size() == 2);
    CHECK(line(frameOf(2), copy).empty());
}

TEST_CASE("FrameLine: another size within a stream is refused, and changes nothing", "[nn]")
{
    const FrameLine line = lineOf<AddingPrevious>();
    FrameLineState state;
    line(frameOf(1), state);
    const CaughtError error = errorOf([&] { line(at::zeros({1, 1, 2, 1}), state); });
    CHECK(error.code == ErrorCode::BadShape);
    CHECK(error.names("[1, 1, 2, 1]"));
    CHECK(error.names("[1, 1, 1, 1]"));
    CHECK(values(line(frameOf(2), state)) == std::vector<double>{3});
}

TEST_CASE("FrameLine: the state of another network is a bug", "[nn]")
{
    FrameLineState state;
    lineOf<AddingPrevious>()(frameOf(1), state);
    CHECK(errorOf([&] { lineOf<Doubling, Doubling>()(frameOf(1), state); }).code ==
          ErrorCode::Internal);
}
