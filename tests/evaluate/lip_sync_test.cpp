#include "tests/support/torch_test.h"

#include "app/cli/evaluate/lip_sync.h"
#include "app/cli/evaluate/truth_track.h"
#include "tests/evaluate/shipped.h"
#include "tests/support/error_of.h"

#include <algorithm>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// The voices of the evaluation set; without their mouths, which are then told by the loudness alone.
EvaluationClip voice(std::size_t index, bool knowsMouth)
{
    EvaluationClip clip = shippedVoices().at(index);
    if (!knowsMouth)
        clip.mouth.clear();
    cutTo(clip, 6);
    return clip;
}

/// The truth with its mouth so many frames late.
TruthTrack late(TruthTrack truth, int frames)
{
    const TruthTrack right = truth;
    for (std::int64_t i = 0; i < truth.frames(); ++i) {
        const auto from = std::clamp<std::int64_t>(i - frames, 0, truth.frames() - 1);
        truth.poses[static_cast<std::size_t>(i)].mouth =
            right.poses[static_cast<std::size_t>(from)].mouth;
    }
    return truth;
}

/// What the meter says of every `step`-th rendered picture.
LipSync measured(const TruthTrack& truth, const std::vector<float>& samples, std::int64_t step = 1)
{
    LipMeter meter(shippedProbe());
    for (std::int64_t frame = 0; frame < truth.frames(); frame += step) {
        const double second = static_cast<double>(frame) / kEvaluationFps;
        meter.add(truth.render(frame, 1, 192), {&second, 1});
    }
    return meter.against(samples);
}

} // namespace

TEST_CASE("LipMeter: planted lags are found in rendered truth", "[evaluate][lips]")
{
    const bool knowsMouth = GENERATE(false, true);
    const EvaluationClip clip = voice(knowsMouth ? 1 : 0, knowsMouth);
    const TruthTrack truth = makeTruth(evaluationPerson(2), clip, {.seed = 5, .headMotion = 0.3});
    const LipSync right = measured(truth, clip.samples);
    CAPTURE(knowsMouth, right.correlation, right.lagMs.value_or(999));
    REQUIRE(right.lagMs.has_value());
    CHECK(right.correlation > (knowsMouth ? 0.5 : 0.9));
    CHECK(std::abs(*right.lagMs) < (knowsMouth ? 80 : 20));
    CHECK(right.pictures == truth.frames());
    for (const int frames : {-5, -1, 2, 7}) {
        const LipSync planted = measured(late(truth, frames), clip.samples);
        CAPTURE(frames, planted.correlation);
        REQUIRE(planted.lagMs.has_value());
        CHECK(std::abs(*planted.lagMs - *right.lagMs - 40.0 * frames) < 12);
    }
}

TEST_CASE("LipMeter: the rate of the video does not matter", "[evaluate][lips]")
{
    const EvaluationClip clip = voice(0, false);
    const TruthTrack truth = late(makeTruth(evaluationPerson(1), clip, {.seed = 5}), 4);
    const LipSync every = measured(truth, clip.samples);
    const LipSync second = measured(truth, clip.samples, 2);
    REQUIRE(second.lagMs.has_value());
    CHECK(second.pictures == (every.pictures + 1) / 2);
    CHECK(std::abs(*second.lagMs - *every.lagMs) < 15);
    CHECK(second.correlation > 0.8);
}

TEST_CASE("LipMeter: a mouth that follows another voice, or none, has no lag", "[evaluate][lips]")
{
    const EvaluationClip clip = voice(0, false);
    TruthTrack truth = makeTruth(evaluationPerson(1), clip, {.seed = 5});
    const LipSync right = measured(truth, clip.samples);
    const LipSync other = measured(truth, voice(3, false).samples);
    CHECK(other.correlation < right.correlation - 0.3);
    for (engine::PuppetPose& pose : truth.poses)
        pose.mouth = {};
    const LipSync shut = measured(truth, clip.samples);
    CHECK(shut.movement < 0.2 * right.movement);
    CHECK_FALSE(shut.lagMs.has_value());
}

TEST_CASE("LipMeter: too little to compare is refused", "[evaluate][lips]")
{
    LipMeter meter(shippedProbe());
    const std::vector<float> silence(16000 * 3, 0.0F);
    CHECK(errorOf([&] { meter.against(silence); }).code == ErrorCode::BadInput);
    for (int frame = 0; frame < 40; ++frame) {
        const double second = frame / 25.0;
        meter.add(at::zeros({1, 3, 192, 192}, at::kByte), {&second, 1});
    }
    CHECK(errorOf([&] { meter.against(silence); }).names("two seconds"));
}
