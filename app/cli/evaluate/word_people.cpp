#include "app/cli/evaluate/word_people.h"

#include "app/cli/evaluate/frame_trace.h"
#include "app/cli/evaluate/talking_run.h"
#include "app/cli/evaluate/truth_track.h"
#include "engine/core/audio_block.h"
#include "engine/core/error.h"
#include "engine/models/character/character.h"
#include "engine/models/character/character_prompt.h"
#include "engine/models/puppet/puppet_look.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "engine/pipeline/character_source.h"

#include <algorithm>
#include <array>

namespace imprint::app {
namespace {

constexpr std::array<std::string_view, 8> kPrompts = {
    "old man, grey beard, round glasses, night sky",
    "woman, long blond hair, blue eyes, red turtleneck, pink background",
    "red curly hair, green eyes, freckles, blue hoodie, smiling, clouds",
    "dark skin, short black hair, moustache, white shirt, teal background",
    "girl, pink pigtails, purple eyes, yellow t-shirt, bubbles, striped background",
    "bald man, square glasses, black turtleneck, grey background, sad",
    "spiky blue hair, tan skin, headphones, orange hoodie, night background, stars",
    "brown bob, cat ears, amber eyes, green t-shirt, dotted purple background"};

constexpr std::uint64_t kSeed = 77;

/// Index of a vocabulary word in the probe's logits.
std::int64_t logitOf(const std::string& word)
{
    const std::vector<std::string> words = engine::attributeVocabulary();
    const auto found = std::find(words.begin(), words.end(), word);
    IMPRINT_ASSERT(found != words.end(), "no attribute '", word, "'");
    return found - words.begin() - 1; // the first word means nothing
}

std::vector<std::string> wishesOf(std::string_view prompt)
{
    return engine::requestedAttributes(engine::parseCharacterPrompt(prompt));
}

template <class Share>
double meanOverPrompts(int count, Share share)
{
    double sum = 0;
    for (int i = 0; i < count; ++i)
        sum += share(evaluationPrompts()[static_cast<std::size_t>(i)]);
    return sum / count;
}

} // namespace

std::span<const std::string_view> evaluationPrompts()
{
    return kPrompts;
}

double attributeShare(const at::Tensor& logits, const std::vector<std::string>& wished)
{
    IMPRINT_ASSERT(!wished.empty());
    const at::Tensor mean = logits.mean(0);
    int right = 0;
    for (const std::string& word : wished) {
        const std::int64_t index = logitOf(word);
        for (const engine::AttributeRange& range : engine::attributeRanges()) {
            if (index < range.first || index >= range.first + range.count)
                continue;
            const at::Tensor seen = mean.narrow(0, range.first, range.count).argmax();
            right += range.first + seen.item<std::int64_t>() == index ? 1 : 0;
        }
    }
    return static_cast<double>(right) / static_cast<double>(wished.size());
}

double measureWordPeople(const EngineModel& model, const engine::FaceProbe& probe, int count,
                         int steps)
{
    const std::vector<float> silence(kEngineSampleRate, 0.0F);
    return meanOverPrompts(count, [&](std::string_view prompt) {
        SessionConfig config{.prompt = std::string(prompt), .seed = kSeed, .steps = steps};
        FrameMeter meter(probe);
        generateFrames({.model = &model, .request = {.config = config}, .samples = &silence},
                       [&](const at::Tensor& pixels) { meter.add(pixels); });
        const at::Tensor logits = meter.trace().attributes;
        const std::int64_t half = logits.size(0) / 2;
        return attributeShare(logits.narrow(0, half, logits.size(0) - half), wishesOf(prompt));
    });
}

double wordPeopleOfTruth(const engine::FaceProbe& probe, int count)
{
    return meanOverPrompts(count, [&](std::string_view prompt) {
        const auto request = engine::parseCharacterPrompt(prompt);
        const engine::PuppetIdentity person = engine::makeCharacter(request, kSeed);
        const auto pose = engine::restingPose(person, request.mood.value_or(engine::Mood::Neutral));
        FrameMeter meter(probe);
        meter.add(pixelsOf({engine::renderPuppet(person, pose, engine::FaceProbe::kSide)}));
        return attributeShare(meter.trace().attributes, wishesOf(prompt));
    });
}

} // namespace imprint::app
