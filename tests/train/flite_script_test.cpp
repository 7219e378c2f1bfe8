#include "app/train/speech/mouth_script.h"

#include "tests/support/error_of.h"
#include "tests/support/torch_test.h"

using namespace imprint::train;
using imprint::ErrorCode;

TEST_CASE("fliteScript: stops close at their beginning, m throughout", "[train][speech]")
{
    const LabelledSound sound{
        .samples = {},
        .sampleRate = 16000,
        .phonemes = {
            {"pau", 0, 0.2}, {"m", 0.2, 0.3}, {"ay", 0.3, 0.5}, {"p", 0.5, 0.6}, {"uw", 0.6, 0.8}}};
    const MouthScript script = fliteScript(sound);
    REQUIRE(script.closures.size() == 2);
    CHECK(script.closures[0].endS == Approx(0.3));
    CHECK(script.closures[1].beginS == Approx(0.5));
    CHECK(script.closures[1].endS == Approx(0.57));
    REQUIRE(script.visemes.size() == 6); // "ay" glides: two
    CHECK(script.visemes[2].viseme == Viseme::OpenFront);
    CHECK(script.visemes[2].endS == Approx(0.4));
    CHECK(script.visemes[3].viseme == Viseme::NearClose);
}

TEST_CASE("fliteScript: an unknown phone is an error that names it", "[train][speech]")
{
    const LabelledSound sound{.samples = {}, .sampleRate = 16000, .phonemes = {{"qq", 0, 1}}};
    const auto caught = imprint::test::errorOf([&] { fliteScript(sound); });
    CHECK(caught.code == ErrorCode::Unsupported);
    CHECK(caught.names("'qq'"));
}
