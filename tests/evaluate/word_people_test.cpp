#include "tests/support/torch_test.h"

#include "app/cli/evaluate/word_people.h"
#include "engine/models/character/character_prompt.h"
#include "engine/pipeline/character_source.h"

using namespace imprint;
using namespace imprint::app;

TEST_CASE("Evaluation prompts: every word is understood, each asks for four attributes or more",
          "[evaluate]")
{
    REQUIRE(evaluationPrompts().size() == 8);
    for (const std::string_view prompt : evaluationPrompts()) {
        INFO(prompt);
        const auto request = engine::parseCharacterPrompt(prompt);
        CHECK(request.unknownWords.empty());
        CHECK(engine::requestedAttributes(request).size() >= 4);
    }
}

TEST_CASE("attributeShare: right, wrong and half right", "[evaluate]")
{
    at::Tensor logits = at::zeros({3, 85});
    for (const engine::AttributeRange& range : engine::attributeRanges())
        logits.select(1, range.first + 1).fill_(2.0); // the second word of each category
    CHECK(attributeShare(logits, {"skin:light", "hair:brown"}) == 1.0);
    CHECK(attributeShare(logits, {"skin:deep", "hair:brown"}) == 0.5);
    CHECK(attributeShare(logits, {"skin:deep", "mood:smiling"}) == 0.0);
}

TEST_CASE("attributeRanges: they cover the vocabulary", "[evaluate]")
{
    std::int64_t next = 0;
    for (const engine::AttributeRange& range : engine::attributeRanges()) {
        CHECK(range.first == next);
        next += range.count;
    }
    CHECK(next == 85);
}
