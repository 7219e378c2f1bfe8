#include "tests/support/torch_test.h"

#include "engine/ispa/folded_projection.h"
#include "tests/ispa/planted_rows.h"
#include "tests/support/error_of.h"

#include <c10/core/InferenceMode.h>

#include <cstring>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

bool sameBytes(const at::Tensor& a, const at::Tensor& b)
{
    return a.nbytes() == b.nbytes() && std::memcmp(a.data_ptr(), b.data_ptr(), a.nbytes()) == 0;
}

struct Projection {
    at::Tensor weight;
    at::Tensor bias;
};

Projection randomProjection(RandomTensors& random, at::ScalarType type)
{
    return {random({12, 12}).to(type), random({12}).to(type)};
}

} // namespace

TEST_CASE("Folded projection: equals the correction of its input", "[ispa][fold]")
{
    RandomTensors random(61);
    const at::Tensor a = random({7, 12}).to(at::kDouble);
    for (const Correction& c : oneOfEachRung(random, smallLayout(), 1)) {
        const Projection p = randomProjection(random, at::kDouble);
        const at::Tensor wanted = at::linear(c.apply(a, 0), p.weight, p.bias);
        const FoldedProjection folded(p.weight, p.bias, c);
        CAPTURE(static_cast<int>(c.rung));
        CHECK(distance(at::linear(a, p.weight, p.bias), wanted) < 1e-12);
    }
}

TEST_CASE("Folded projection: gives the original back byte for byte", "[ispa][fold]")
{
    const auto type = GENERATE(at::kDouble, at::kFloat, at::kBFloat16);
    RandomTensors random(62);
    for (const Correction& c : oneOfEachRung(random, smallLayout(), 1)) {
        const Projection p = randomProjection(random, type);
        const Projection original = {p.weight.clone(), p.bias.clone()};
        const void* storage = p.weight.data_ptr();
        {
            const FoldedProjection folded(p.weight, p.bias, c);
            CHECK_FALSE(sameBytes(p.bias, original.bias));
            CHECK(sameBytes(p.weight, original.weight) == (c.rung == Rung::Bias));
            CHECK(folded.bytes() == static_cast<std::int64_t>(p.weight.nbytes() + p.bias.nbytes()));
            CHECK(folded.bytes() == FoldedProjection::predictedBytes(12, 12, type));
        }
        CHECK(sameBytes(p.weight, original.weight));
        CHECK(sameBytes(p.bias, original.bias));
        CHECK(p.weight.data_ptr() == storage);
    }
}

TEST_CASE("Folded projection: moved and restored once only", "[ispa][fold]")
{
    RandomTensors random(63);
    const Correction c = oneOfEachRung(random, smallLayout(), 1)[4];
    const Projection p = randomProjection(random, at::kFloat);
    const at::Tensor original = p.weight.clone();
    FoldedProjection first(p.weight, p.bias, c);
    const at::Tensor changed = p.weight.clone();
    FoldedProjection second(std::move(first));
    first.restore();
    CHECK(sameBytes(p.weight, changed));
    second.restore();
    CHECK(sameBytes(p.weight, original));
    CHECK(second.bytes() == 0);
    p.weight.fill_(3.0); // somebody else's now
    second.restore();
    CHECK(p.weight.eq(3.0).all().item<bool>());
}

TEST_CASE("Folded projection: changes inference tensors, too", "[ispa][fold]")
{
    RandomTensors random(64);
    const Correction c = oneOfEachRung(random, smallLayout(), 1)[1];
    const Projection p = [&] {
        const c10::InferenceMode inference;
        return randomProjection(random, at::kFloat);
    }();
    const at::Tensor original = p.weight.clone();
    FoldedProjection folded(p.weight, p.bias, c);
    CHECK_FALSE(sameBytes(p.weight, original));
    folded.restore();
    CHECK(sameBytes(p.weight, original));
}

TEST_CASE("Folded projection: refuses what can't be folded and changes nothing", "[ispa][fold]")
{
    RandomTensors random(65);
    const Projection p = randomProjection(random, at::kFloat);
    const at::Tensor original = p.weight.clone();
    const Correction perPass = oneOfEachRung(random, smallLayout(), 2)[4];
    CHECK(errorOf([&] { FoldedProjection(p.weight, p.bias, perPass); }).code ==
          ErrorCode::BadConfig);
    const MomentLayout narrow = {.heads = 2, .width = 4};
    const Correction other = oneOfEachRung(random, narrow, 1)[4];
    CHECK(errorOf([&] { FoldedProjection(p.weight, p.bias, other); }).code == ErrorCode::BadShape);
    const FoldedProjection nothing(p.weight, p.bias, Correction{});
    CHECK(nothing.bytes() == 0);
    CHECK(sameBytes(p.weight, original));
}
