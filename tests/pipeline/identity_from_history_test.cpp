#include "tests/support/torch_test.h"

#include "engine/pipeline/pocket_engine.h"
#include "engine/pipeline/pocket_sampler.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <c10/core/GradMode.h>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// The first block made from a posed reference, which is all that changes.
at::Tensor firstBlock(const GreyTokens* grey, const at::Tensor& posed)
{
    const PocketGenerator& generator = pocket()->generator;
    RandomTensors random(5);
    const auto conditioning = [&](std::int64_t frames) {
        return generator.condition(
            {.audio = frames == 1 ? at::Tensor() : random({frames, 6, 128}),
             .motion = random({frames, generator.config().generator.motionDim}, 0.3),
             .attributes = at::zeros({14}, at::kLong)});
    };
    PocketSampler sampler(
        generator, {.cache = pocketCacheSettings(CacheKind::SinkWindow, 1, 6, 3), .grey = grey});
    sampler.begin(random({1, 64, 192}, 0.5), conditioning(1));
    return sampler.denoise(blockNoise(generator, 3, 1), posed, conditioning(3),
                           denoisingTimes(2, 3.0));
}

} // namespace

TEST_CASE("Identity from the history: the colours of the reference are not seen", "[pipeline]")
{
    const c10::NoGradGuard noGraph;
    const GreyTokens& grey = pocket()->grey;
    RandomTensors random(6);
    const at::Tensor posed = random({3, 64, 192}, 0.5);
    const at::Tensor change = random({3, 64, 192}, 0.5);
    // What a grey picture would show of the change is taken off it again: colours alone are left.
    const at::Tensor recoloured = posed + change - (grey(posed + change) - grey(posed));
    const double seen = distance(firstBlock(nullptr, posed), firstBlock(nullptr, recoloured));
    const double unseen = distance(firstBlock(&grey, posed), firstBlock(&grey, recoloured));
    CHECK(seen > 0.3);
    CHECK(unseen < 0.1 * seen);
}

TEST_CASE("Identity from the history: a model that never learnt it refuses", "[pipeline]")
{
    SessionConfig config = quickConfig();
    config.identityFrom = IdentityFrom::History;
    const auto first = loadPocketEngine(IMPRINT_SOURCE_DIR "/resources/models/pocket-v0");
    const CaughtError error = errorOf([&] { first->open({.config = config}); });
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names("identityFrom"));
}
