#include "tests/support/torch_test.h"

#include "engine/models/pocket/grey_tokens.h"
#include "engine/models/pocket/picture_values.h"
#include "tests/support/built_in_pocket.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// Smooth pictures [4, 3, 192, 192] in [-1, 1] whose colours differ from place to place.
at::Tensor colourfulFrames()
{
    RandomTensors random(7);
    const at::Tensor coarse = random({1, 3, 6, 6}).clamp(-1, 1);
    return at::upsample_bilinear2d(coarse, {192, 192}, false).expand({4, -1, -1, -1});
}

at::Tensor tokensOf(const PocketModel& model, const at::Tensor& frames)
{
    return model.generator.toTokens(model.encoder.ofFrames(frames));
}

} // namespace

TEST_CASE("GreyTokens: colours are gone, lightness stays", "[models][pocket]")
{
    const auto model = builtInPocket();
    const GreyTokens grey(model->encoder.convolution(), model->decoder.linear());
    const at::Tensor frames = colourfulFrames();
    const at::Tensor tokens = tokensOf(*model, frames);
    const at::Tensor ofGrey = tokensOf(*model, lightnessOf(frames));
    // The codec keeps nearly all of a smooth picture: the grey of its latents is that of the picture.
    CHECK(distance(grey(tokens), ofGrey) < 0.05 * distance(tokens, ofGrey));

    const at::Tensor latents = model->generator.toLatents(grey(tokens));
    const at::Tensor shown =
        at::pixel_shuffle(model->decoder.linear()(latents), 12).view({4, 3, 192, 192});
    CHECK(distance(shown, lightnessOf(shown)) < 0.02);
}

TEST_CASE("GreyTokens: what is grey stays as it is", "[models][pocket]")
{
    const auto model = builtInPocket();
    const GreyTokens grey(model->encoder.convolution(), model->decoder.linear());
    const at::Tensor tokens = tokensOf(*model, lightnessOf(colourfulFrames()));
    CHECK(distance(grey(tokens), tokens) < 0.02);
    CHECK(grey(tokens.to(at::kBFloat16)).scalar_type() == at::kBFloat16);
}

TEST_CASE("lightnessOf: white stays white, and green is lighter than blue", "[models][pocket]")
{
    CHECK(at::allclose(lightnessOf(at::ones({3, 2, 2})), at::ones({3, 2, 2})));
    const auto only = [](std::int64_t colour) {
        at::Tensor picture = at::zeros({3, 1, 1});
        picture[colour].fill_(1);
        return lightnessOf(picture)[0][0][0].item<float>();
    };
    CHECK(only(0) == Approx(0.299F));
    CHECK(only(1) == Approx(0.587F));
    CHECK(only(2) == Approx(0.114F));
}
