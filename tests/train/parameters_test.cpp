#include "tests/support/torch_test.h"

#include "app/train/optim/initial_weights.h"
#include "app/train/optim/parameters.h"
#include "engine/nn/linear.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <cmath>
#include <vector>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;

namespace {

at::Tensor initial(const std::string&, at::IntArrayRef shape, const at::Generator& random)
{
    return normalByFanIn(shape, random);
}

} // namespace

TEST_CASE("ParameterMaker: the start depends on seed and name alone", "[train][optim]")
{
    ParameterMaker a(initial, 3);
    ParameterMaker b(initial, 3);
    const at::Tensor first = a.require("x.weight", {8, 16});
    const at::Tensor other = b.require("y.weight", {8, 16});
    CHECK(distance(first, b.require("x.weight", {8, 16})) == 0.0);
    CHECK(distance(first, ParameterMaker(initial, 4).require("x.weight", {8, 16})) > 0.1);
    CHECK(distance(first, other) > 0.1);
    CHECK(first.requires_grad());
    CHECK(errorOf([&] { a.require("x.weight", {8, 16}); }).names("x.weight"));
}

TEST_CASE("Initial weights: have the spread that their name promises", "[train][optim]")
{
    const std::vector<std::int64_t> kernel{64, 32, 3, 3};
    const double fanIn = 32 * 9;
    const at::Tensor normal = normalByFanIn(kernel, randomFor(1, "normal"));
    CHECK(normal.std().item<double>() == Approx(std::sqrt(2 / fanIn)).epsilon(0.05));
    const at::Tensor uniform = uniformByFanIn(kernel, randomFor(1, "uniform"));
    CHECK(uniform.abs().max().item<double>() <= 1 / std::sqrt(fanIn));
    CHECK(uniform.std().item<double>() == Approx(1 / std::sqrt(3 * fanIn)).epsilon(0.05));
}

TEST_CASE("ParameterReader: layers see the weights in the asked type, and names must fit",
          "[train][optim]")
{
    const Parameters weights{{"a.weight", at::full({2, 3}, 0.1)}, {"a.bias", at::zeros({2})}};
    ParameterReader reader(weights, at::kBFloat16);
    const engine::Linear layer(reader, "a", 3, 2);
    const at::Tensor out = layer(at::ones({1, 3}, at::kBFloat16));
    CHECK(out.scalar_type() == at::kBFloat16);
    CHECK(out[0][0].item<float>() == Approx(0.3).epsilon(0.01));
    CHECK(errorOf([&] { reader.require("a.weight", {3, 2}); }).names("a.weight"));
    CHECK(errorOf([&] { reader.require("b.weight", {1}); }).names("b.weight"));
}

TEST_CASE("randomFor: different indices give different numbers, equal ones the same",
          "[train][optim]")
{
    const auto draw = [](const at::Generator& random) { return at::rand({4}, random); };
    const at::Tensor first = draw(randomFor(1, "a", 2, 3));
    CHECK(at::equal(first, draw(randomFor(1, "a", 2, 3))));
    CHECK_FALSE(at::equal(first, draw(randomFor(1, "a", 3, 2))));
    CHECK_FALSE(at::equal(first, draw(randomFor(1, "b", 2, 3))));
    CHECK_FALSE(at::equal(first, draw(randomFor(2, "a", 2, 3))));
}

TEST_CASE("beginningWith: what has grown keeps its trained part and is zero behind it",
          "[train][optim]")
{
    const Parameters trained{{"a.weight", at::full({2, 3}, 1.5)}, {"gone", at::ones({4})}};
    const Parameters fresh{{"a.weight", at::full({2, 5}, 9.0)}, {"new.bias", at::full({2}, 7.0)}};
    const Parameters begun = beginningWith(trained, fresh);
    REQUIRE(begun.size() == 2);
    CHECK(at::equal(begun.at("a.weight").narrow(1, 0, 3), trained.at("a.weight")));
    CHECK(at::all(begun.at("a.weight").narrow(1, 3, 2) == 0).item<bool>());
    CHECK(at::equal(begun.at("new.bias"), fresh.at("new.bias")));
    CHECK(begun.at("a.weight").requires_grad());
    CHECK(at::equal(beginningWith({}, fresh).at("a.weight"), fresh.at("a.weight")));
}

TEST_CASE("beginningWith: other shapes are refused by name", "[train][optim]")
{
    const Parameters fresh{{"a.weight", at::zeros({2, 3})}};
    for (const std::vector<std::int64_t>& shape :
         {std::vector<std::int64_t>{6}, {3, 2}, {2, 4}, {1, 2}})
        CHECK(errorOf([&] {
                  beginningWith({{"a.weight", at::zeros(shape)}}, fresh);
              }).names("a.weight"));
}

TEST_CASE("averaged: each weight lies between those of both, and networks must be of one kind",
          "[train][optim]")
{
    const Parameters one{{"a.weight", at::full({2, 3}, 1.0)}, {"a.bias", at::zeros({2})}};
    const Parameters other{{"a.weight", at::full({2, 3}, 3.0)}, {"a.bias", at::ones({2})}};
    const Parameters mean = averaged(one, other, 0.25);
    CHECK(distance(mean.at("a.weight"), at::full({2, 3}, 1.5)) < 1e-6);
    CHECK(distance(mean.at("a.bias"), at::full({2}, 0.25)) < 1e-6);
    CHECK(distance(averaged(one, other, 0).at("a.weight"), one.at("a.weight")) == 0.0);
    CHECK(distance(averaged(one, other, 1).at("a.weight"), other.at("a.weight")) == 0.0);
    Parameters odd = other;
    odd.at("a.weight") = at::ones({3, 2});
    CHECK(errorOf([&] { averaged(one, odd, 0.5); }).names("a.weight"));
    odd = other;
    odd.emplace("b.weight", at::ones({1}));
    CHECK(errorOf([&] { averaged(one, odd, 0.5); }).names("b.weight"));
    CHECK(errorOf([&] { averaged(odd, one, 0.5); }).names("b.weight"));
}
