#include "tests/support/torch_test.h"

#include "app/cli/evaluate/truth_track.h"
#include "engine/pipeline/feature_stage.h"
#include "tests/support/built_in_pocket.h"

#include <cmath>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

EvaluationClip hummedClip(std::size_t samples)
{
    EvaluationClip clip{.name = "hum"};
    for (std::size_t i = 0; i < samples; ++i) {
        const double t = static_cast<double>(i) / 16000;
        const double loud = 0.3 + 0.3 * std::sin(5 * t);
        clip.samples.push_back(static_cast<float>(loud * std::sin(900 * t)));
    }
    clip.mouth.assign((samples + 639) / 640, {.open = 0.5F});
    return clip;
}

} // namespace

TEST_CASE("Truth: heads move exactly as the session's own motion track says", "[evaluate]")
{
    const auto model = builtInPocket();
    const SessionConfig config{.seed = 21, .headMotion = 0.7};
    const EvaluationClip clip =
        hummedClip(16000 * 3 + 100); // ends within a frame and within a block
    const TruthTrack truth = makeTruth(evaluationPerson(0), clip, config);
    REQUIRE(truth.frames() == 76);

    const engine::CharacterSource character = engine::CharacterSource::fromPicture(
        model->config(), referencePicture(truth.identity, 192));
    engine::SessionSettings settings(config);
    engine::FeatureStage stage(model, character, settings);
    std::vector<at::Tensor> controls;
    const auto emit = [&](engine::Conditioning value) {
        if (value.block > 0)
            controls.push_back(value.controls.motion.narrow(1, 0, 44).reshape({-1, 11}));
        return true;
    };
    stage.begin(emit);
    stage.step({.firstSample = 0, .samples = clip.samples}, emit);
    stage.finish(emit);
    const at::Tensor all = at::cat(controls); // [video frames from 1 on, 11]
    REQUIRE(all.size(0) >= truth.frames() - 1);
    for (std::int64_t frame = 1; frame < truth.frames(); ++frame) {
        const auto expected = engine::motionControls(truth.poses[static_cast<std::size_t>(frame)]);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            CAPTURE(frame, i);
            REQUIRE(all[frame - 1][static_cast<std::int64_t>(i)].item<float>() ==
                    Approx(expected[i]).margin(1e-5));
        }
    }
}

TEST_CASE("Truth: the mouth is the clip's, or opens with the loudness of a recording", "[evaluate]")
{
    EvaluationClip clip = hummedClip(16000);
    const TruthTrack known = makeTruth(evaluationPerson(1), clip, {});
    CHECK(known.poses[10].mouth.open == 0.5F);
    CHECK(known.poses[0].mouth.open == 0.0F); // the reference still
    clip.mouth.clear();
    const TruthTrack heard = makeTruth(evaluationPerson(1), clip, {});
    CHECK(heard.poses[10].mouth.open == Approx(0.8F * heard.loudness[10]));
}

TEST_CASE("Evaluation people: different, and their eyes can be seen", "[evaluate]")
{
    for (int i = 0; i < 12; ++i) {
        CHECK(evaluationPerson(i).look.glasses != engine::Glasses::Sunglasses);
        CHECK_FALSE(evaluationPerson(i).look == evaluationPerson(i + 1).look);
    }
}

TEST_CASE("Vivid people: hair that stands out from every skin in colour, not in brightness alone",
          "[evaluate]")
{
    const auto chroma = [](const engine::Rgb& color) {
        return std::array{color.r - color.g, color.b - color.g};
    };
    for (int i = 0; i < 8; ++i) {
        const engine::PuppetIdentity person = vividPerson(i);
        CHECK(person.look.hairStyle != engine::HairStyle::Bald);
        CHECK_FALSE(person.look == vividPerson(i + 1).look);
        const auto hair = chroma(person.colors.hair);
        const auto skin = chroma(person.colors.skin);
        CHECK(std::hypot(hair[0] - skin[0], hair[1] - skin[1]) > 0.25);
    }
}
