#include "tests/ispa/absorber_stack.h"

#include "tests/support/error_of.h"

#include <cmath>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kWarm = 24;
constexpr std::int64_t kEnd = 40;
constexpr std::uint64_t kOneClip = 1;
constexpr std::uint64_t kAnotherClip = 2;
constexpr CacheSettings kGrowing{.kind = CacheKind::Growing, .positions = KeyPositions::ByRank};

AbsorberSettings spoilt(IspaControl control, Rung rung,
                        const std::shared_ptr<const Absorption>& other = {})
{
    AbsorberSettings wanted = settings(2, kWarm, rung);
    wanted.select = SelectionRule::Early; // the same layers in all of them
    wanted.control = control;
    wanted.ofOtherClip = other;
    return wanted;
}

std::shared_ptr<const Absorption> learntOf(std::uint64_t clip, Rung rung)
{
    Stack stack(spoilt(IspaControl::None, rung), kGrowing, clip);
    stack.run(kWarm);
    return std::make_shared<Absorption>(*stack.absorber().absorption());
}

/// What a clip becomes behind the warm-up, in the mean over its frames from what full attention makes of it.
struct Outcome {
    double error = 0;
    double heldOutError = 0; ///< mean over the local layers
};

at::Tensor behindWarmUp(Stack& stack)
{
    return stack.run(kEnd).narrow(0, kWarm, kEnd - kWarm);
}

Outcome outcomeOf(const AbsorberSettings& wanted)
{
    Stack full({}, kGrowing, kOneClip);
    Stack stack(wanted, kGrowing, kOneClip);
    Outcome outcome{.error =
                        (behindWarmUp(stack) - behindWarmUp(full)).square().mean().item<double>()};
    for (const AbsorbedLayer& layer : stack.absorber().layers())
        if (layer.chosen)
            outcome.heldOutError += layer.solution.heldOutError / 2;
    CHECK(stack.absorber().bytes() == stack.absorber().predictedBytes());
    return outcome;
}

} // namespace

TEST_CASE("Absorber: every spoilt correction loses to the right one", "[ispa][controls]")
{
    const Outcome right = outcomeOf(spoilt(IspaControl::None, Rung::HeadScale));
    const Outcome none = outcomeOf(spoilt(IspaControl::None, Rung::None));
    REQUIRE(right.error < none.error);
    const std::shared_ptr<const Absorption> other = learntOf(kAnotherClip, Rung::HeadScale);
    for (const IspaControl control :
         {IspaControl::OtherClip, IspaControl::Flipped, IspaControl::Shuffled}) {
        CAPTURE(enumName(control));
        const Outcome wrong = outcomeOf(
            spoilt(control, Rung::HeadScale, control == IspaControl::OtherClip ? other : nullptr));
        CHECK(wrong.error > 1.2 * right.error);
        CHECK(wrong.heldOutError > right.heldOutError);
        CHECK(wrong.error > none.error);
        if (control != IspaControl::OtherClip) // one scene's scale fits all of these worlds
            CHECK(wrong.heldOutError > 1);     // worse than nothing
    }
}

TEST_CASE("Absorber: the scaling of queries is a rival, fitted and in force", "[ispa][controls]")
{
    const Outcome none = outcomeOf(spoilt(IspaControl::None, Rung::None));
    const Outcome scaled = outcomeOf(spoilt(IspaControl::QueryScaling, Rung::HeadScale));
    // Nothing makes it lose: it says less of held-out rows here, and comes nearer to the full cache all the same.
    CHECK(scaled.heldOutError < 1);
    CHECK(scaled.error < 0.8 * none.error);
}

TEST_CASE("Absorber: virtual tokens stand for all that was remote at the end of the warm-up",
          "[ispa][tokens]")
{
    const std::shared_ptr<const Absorption> learnt = learntOf(kOneClip, Rung::VirtualTokens);
    REQUIRE(learnt->layers.size() == 2);
    for (const auto& [layer, part] : learnt->layers) {
        REQUIRE(part.correction.tokens.has_value());
        // The last block is frame 23; the sink and two frames of window are local.
        CHECK(part.correction.tokens->weight.sum(1).eq((23 - 1 - 2) * kTokens).all().item<bool>());
    }
}

TEST_CASE("Absorber: virtual tokens can be spoilt, too", "[ispa][controls][tokens]")
{
    const Outcome right = outcomeOf(spoilt(IspaControl::None, Rung::VirtualTokens));
    const std::shared_ptr<const Absorption> other = learntOf(kAnotherClip, Rung::VirtualTokens);
    for (const IspaControl control :
         {IspaControl::OtherClip, IspaControl::Flipped, IspaControl::Shuffled}) {
        CAPTURE(enumName(control));
        const Outcome wrong = outcomeOf(spoilt(
            control, Rung::VirtualTokens, control == IspaControl::OtherClip ? other : nullptr));
        CHECK(wrong.error > 1.2 * right.error);
        CHECK(std::isnan(wrong.heldOutError)); // sums cannot tell, and nothing is made up
    }
}

TEST_CASE("Absorber: a control that has nothing to work with is refused", "[ispa][controls]")
{
    const CaughtError error =
        errorOf([] { Stack stack(spoilt(IspaControl::OtherClip, Rung::HeadScale)); });
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names("no other clip"));
}
