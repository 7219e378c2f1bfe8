#include "tests/support/torch_test.h"

#include "engine/core/error.h"
#include "engine/ispa/ispa_forecast.h"
#include "tests/ispa/absorber_stack.h"
#include "tests/support/error_of.h"

#include <algorithm>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

int chosenLayers(const Absorber& absorber)
{
    int count = 0;
    for (const AbsorbedLayer& layer : absorber.layers())
        count += layer.chosen ? 1 : 0;
    return count;
}

} // namespace

TEST_CASE("Absorber: watching changes nothing", "[ispa]")
{
    Stack plain({});
    Stack watched(settings(2, 1000));
    const at::Tensor expected = plain.run(16);
    CHECK(distance(watched.run(16), expected) < 1e-4); // merged attention rounds otherwise
    CHECK(watched.absorber().phase() == AbsorberPhase::Warming);
    CHECK(watched.absorber().informativeBlocks() == 16 - 4); // from frame 4 on: beyond 1 + 2
    CHECK(watched.absorber().bytes() == watched.absorber().predictedBytes());
}

TEST_CASE("Absorber: at the end of the warm-up K layers shrink by the predicted bytes", "[ispa]")
{
    Stack stack(settings(3, 12));
    stack.run(11);
    CHECK(stack.absorber().phase() == AbsorberPhase::Warming);
    const std::int64_t before = stack.state().kvBytes();
    stack.step();
    REQUIRE(stack.absorber().phase() == AbsorberPhase::Absorbed);
    CHECK(chosenLayers(stack.absorber()) == 3);
    std::int64_t freed = 0;
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        const AbsorbedLayer& absorbed = stack.absorber().layers()[layer];
        freed += absorbed.freedBytes;
        const CacheSettings now = stack.absorber().cacheOf(layer, {.kind = CacheKind::Growing});
        CHECK(stack.state().caches[layer].bytes() == predictedKvBytes(Stack::shape(), now, 12));
        if (absorbed.chosen)
            CHECK(stack.state().caches[layer].frames().size() <= 4);
    }
    CHECK(stack.state().kvBytes() == before - freed);
    CHECK(freed > 0);
    stack.run(40); // goes on
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        if (stack.absorber().layers()[layer].chosen)
            CHECK(stack.state().caches[layer].bytes() ==
                  4 * Stack::shape().bytesPerFrame()); // sink, window and block, for ever
    CHECK(stack.absorber().bytes() == stack.absorber().predictedBytes());
}

TEST_CASE("Absorber: a warm-up that drops nothing gives no correction, and the same picture",
          "[ispa]")
{
    // 4 frames: nothing lies beyond sink and window yet.
    const auto rung = GENERATE(std::optional<Rung>(), std::optional(Rung::VirtualTokens));
    Stack learnt(settings(kLayers, 4, rung));
    Stack local(settings(kLayers, 4, Rung::None));
    CHECK(at::equal(learnt.run(14), local.run(14)));
    for (const AbsorbedLayer& layer : learnt.absorber().layers()) {
        CHECK(layer.solution.correction.rung == Rung::None);
        REQUIRE(layer.solution.refused.size() == 1);
        CHECK(layer.solution.refused.front().reason == Refusal::NothingObserved);
    }
}

TEST_CASE("Absorber: without correction a layer is one with a sink-window cache", "[ispa]")
{
    Stack absorbed(settings(kLayers, 8, Rung::None));
    Stack windowed({}, {.kind = CacheKind::SinkWindow,
                        .positions = KeyPositions::ByRank,
                        .sinkFrames = 1,
                        .capacityFrames = 4});
    absorbed.run(8);
    windowed.run(8);
    // Same keys from now on, but those held were made by layers that saw more: frames have to pass.
    const at::Tensor one = absorbed.run(20);
    const at::Tensor other = windowed.run(20);
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        CHECK(absorbed.state().caches[layer].frames().size() == 4);
    CHECK(distance(one[11], other[11]) < 0.1); // the sink alone still differs
}

TEST_CASE("Absorber: a correction brings local attention nearer to the full one", "[ispa]")
{
    Stack full({});
    Stack none(settings(1, 24, Rung::None));
    const Rung rung = GENERATE(Rung::HeadScale, Rung::VirtualTokens);
    CAPTURE(enumName(rung));
    Stack vector(settings(1, 24, rung));
    const at::Tensor expected = full.run(40).narrow(0, 24, 16);
    const double without = distance(none.run(40).narrow(0, 24, 16), expected);
    const double with = distance(vector.run(40).narrow(0, 24, 16), expected);
    for (const AbsorbedLayer& layer : vector.absorber().layers())
        if (layer.chosen)
            CHECK(layer.solution.correction.rung == rung);
    CHECK(without > 0);
    CHECK(with < without);
}

TEST_CASE("Absorber: nothing is left of a correction when it ends, and no weight was touched",
          "[ispa]")
{
    const Rung rung = GENERATE(Rung::HeadScale, Rung::Dense, Rung::VirtualTokens);
    CAPTURE(enumName(rung));
    Stack corrected(settings(kLayers, 16, rung));
    corrected.run(20);
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        CHECK(at::equal(corrected.blocks()[layer].outputWeight(),
                        randomBlocks()[layer].outputWeight()));
    corrected.endAbsorber();
    CHECK(corrected.state().taps.empty());
    // As a stack that was never corrected, once the frames are gone that were made before; but for the sink.
    Stack none(settings(kLayers, 16, Rung::None));
    none.run(20);
    none.endAbsorber();
    const at::Tensor one = corrected.run(40);
    const at::Tensor other = none.run(40);
    CHECK(distance(one[19], other[19]) < 1e-5);
}

TEST_CASE("Absorber: bytes are as forecast, and at most that for what the data decide", "[ispa]")
{
    for (const auto& [rung, name] : enumNames(Rung{})) {
        const AbsorberSettings wanted = settings(3, 16, rung);
        Stack stack(wanted);
        const IspaForecast forecast = forecastIspa(wanted, Stack::shape(), kLayers);
        CAPTURE(name);
        stack.run(15);
        CHECK(stack.absorber().bytes() == forecast.bytesAfter(15));
        stack.run(16);
        CHECK(stack.absorber().bytes() == stack.absorber().predictedBytes());
        CHECK(stack.absorber().bytes() <= forecast.bytesAfter(16));
        CHECK(stack.absorber().bytes() > 0); // of the probes, if there is no correction
    }
}

TEST_CASE(
    "Absorber: layers with a capped history learn from what it still has, and memory is constant",
    "[ispa]")
{
    // The smallest ring that remembers more than sink, window and block: one frame more.
    const std::int64_t least = kLocal.leastRing(1);
    for (const std::int64_t cap : {least, least + 1, least + 9}) {
        Stack stack(settings(2, 12), capped(cap));
        stack.run(12);
        REQUIRE(stack.absorber().phase() == AbsorberPhase::Absorbed);
        for (const AbsorbedLayer& layer : stack.absorber().layers())
            for (const RefusedRung& refused : layer.solution.refused)
                CHECK(refused.reason != Refusal::NothingObserved);
        const std::int64_t settled = (2 * cap + 2 * 4) * Stack::shape().bytesPerFrame();
        stack.run(20); // those with history may still grow until the cap
        for (int frame = 0; frame < 20; ++frame) {
            CHECK(stack.state().kvBytes() == settled);
            stack.step();
        }
    }
}

TEST_CASE("Absorber: a ring that remembers no more than local mode teaches nothing", "[ispa]")
{
    Stack stack(settings(2, 12), capped(kLocal.leastRing(1) - 1));
    stack.run(12);
    for (const AbsorbedLayer& layer : stack.absorber().layers()) {
        REQUIRE(layer.solution.refused.size() == 1);
        CHECK(layer.solution.refused.front().reason == Refusal::NothingObserved);
    }
}

TEST_CASE("Absorber: begins with what another one has absorbed", "[ispa]")
{
    Stack first(settings(2, 12));
    first.run(11);
    CHECK_FALSE(first.absorber().absorption().has_value());
    CHECK_FALSE(first.absorber().probe().has_value());
    first.run(13);
    const Absorption absorbed = first.absorber().absorption().value();
    REQUIRE(absorbed.layers.size() == 2);
    CHECK(first.absorber().probe()->leverage == Approx(1).margin(0.9)); // the stream goes on

    Stack second({});
    second.adopt(absorbed);
    CHECK(second.absorber().phase() == AbsorberPhase::Absorbed);
    second.run(20);
    CHECK(chosenLayers(second.absorber()) == 2);
    for (const auto& [index, part] : absorbed.layers) {
        const auto layer = static_cast<std::size_t>(index);
        CHECK(second.state().caches[layer].frames().size() == 4);
        const Correction& taken = second.absorber().layers()[layer].solution.correction;
        CHECK(taken.rung == part.correction.rung);
        if (part.correction.bias.defined())
            CHECK(at::equal(taken.bias, part.correction.bias));
    }
    CHECK(second.absorber().bytes() == second.absorber().predictedBytes());
    CHECK(second.absorber().probe()->missedShare >= 0);
}

TEST_CASE("Absorber: blocks before it is to learn teach nothing", "[ispa]")
{
    AbsorberSettings late = settings(2, 1000);
    late.learnFrom = 10;
    Stack stack(late);
    stack.run(16);
    CHECK(stack.absorber().informativeBlocks() == 6);
}

TEST_CASE("Absorber: more layers than there are is refused", "[ispa]")
{
    const CaughtError error = errorOf([] { Stack stack(settings(kLayers + 1, 12)); });
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names("5 layers"));
}
