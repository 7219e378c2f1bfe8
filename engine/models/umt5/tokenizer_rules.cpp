#include "engine/models/umt5/tokenizer_rules.h"

#include "engine/core/error.h"
#include "engine/weights/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imprint::engine {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::string& what)
{
    throw Error(ErrorCode::Unsupported, what,
                "Only tokenizers that were made from a SentencePiece unigram model are supported");
}

/// The step that turns spaces into "▁", which may stand alone or in a sequence.
const json* findMetaspace(const json& step)
{
    if (!step.is_object())
        return nullptr;
    if (step.at("type") == "Metaspace")
        return &step;
    const auto parts = step.find("pretokenizers");
    if (parts == step.end())
        return nullptr;
    for (const json& part : *parts)
        if (const json* found = findMetaspace(part))
            return found;
    return nullptr;
}

void checkPreTokenizer(const json& file)
{
    const json* metaspace = findMetaspace(file.at("pre_tokenizer"));
    if (metaspace == nullptr)
        refuse("its words are not cut at spaces (no 'Metaspace')");
    const bool prefixed = metaspace->value("add_prefix_space", true) &&
                          metaspace->value("prepend_scheme", std::string("always")) == "always";
    if (!prefixed)
        refuse("it puts no space in front of a text");
}

SpecialText readSpecial(const json& token)
{
    SpecialText special;
    special.text = token.at("content");
    special.id = token.at("id");
    for (const char* option : {"lstrip", "rstrip", "single_word", "normalized"})
        if (token.value(option, false))
            refuse(concat("its special text '", printable(special.text), "' has the option '",
                          option, "'"));
    if (special.text.empty())
        throw Error(ErrorCode::BadInput, "it has an empty special text");
    return special;
}

/// The ids that the template for a single text puts behind it.
std::vector<std::int64_t> readSuffix(const json& processor)
{
    if (!processor.is_object() || processor.at("type") != "TemplateProcessing")
        refuse("it does not say what follows a text (no 'TemplateProcessing')");
    const json& single = processor.at("single");
    if (single.empty() || !single[0].contains("Sequence"))
        refuse("it puts something in front of a text");
    std::vector<std::int64_t> suffix;
    for (std::size_t part = 1; part < single.size(); ++part) {
        const std::string name = single[part].at("SpecialToken").at("id");
        for (const json& id : processor.at("special_tokens").at(name).at("ids"))
            suffix.push_back(id);
    }
    return suffix;
}

TokenizerRules rulesOf(const json& file)
{
    const json& model = file.at("model");
    if (model.at("type") != "Unigram")
        refuse("its model is no 'Unigram'");
    checkPreTokenizer(file);
    TokenizerRules rules;
    for (const json& entry : model.at("vocab"))
        rules.pieces.push_back({.text = entry.at(0), .score = entry.at(1)});
    for (const json& token : file.at("added_tokens"))
        rules.special.push_back(readSpecial(token));
    std::stable_sort(rules.special.begin(), rules.special.end(),
                     [](const auto& a, const auto& b) { return a.text.size() > b.text.size(); });
    rules.suffix = readSuffix(file.at("post_processor"));
    rules.unknownId = model.at("unk_id");
    rules.unknown =
        model.value("byte_fallback", false) ? UnknownCharacters::Bytes : UnknownCharacters::OneId;
    return rules;
}

} // namespace

TokenizerRules readTokenizerRules(const std::string& path)
{
    const json file = readStrictJson(path);
    try {
        return rulesOf(file);
    } catch (const Error& problem) {
        throw Error(problem.code(), concat("'", path, "': ", problem.what()), problem.hint());
    } catch (const json::exception& problem) {
        throw Error(ErrorCode::BadInput, concat("'", path, "' is no tokenizer: ", problem.what()),
                    "Fetch the file again");
    }
}

} // namespace imprint::engine
