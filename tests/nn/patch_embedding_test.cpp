#include "tests/support/torch_test.h"

#include "engine/nn/patch_embedding.h"
#include "tests/support/error_of.h"
#include "tests/support/random_weights.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("PatchEmbedding: is a convolution whose stride is its kernel", "[nn]")
{
    RandomTensors random(60);
    for (int i = 0; i < 20; ++i) {
        const PatchSize patch{.frames = random.between(1, 4),
                              .rows = random.between(1, 4),
                              .columns = random.between(1, 4)};
        const std::int64_t channels = random.between(1, 5);
        RandomWeights weights(61);
        const PatchEmbedding embedding(weights, "patches", channels, 7, patch);
        const at::Tensor latent =
            random({channels, patch.frames * 2, patch.rows * 3, patch.columns * 5});
        const at::Tensor convolved =
            at::conv3d(latent.unsqueeze(0), weights["patches.weight"], weights["patches.bias"],
                       {patch.frames, patch.rows, patch.columns});
        const at::Tensor tokens = embedding(latent);
        REQUIRE(tokens.sizes() == at::IntArrayRef({2, 15, 7}));
        REQUIRE(distance(tokens, convolved[0].flatten(2).permute({1, 2, 0})) < 1e-5);
        REQUIRE(distance(embedding(at::zeros_like(latent))[1][4], embedding.bias()) == 0);
    }
}

TEST_CASE("PatchEmbedding: latents that are not whole patches are refused", "[nn]")
{
    RandomWeights weights(61);
    const PatchEmbedding embedding(weights, "patches", 3, 7,
                                   {.frames = 2, .rows = 4, .columns = 4});
    for (const auto& shape : std::vector<std::vector<std::int64_t>>{
             {3, 3, 4, 4}, {3, 2, 6, 4}, {3, 2, 4, 6}, {2, 2, 4, 4}, {3, 2, 4}})
        CHECK(errorOf([&] { embedding(at::zeros(shape)); }).code == ErrorCode::BadShape);
}
