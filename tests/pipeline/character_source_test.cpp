#include "tests/support/torch_test.h"

#include "engine/pipeline/character_source.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

const PocketConfig& sizes()
{
    return pocket()->config();
}

Picture plainPicture()
{
    return {.width = 192, .height = 192, .rgb = std::vector<std::uint8_t>(192 * 192 * 3, 7)};
}

bool contains(const at::Tensor& indices, const std::string& word)
{
    REQUIRE(sizes().attributeIndex(word) > 0);
    return at::any(indices == sizes().attributeIndex(word)).item<bool>();
}

} // namespace

TEST_CASE("CharacterSource: pixels are planes in the order red, green, blue", "[pipeline]")
{
    Picture picture = plainPicture();
    picture.rgb[3 * (192 * 5 + 9) + 2] = 200; // row 5, column 9, blue
    const at::Tensor pixels = CharacterSource::fromPicture(sizes(), picture).pixels();
    REQUIRE(pixels.sizes() == at::IntArrayRef({1, 3, 192, 192}));
    REQUIRE(pixels.scalar_type() == at::kByte);
    CHECK(pixels[0][2][5][9].item<int>() == 200);
    CHECK((pixels == 7).sum().item<std::int64_t>() == 192 * 192 * 3 - 1);
}

TEST_CASE("CharacterSource: of a user's picture only the prompt's words are known", "[pipeline]")
{
    const auto source = CharacterSource::fromPicture(sizes(), plainPicture());
    CHECK_FALSE(source.restingPose().has_value());
    CHECK(at::all(source.attributes("") == 0).item<bool>());
    const at::Tensor red = source.attributes("a woman with red hair and round glasses");
    CHECK(contains(red, "hair:red"));
    CHECK(contains(red, "glass:round"));
    CHECK((red != 0).sum().item<std::int64_t>() == 2);
}

TEST_CASE("CharacterSource: a made person is known whole and follows from the seed", "[pipeline]")
{
    const std::string prompt = "a woman with red hair";
    const auto one = CharacterSource::fromPrompt(sizes(), prompt, 4);
    const auto same = CharacterSource::fromPrompt(sizes(), prompt, 4);
    const auto other = CharacterSource::fromPrompt(sizes(), prompt, 5);
    CHECK(one.restingPose().has_value());
    CHECK(one.picture().rgb == same.picture().rgb);
    CHECK(one.picture().rgb != other.picture().rgb);
    CHECK(at::equal(one.attributes(prompt), same.attributes(prompt)));
    CHECK(contains(one.attributes(prompt), "hair:red"));
    CHECK((one.attributes(prompt) != 0).sum().item<std::int64_t>() >= 10);
}

TEST_CASE("CharacterSource: a new prompt changes the words, not the person's picture", "[pipeline]")
{
    const auto source = CharacterSource::fromPrompt(sizes(), "a woman with red hair", 4);
    CHECK(contains(source.attributes("a sad woman with red hair"), "mood:sad"));
    CHECK(contains(source.attributes("a smiling woman with red hair"), "mood:smiling"));
}

TEST_CASE("CharacterSource: a picture of another size is refused with both sizes", "[pipeline]")
{
    const Picture wide{
        .width = 200, .height = 192, .rgb = std::vector<std::uint8_t>(200 * 192 * 3)};
    const CaughtError error = errorOf([&] { CharacterSource::fromPicture(sizes(), wide); });
    CHECK(error.code == ErrorCode::BadInput);
    CHECK(error.names("200 x 192"));
    CHECK(error.names("192 x 192"));
}
