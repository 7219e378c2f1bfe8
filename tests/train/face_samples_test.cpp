#include "tests/support/torch_test.h"

#include "app/train/probe/face_samples.h"
#include "engine/models/probe/face_probe.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "tests/support/tensors.h"

#include <ATen/CPUGeneratorImpl.h>

using namespace imprint;
using namespace imprint::test;
using namespace imprint::train;

TEST_CASE("Face samples: pictures come with their truth", "[train]")
{
    const std::vector<FaceExample> examples{sampleFace(1), sampleFace(2), sampleFace(3)};
    const FaceSamples samples = renderSamples(examples);
    REQUIRE(samples.pixels.sizes() == at::IntArrayRef({3, 3, 192, 192}));
    const Picture picture = engine::renderPuppet(examples[1].identity, examples[1].pose, 192);
    CHECK(samples.pixels[1][2][100][50].item<float>() == picture.rgb[3 * (100 * 192 + 50) + 2]);
    CHECK(samples.readings[1][0].item<float>() == examples[1].pose.mouth.open);
    CHECK(samples.attributes[1][1].item<std::int64_t>() ==
          static_cast<std::int64_t>(examples[1].identity.look.hair));
    CHECK(distance(renderSamples({sampleFace(2)}).pixels, samples.pixels.narrow(0, 1, 1)) == 0.0);
}

TEST_CASE("Face samples: spoiled pictures differ, stay levels, and leave the originals alone",
          "[train]")
{
    const FaceSamples samples =
        renderSamples({sampleFace(1), sampleFace(2), sampleFace(3), sampleFace(4)});
    const at::Tensor before = samples.pixels.clone();
    at::Generator first = at::make_generator<at::CPUGeneratorImpl>(7);
    const at::Tensor spoiled = degradePictures(samples.pixels, first);
    CHECK(distance(before, samples.pixels) == 0.0);
    CHECK(spoiled.min().item<float>() >= 0.0F);
    CHECK(spoiled.max().item<float>() <= 255.0F);
    const at::Tensor change = (spoiled - before).abs().flatten(1).mean(1);
    CHECK(change.min().item<float>() > 0.5F);
    CHECK(change.max().item<float>() < 60.0F);
    at::Generator second = at::make_generator<at::CPUGeneratorImpl>(7);
    CHECK(distance(spoiled, degradePictures(samples.pixels, second)) == 0.0);
}
