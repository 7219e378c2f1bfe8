#include "tests/support/torch_test.h"

#include "engine/pipeline/pocket_sampler.h"
#include "tests/support/built_in_pocket.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// The rules of the sampler are told of the model without a posed reference.
std::shared_ptr<const PocketModel> plainPocket()
{
    static const auto kModel = firstPocket();
    return kModel;
}

const CacheSettings kCache = pocketCacheSettings(CacheKind::SinkWindow, 1, 6, 3);

PocketConditioning conditioning(std::int64_t frames)
{
    RandomTensors random(70);
    return plainPocket()->generator.condition(
        {.audio = frames == 1 ? at::Tensor() : random({frames, 6, 128}),
         .motion = random({frames, 57}, 0.3),
         .attributes = at::zeros({14}, at::kLong)});
}

at::Tensor reference()
{
    return RandomTensors(71)({1, 64, 192}, 0.5);
}

} // namespace

TEST_CASE("PocketSampler: times of the published schedules", "[pipeline][sampler]")
{
    const auto equals = [](const std::vector<double>& got, const std::vector<double>& expected) {
        REQUIRE(got.size() == expected.size());
        for (std::size_t i = 0; i < got.size(); ++i)
            CHECK(got[i] == Approx(expected[i]).margin(1e-12));
    };
    equals(denoisingTimes(4, 3.0), {1, 0.9, 0.75, 0.5, 0});
    equals(denoisingTimes(2, 3.0), {1, 0.75, 0});
    equals(denoisingTimes(1, 3.0), {1, 0});
    equals(denoisingTimes(4, 1.0), {1, 0.75, 0.5, 0.25, 0});
    CHECK(denoisingTimes(8, 3.0).front() == 1.0);
    CHECK(denoisingTimes(7, 0.5).back() == 0.0); // exactly: the last step divides by what is left
}

TEST_CASE("PocketSampler: noise follows from seed and block alone", "[pipeline][sampler]")
{
    const auto noise = [](std::uint64_t seed, std::int64_t block) {
        return blockNoise(plainPocket()->generator, seed, block);
    };
    const at::Tensor one = noise(3, 1);
    REQUIRE(one.sizes() == at::IntArrayRef({3, 64, 192}));
    CHECK(at::equal(one, noise(3, 1)));
    CHECK(std::abs(one.mean().item<double>()) < 0.02);
    CHECK(one.std().item<double>() == Approx(1).epsilon(0.02));
    for (const at::Tensor& other : {noise(3, 2), noise(4, 1), noise(2, 1), noise(1ULL << 32, 1)})
        CHECK(std::abs((one * other).mean().item<double>()) < 0.03); // unrelated
}

TEST_CASE("PocketSampler: denoising follows the Euler steps of the formula", "[pipeline][sampler]")
{
    const PocketGenerator& generator = plainPocket()->generator;
    const auto still = conditioning(1);
    const auto block = conditioning(3);
    const at::Tensor noise = blockNoise(generator, 1, 1);
    PocketSampler sampler(generator, {.cache = kCache, .referenceWeight = 0.4});
    sampler.begin(reference(), still);
    const at::Tensor got = sampler.denoise(noise, {}, block, {1.0, 0.8, 0.3, 0.0});

    DitState state = generator.makeState(kCache);
    generator(reference(), {.last = at::zeros({1, 64, 192})}, 0.0, still, {0, 1}, state);
    const at::Tensor anchor =
        reference().expand({3, -1, -1}); // last and reference are the same yet
    const auto clean = [&](const at::Tensor& x, double t) {
        return generator(x, {.last = anchor}, t, block, {1, 3}, state);
    };
    const auto step = [](const at::Tensor& x, const at::Tensor& x0, double from, double to) {
        const at::Tensor velocity = (x - x0) / from;
        return x + (to - from) * velocity;
    };
    at::Tensor x = step(noise, clean(noise, 1.0), 1.0, 0.8);
    x = step(x, clean(x, 0.8), 0.8, 0.3);
    CHECK(distance(got, clean(x, 0.3)) < 1e-4);
}

TEST_CASE("PocketSampler: the anchor leaks from the last latent to the reference",
          "[pipeline][sampler]")
{
    const PocketGenerator& generator = plainPocket()->generator;
    const auto block = conditioning(3);
    PocketSampler sampler(generator, {.cache = kCache, .referenceWeight = 0.25});
    sampler.begin(reference(), conditioning(1));
    CHECK(sampler.framesSoFar() == 1);
    const at::Tensor first = RandomTensors(72)({3, 64, 192}, 0.5);
    sampler.commit(first, {}, block);
    CHECK(sampler.framesSoFar() == 4);
    const at::Tensor noise = blockNoise(generator, 1, 2);
    const at::Tensor got = sampler.denoise(noise, {}, block, {1.0, 0.0});

    DitState state = generator.makeState(kCache);
    generator(reference(), {.last = at::zeros({1, 64, 192})}, 0.0, conditioning(1), {0, 1}, state);
    generator(first, {.last = reference().expand({3, -1, -1})}, 0.0, block, {1, 3}, state);
    const at::Tensor anchor = (0.75 * first[2] + 0.25 * reference()[0]).expand({3, -1, -1});
    CHECK(distance(got, generator(noise, {.last = anchor}, 1.0, block, {4, 3}, state)) < 1e-5);
}

TEST_CASE("PocketSampler: denoising again starts over", "[pipeline][sampler]")
{
    const auto block = conditioning(3);
    PocketSampler sampler(plainPocket()->generator, {.cache = kCache, .referenceWeight = 0.4});
    sampler.begin(reference(), conditioning(1));
    const at::Tensor noise = blockNoise(plainPocket()->generator, 1, 1);
    const at::Tensor once = sampler.denoise(noise, {}, block, {1.0, 0.5, 0.0});
    CHECK(at::equal(sampler.denoise(noise, {}, block, {1.0, 0.5, 0.0}), once));
    CHECK(sampler.framesSoFar() == 1);
}

TEST_CASE("PocketGenerator: tokens and latents are the same values", "[pipeline][sampler]")
{
    const at::Tensor latents = RandomTensors(73)({2, 48, 16, 16});
    const at::Tensor tokens = plainPocket()->generator.toTokens(latents);
    REQUIRE(tokens.sizes() == at::IntArrayRef({2, 64, 192}));
    CHECK(at::equal(plainPocket()->generator.toLatents(tokens), latents));
    // Token (row 1, column 2) holds channel 5, inner row 0, inner column 1 at 5·4 + 1.
    CHECK(at::equal(tokens[1][8 + 2][5 * 4 + 1], latents[1][5][2][5]));
}
