#include "tests/support/torch_test.h"

#include "engine/nn/rotary.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <cmath>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

using Positions = std::vector<std::int64_t>;

/// Angle of one pair of a head at one place: the formula, pair by pair.
double angle(const RotaryConfig& config, std::int64_t pair, std::int64_t frame, std::int64_t token)
{
    const double place[] = {static_cast<double>(frame), static_cast<double>(token / config.columns),
                            static_cast<double>(token % config.columns)};
    std::size_t axis = 0;
    while (pair >= config.pairs[axis])
        pair -= config.pairs[axis++];
    const double width = 2.0 * static_cast<double>(config.pairs[axis]);
    return place[axis] / std::pow(config.theta[axis], 2.0 * static_cast<double>(pair) / width);
}

at::Tensor rotatedByFormula(const RotaryConfig& config, const at::Tensor& x,
                            const Positions& frames)
{
    const at::Tensor in = x.to(at::kDouble).contiguous();
    at::Tensor out = at::empty_like(in);
    const auto from = in.accessor<double, 4>();
    auto to = out.accessor<double, 4>();
    for (std::int64_t f = 0; f < x.size(0); ++f)
        for (std::int64_t s = 0; s < x.size(1); ++s)
            for (std::int64_t h = 0; h < x.size(2); ++h)
                for (std::int64_t p = 0; p < x.size(3) / 2; ++p) {
                    const double a = angle(config, p, frames[static_cast<std::size_t>(f)], s);
                    const double re = from[f][s][h][2 * p];
                    const double im = from[f][s][h][2 * p + 1];
                    to[f][s][h][2 * p] = re * std::cos(a) - im * std::sin(a);
                    to[f][s][h][2 * p + 1] = re * std::sin(a) + im * std::cos(a);
                }
    return out;
}

/// Angle by which a pair of the head turns at frame, row or column 1.
double measuredFrequency(const Rotary& rotary, std::int64_t frame, std::int64_t token,
                         std::int64_t pair)
{
    at::Tensor x = at::zeros({1, 4, 1, 128});
    x[0][token][0][2 * pair] = 1.0F;
    const at::Tensor turned = rotary(x, Positions{frame})[0][token][0];
    return std::atan2(turned[2 * pair + 1].item<float>(), turned[2 * pair].item<float>());
}

} // namespace

TEST_CASE("Rotary: equals the formula in fp64 for every published head width", "[nn][rotary]")
{
    const auto headDim = GENERATE(24, 32, 48, 64, 128);
    CAPTURE(headDim);
    RandomTensors random(1);
    const RotaryConfig config = RotaryConfig::wan(headDim, 3, 5);
    const at::Tensor x = random({4, 15, 2, headDim});
    const Positions frames = {0, 7, 150, -3};
    const at::Tensor got = Rotary(config)(x, frames);
    CHECK(got.scalar_type() == at::kFloat);
    CHECK(distance(got, rotatedByFormula(config, x, frames)) < 2e-6);
}

TEST_CASE("Rotary: bases and pairs may differ between the axes", "[nn][rotary]")
{
    RandomTensors random(2);
    const RotaryConfig config{
        .pairs = {12, 10, 10}, .theta = {100, 50, 20}, .rows = 2, .columns = 3};
    const at::Tensor x = random({2, 6, 3, 64});
    CHECK(distance(Rotary(config)(x, Positions{4, 9}), rotatedByFormula(config, x, {4, 9})) < 2e-6);
}

TEST_CASE("Rotary: Wan's split of a head gives the rest to time", "[nn][rotary]")
{
    using Pairs = std::array<std::int64_t, 3>;
    const auto split = [](std::int64_t headDim) { return RotaryConfig::wan(headDim, 1, 1).pairs; };
    CHECK(split(24) == Pairs{4, 4, 4});
    CHECK(split(32) == Pairs{6, 5, 5});
    CHECK(split(48) == Pairs{8, 8, 8});
    CHECK(split(64) == Pairs{12, 10, 10});
    CHECK(split(128) == Pairs{22, 21, 21});
}

TEST_CASE("Rotary: frequencies of head width 128 are the published ones", "[nn][rotary]")
{
    const Rotary rotary(RotaryConfig::wan(128, 2, 2));
    const std::pair<std::int64_t, double> temporal[] = {
        {0, 1}, {1, 0.657933225}, {2, 0.432876128}, {21, 0.000151991}};
    for (const auto& [pair, frequency] : temporal)
        CHECK(measuredFrequency(rotary, 1, 0, pair) == Approx(frequency).epsilon(3e-6));
    const std::pair<std::int64_t, double> spatial[] = {
        {0, 1}, {1, 0.644946677}, {2, 0.415956216}, {20, 0.000155052}};
    for (const auto& [pair, frequency] : spatial) {
        CHECK(measuredFrequency(rotary, 0, 2, 22 + pair) == Approx(frequency).epsilon(3e-6));
        CHECK(measuredFrequency(rotary, 0, 1, 43 + pair) == Approx(frequency).epsilon(3e-6));
    }
}

TEST_CASE("Rotary: lengths stay, and only differences of position matter", "[nn][rotary]")
{
    RandomTensors random(3);
    const Rotary rotary(RotaryConfig::wan(48, 2, 2));
    const at::Tensor q = random({2, 4, 3, 48});
    const at::Tensor k = random({2, 4, 3, 48});
    const auto products = [&](std::int64_t offset) {
        const Positions queries = {5 + offset, 6 + offset};
        const Positions keys = {0 + offset, 3 + offset};
        return (rotary(q, queries) * rotary(k, keys)).sum(-1);
    };
    CHECK(distance(rotary(q, Positions{11, 400}).norm(2, -1), q.norm(2, -1)) < 1e-5);
    CHECK(distance(products(0), products(37)) < 1e-4);
    CHECK(distance(products(0), (q * k).sum(-1)) > 0.1); // positions do matter
}

TEST_CASE("Rotary: half precision comes back as such, rounded once", "[nn][rotary]")
{
    RandomTensors random(4);
    const RotaryConfig config = RotaryConfig::wan(32, 2, 2);
    const at::Tensor x = random({1, 4, 1, 32}).to(at::kBFloat16);
    const at::Tensor got = Rotary(config)(x, Positions{9});
    REQUIRE(got.scalar_type() == at::kBFloat16);
    CHECK(at::equal(got, Rotary(config)(x.to(at::kFloat), Positions{9}).to(at::kBFloat16)));
}

TEST_CASE("Rotary: another number of frames than positions is a bug", "[nn][rotary]")
{
    const Rotary rotary(RotaryConfig::wan(24, 1, 1));
    CHECK(errorOf([&] {
              rotary(at::zeros({2, 1, 1, 24}), Positions{0});
          }).code == ErrorCode::Internal);
}

TEST_CASE("Rotary: turned on, a rotated key is the key rotated further", "[nn][rotary]")
{
    const Rotary rotary(RotaryConfig::wan(128, 3, 4));
    RandomTensors random(16);
    const at::Tensor x = random({3, 12, 2, 128});
    const Positions frames{0, 5, 700};
    const Positions steps{3, 0, 1200};
    const at::Tensor advanced = rotary.advance(rotary(x, frames), steps);
    CHECK(distance(advanced, rotary(x, Positions{3, 5, 1900})) < 5e-6);
    CHECK(at::equal(advanced[1], rotary(x, frames)[1])); // no steps, no rounding
    CHECK(distance(advanced[0], rotary(x, frames)[0]) > 1e-2);
    const at::Tensor half = rotary(x, frames).to(at::kBFloat16);
    CHECK(at::equal(rotary.advance(half, Positions{0, 0, 0}), half));
}

TEST_CASE("Rotary: token by token it turns on as frame by frame", "[nn][rotary]")
{
    const Rotary rotary(RotaryConfig::wan(48, 2, 2));
    const at::Tensor x = RandomTensors(31)({3, 4, 2, 48});
    const Positions steps{5, 0, 130};
    const at::Tensor each =
        at::tensor(steps).view({3, 1, 1}).expand({3, 4, 2}).reshape({12, 2}); // [F·S, heads]
    const at::Tensor got = rotary.advanceEach(x.flatten(0, 1), each);
    CHECK(at::equal(got, rotary.advance(x, steps).flatten(0, 1)));
    at::Tensor apart = each.clone();
    apart.select(1, 1).fill_(7); // heads may differ
    const at::Tensor other = rotary.advanceEach(x.flatten(0, 1), apart);
    CHECK(at::equal(other.select(1, 0), got.select(1, 0)));
    CHECK(at::equal(other.select(1, 1),
                    rotary.advance(x, Positions{7, 7, 7}).flatten(0, 1).select(1, 1)));
    CHECK(errorOf([&] { rotary.advanceEach(x.flatten(0, 1), each.narrow(0, 0, 3)); }).code ==
          ErrorCode::Internal);
}

TEST_CASE("Rotary: a coarser grid stands at the given places of the full one", "[nn]")
{
    RotaryConfig config = RotaryConfig::wan(24, 6, 10);
    const Rotary full(config);
    config.rows = 3;
    config.columns = 2;
    config.rowsAt = {0, 2, 5};
    config.columnsAt = {1, 9};
    const Rotary coarse(config);
    const at::Tensor x = RandomTensors(12)({2, 60, 3, 24});
    const at::Tensor chosen = at::tensor(Positions{1, 9, 21, 29, 51, 59});
    const Positions frames{-19, 4};
    CHECK(at::equal(coarse(x.index_select(1, chosen), frames),
                    full(x, frames).index_select(1, chosen)));
    config.columnsAt = {1};
    CHECK(errorOf([&] { Rotary{config}; }).code == ErrorCode::Internal);
}
