#include "tests/support/torch_test.h"

#include "engine/ispa/leverage_probe.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <limits>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kHeads = 2;
constexpr std::int64_t kWidth = 8;

/// Rows [R, heads, width] in the first half of each head's channels.
at::Tensor usualRows(std::uint64_t seed, std::int64_t count)
{
    at::Tensor rows = RandomTensors(seed)({count, kHeads, kWidth});
    rows.narrow(2, kWidth / 2, kWidth / 2).mul_(0.05);
    return rows;
}

Moments momentsOf(const at::Tensor& rows)
{
    Moments moments({.heads = kHeads, .width = kWidth});
    moments.add({.local = rows,
                 .discrepancy = at::zeros_like(rows),
                 .evictedMass = at::zeros({rows.size(0), kHeads})},
                0);
    return moments;
}

} // namespace

TEST_CASE("LeverageProbe: rows like those of the warm-up have leverage 1", "[ispa]")
{
    const at::Tensor rows = usualRows(1, 400);
    const LeverageProbe probe(momentsOf(rows), momentsOf(usualRows(5, 400)));
    CHECK(probe(rows.flatten(1)) == Approx(1).epsilon(0.15));
    CHECK(probe(usualRows(2, 400).flatten(1)) == Approx(1).epsilon(0.15));
}

TEST_CASE("LeverageProbe: grows with the square of the rows, and most where the warm-up saw least",
          "[ispa]")
{
    const LeverageProbe probe(momentsOf(usualRows(1, 400)), momentsOf(usualRows(5, 400)));
    const at::Tensor rows = usualRows(3, 50).flatten(1);
    CHECK(probe(3 * rows) == Approx(9 * probe(rows)).epsilon(1e-4));
    // Of the same length, but in the channels that were all but still.
    const at::Tensor turned = usualRows(3, 50).flip(2).flatten(1);
    CHECK(probe(turned) > 5 * probe(rows));
}

TEST_CASE("LeverageProbe: its metric makes the same probe", "[ispa]")
{
    const LeverageProbe probe(momentsOf(usualRows(1, 100)), momentsOf(usualRows(5, 100)));
    const LeverageProbe again(probe.metric());
    const at::Tensor rows = usualRows(4, 20).flatten(1);
    CHECK(again(rows) == probe(rows));
    CHECK(again.bytes() == kHeads * kWidth * kWidth * 4);
}

TEST_CASE("LeverageProbe: refuses what is not finite, or no metric", "[ispa]")
{
    at::Tensor rows = usualRows(1, 100);
    rows[3][0][0] = std::numeric_limits<float>::quiet_NaN();
    CHECK(errorOf([&] {
              LeverageProbe probe(momentsOf(usualRows(1, 100)), momentsOf(rows));
          }).code == ErrorCode::BadInput);
    CHECK(errorOf([] { LeverageProbe probe(at::zeros({2, 8, 7})); }).code == ErrorCode::BadShape);
}
