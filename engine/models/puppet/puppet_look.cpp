#include "engine/models/puppet/puppet_look.h"

namespace imprint::engine {
namespace {

std::string attributeWord(std::string_view category, std::string_view value)
{
    return std::string(category) + ":" + std::string(value);
}

} // namespace

std::vector<std::string> attributeNames(const PuppetLook& look)
{
    std::vector<std::string> names;
    forEachAttribute(look, [&](std::string_view category, auto value) {
        names.push_back(attributeWord(category, enumName(value)));
    });
    return names;
}

std::vector<std::string> attributeVocabulary()
{
    std::vector<std::string> words{"<null>"};
    const PuppetLook any;
    forEachAttribute(any, [&](std::string_view category, auto value) {
        for (const auto& entry : enumNames(value))
            words.push_back(attributeWord(category, entry.name));
    });
    return words;
}

} // namespace imprint::engine
