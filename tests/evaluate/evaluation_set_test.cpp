#include "tests/support/torch_test.h"

#include "app/cli/evaluate/evaluation_set.h"
#include "app/cli/evaluate/truth_track.h"
#include "engine/weights/weight_file.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

TEST_CASE("Evaluation set: the shipped voices have known mouths, and three are people",
          "[evaluate]")
{
    const auto clips =
        readEvaluationSet(IMPRINT_SOURCE_DIR "/resources/evaluation/voices.safetensors");
    REQUIRE(clips.size() == 11);
    int recordings = 0;
    for (const EvaluationClip& clip : clips) {
        INFO(clip.name);
        CHECK(clip.samples.size() == 8 * 16000);
        const auto loudest = std::max_element(clip.samples.begin(), clip.samples.end());
        CHECK(*loudest > 0.2F);
        CHECK(*loudest <= 1.0F);
        if (clip.mouth.empty()) {
            ++recordings;
            continue;
        }
        REQUIRE(clip.mouth.size() == 200);
        const auto widest =
            std::max_element(clip.mouth.begin(), clip.mouth.end(),
                             [](const auto& a, const auto& b) { return a.open < b.open; });
        CHECK(widest->open > 0.4F);
        CHECK(std::any_of(clip.mouth.begin(), clip.mouth.end(),
                          [](const auto& mouth) { return mouth.press > 0.7F; }));
    }
    CHECK(recordings == 3);
}

TEST_CASE("Evaluation set: what is none is refused with file and tensor", "[evaluate]")
{
    const TemporaryFolder folder;
    const std::string path = folder / "voices.safetensors";
    const auto refusal = [&](const std::map<std::string, at::Tensor>& tensors) {
        engine::writeSafetensors(path, tensors);
        return errorOf([&] { readEvaluationSet(path); });
    };
    const at::Tensor mouths = at::zeros({10, 6});
    const CaughtError wrongType = refusal({{"a.samples", at::zeros({100})}, {"a.mouth", mouths}});
    CHECK(wrongType.code == ErrorCode::BadInput);
    CHECK(wrongType.names("a.samples"));
    CHECK(wrongType.names(path));
    CHECK(refusal({{"a.mouth", mouths}}).names("a.samples"));
    CHECK(refusal({{"a.mouth", at::zeros({10, 5})}}).names("a.mouth"));
    CHECK(refusal({{"b.else", mouths}}).names("b.else"));
    CHECK(errorOf([&] { readEvaluationSet(folder / "none"); }).code == ErrorCode::NotFound);
}

TEST_CASE("quietClip: as much silence as asked, with a mouth for each picture", "[evaluate]")
{
    const EvaluationClip clip = quietClip(2.5);
    CHECK(clip.samples.size() == 40000);
    CHECK(clip.mouth.size() == 63);
    CHECK(std::all_of(clip.samples.begin(), clip.samples.end(), [](float x) { return x == 0; }));
    const TruthTrack truth = makeTruth(evaluationPerson(0), clip, {.seed = 3});
    CHECK(truth.frames() == 63);
    CHECK(truth.poses.back().mouth.open == 0.0F);
}
