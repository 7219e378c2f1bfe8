#include "engine/pipeline/character_source.h"

#include "engine/core/error.h"
#include "engine/models/character/character_prompt.h"
#include "engine/models/puppet/puppet_renderer.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace imprint::engine {

std::vector<std::string> requestedAttributes(const CharacterRequest& r)
{
    const std::pair<const char*, bool> asked[] = {
        {"skin:", r.skin.has_value()},     {"hair:", r.hair.has_value()},
        {"eye:", r.eyes.has_value()},      {"clo:", r.clothesColor.has_value()},
        {"bg:", r.background.has_value()}, {"style:", r.hairStyle.has_value()},
        {"glass:", r.glasses.has_value()}, {"clot:", r.clothes.has_value()},
        {"pat:", r.pattern.has_value()},   {"acc:", r.accessory.has_value()},
        {"beard:", r.beard.has_value()},   {"obj:", r.objects.has_value()},
        {"mood:", r.mood.has_value()},
    };
    std::vector<std::string> words = attributeNames(makeCharacter(r, 0).look);
    std::erase_if(words, [&](const std::string& word) {
        return std::none_of(std::begin(asked), std::end(asked), [&](const auto& category) {
            return category.second && word.starts_with(category.first);
        });
    });
    return words;
}

namespace {

/// A person whose mood the prompt leaves open looks neutral, whatever the seed says.
CharacterRequest requestOf(const std::string& prompt)
{
    CharacterRequest request = parseCharacterPrompt(prompt);
    request.mood = request.mood.value_or(Mood::Neutral);
    return request;
}

} // namespace

PuppetIdentity promptedCharacter(const std::string& prompt, std::uint64_t seed, Variety variety)
{
    return makeCharacter(requestOf(prompt), seed, variety);
}

CharacterSource::CharacterSource(const PocketConfig& config, Picture picture)
    : m_config(config)
    , m_picture(std::move(picture))
{
}

CharacterSource CharacterSource::fromPicture(const PocketConfig& config, const Picture& picture)
{
    if (picture.width != config.width || picture.height != config.height)
        throw Error(ErrorCode::BadInput,
                    concat("the reference picture is ", picture.width, " x ", picture.height,
                           ", the model needs ", config.width, " x ", config.height));
    return {config, picture};
}

CharacterSource CharacterSource::fromPrompt(const PocketConfig& config, const std::string& prompt,
                                            std::uint64_t seed)
{
    IMPRINT_ASSERT(config.width == config.height, "puppets are square");
    const PuppetIdentity identity = promptedCharacter(prompt, seed, Variety::Plain);
    const PuppetPose rest = engine::restingPose(identity, identity.look.mood);
    CharacterSource source(config, renderPuppet(identity, rest, static_cast<int>(config.width)));
    source.m_seed = seed;
    source.m_rest = rest;
    return source;
}

CharacterSource CharacterSource::drawnAs(Picture picture) const
{
    CharacterSource source = *this;
    source.m_picture = std::move(picture);
    return source;
}

at::Tensor CharacterSource::pixels() const
{
    at::Tensor interleaved = at::empty({1, m_config.height, m_config.width, 3}, at::kByte);
    std::memcpy(interleaved.data_ptr(), m_picture.rgb.data(), m_picture.rgb.size());
    return interleaved.permute({0, 3, 1, 2}).contiguous();
}

at::Tensor CharacterSource::attributes(const std::string& prompt) const
{
    // Of a person made here everything is known; of a user's picture only what the prompt says.
    const std::vector<std::string> words =
        m_rest ? attributeNames(promptedCharacter(prompt, m_seed, Variety::Plain).look)
               : requestedAttributes(parseCharacterPrompt(prompt));
    at::Tensor indices = at::zeros({m_config.generator.textTokens}, at::kLong);
    const auto count = std::min(words.size(), static_cast<std::size_t>(indices.numel()));
    for (std::size_t i = 0; i < count; ++i)
        indices[static_cast<std::int64_t>(i)] = m_config.attributeIndex(words[i]);
    return indices;
}

} // namespace imprint::engine
