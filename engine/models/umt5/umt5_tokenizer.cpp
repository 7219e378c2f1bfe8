#include "engine/models/umt5/umt5_tokenizer.h"

#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

/// "▁", which stands for a space.
constexpr std::string_view kSpace = "\u2581";

/// The rules of tokenizer.json, which must be of the vocabulary of spiece.model; it may have more pieces behind the others
/// ("<extra_id_0>").
TokenizerRules rulesFor(const SentencePieces& pieces, const std::string& folder)
{
    TokenizerRules rules = readTokenizerRules(folder + "/tokenizer.json");
    const auto differ = [&](const std::string& where) {
        throw Error(ErrorCode::BadInput,
                    concat("'", folder, "': spiece.model and tokenizer.json differ ", where),
                    "They are not of one model: fetch both again");
    };
    for (std::int64_t id = 0; id < pieces.size(); ++id) {
        const auto at = static_cast<std::size_t>(id);
        if (at >= rules.pieces.size() || pieces.piece(id) != rules.pieces[at].text)
            differ(concat("from piece ", id, " on"));
    }
    if (rules.unknownId != pieces.unknownId())
        differ("in the id of unknown characters");
    if (rules.suffix != TokenIds{pieces.endId()})
        differ("in what ends a text");
    return rules;
}

} // namespace

Umt5Tokenizer::Umt5Tokenizer(const std::string& folder)
    : m_pieces(folder + "/spiece.model")
    , m_rules(rulesFor(m_pieces, folder))
    , m_words(std::move(m_rules.pieces), m_rules.unknownId, m_rules.unknown)
{
}

TokenIds Umt5Tokenizer::operator()(std::string_view cleaned, std::size_t length) const
{
    TokenIds ids;
    std::size_t begin = 0; // of the plain text that is not encoded yet
    for (std::size_t at = 0; at < cleaned.size();) {
        const SpecialText* special = specialAt(cleaned.substr(at));
        if (special == nullptr) {
            ++at;
            continue;
        }
        appendPlain(ids, cleaned.substr(begin, at - begin));
        ids.push_back(special->id);
        at += special->text.size();
        begin = at;
    }
    appendPlain(ids, cleaned.substr(begin));
    endWithin(ids, length, m_pieces.endId());
    return ids;
}

std::string Umt5Tokenizer::withoutSpecialTexts(std::string_view cleaned) const
{
    const std::size_t longest = m_rules.special.empty() ? 0 : m_rules.special[0].text.size();
    std::string text(cleaned);
    for (std::size_t at = 0; at < text.size();) {
        const SpecialText* special = specialAt(std::string_view(text).substr(at));
        if (special == nullptr) {
            ++at;
            continue;
        }
        text.erase(at, special->text.size());
        at -= std::min(at, longest); // what stood around it may spell another one now
    }
    return text;
}

const SpecialText* Umt5Tokenizer::specialAt(std::string_view text) const
{
    const auto found =
        std::find_if(m_rules.special.begin(), m_rules.special.end(),
                     [text](const SpecialText& special) { return text.starts_with(special.text); });
    return found == m_rules.special.end() ? nullptr : &*found;
}

void Umt5Tokenizer::appendPlain(TokenIds& ids, std::string_view text) const
{
    const std::string form = m_pieces.normalForm(text);
    std::string_view rest = form;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(kSpace, 1), rest.size());
        m_words.append(ids, rest.substr(0, end)); // each word with the space in front of it
        rest.remove_prefix(end);
    }
}

} // namespace imprint::engine
