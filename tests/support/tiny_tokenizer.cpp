#include "tests/support/tiny_tokenizer.h"

#include "tests/support/file_bytes.h"

#include <nlohmann/json.hpp>
#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

#include <filesystem>
#include <stdexcept>
#include <unordered_map>
#include <vector>

namespace imprint::test {
namespace {

const std::vector<std::string> kSentences = {
    "a red fox runs across a snowy field at sunrise",
    "the camera slowly pans over a quiet harbour",
    "an old sailor smiles and looks into the distance",
    "waves crash against the rocks while seagulls circle above",
    "a close-up shot of steaming coffee on a wooden table...",
    "The Quick Brown Fox Jumps Over The Lazy Dog 0 1 2 3 4 5 6 7 8 9",
    "one, two. three.. four... five... six.. seven. eight",
    "caf\u00e9 fa\u00e7ade, Seemann l\u00e4chelt",
};

class Sentences final : public sentencepiece::SentenceIterator {
public:
    bool done() const override { return m_next == kSentences.size(); }
    void Next() override { ++m_next; }
    const std::string& value() const override { return kSentences[m_next]; }
    sentencepiece::util::Status status() const override { return {}; }

private:
    std::size_t m_next = 0;
};

void demand(const sentencepiece::util::Status& status)
{
    if (!status.ok())
        throw std::runtime_error(status.ToString());
}

std::string trained(const TinyTokenizer& tokenizer)
{
    const std::unordered_map<std::string, std::string> settings = {
        {"vocab_size", std::to_string(tokenizer.pieces)},
        {"hard_vocab_limit", "false"},
        {"pad_id", std::to_string(tokenizer.padding)},
        {"eos_id", std::to_string(tokenizer.end)},
        {"bos_id", std::to_string(tokenizer.begin)},
        {"unk_id", std::to_string(tokenizer.unknown)},
        {"byte_fallback", tokenizer.bytePieces ? "true" : "false"},
        {"minloglevel", "2"},
        {"num_threads", "1"},
    };
    Sentences sentences;
    std::string model;
    demand(sentencepiece::SentencePieceTrainer::Train(settings, &sentences, &model));
    return model;
}

nlohmann::json ruleFile(const sentencepiece::SentencePieceProcessor& model,
                        const TinyTokenizer& tokenizer)
{
    nlohmann::json vocabulary = nlohmann::json::array();
    for (int id = 0; id < model.GetPieceSize(); ++id)
        vocabulary.push_back({model.IdToPiece(id), model.GetScore(id)});
    nlohmann::json added = nlohmann::json::array();
    for (const std::int64_t id :
         {tokenizer.padding, tokenizer.end, tokenizer.begin, tokenizer.unknown})
        added.push_back({{"id", id},
                         {"content", model.IdToPiece(static_cast<int>(id))},
                         {"normalized", false},
                         {"special", true}});
    return {{"added_tokens", added},
            {"pre_tokenizer", {{"type", "Metaspace"}, {"prepend_scheme", "always"}}},
            {"post_processor",
             {{"type", "TemplateProcessing"},
              {"single", {{{"Sequence", {{"id", "A"}}}}, {{"SpecialToken", {{"id", "</s>"}}}}}},
              {"special_tokens", {{"</s>", {{"ids", {tokenizer.end}}}}}}}},
            {"model",
             {{"type", "Unigram"},
              {"unk_id", tokenizer.unknown},
              {"byte_fallback", tokenizer.byteFallback},
              {"vocab", vocabulary}}}};
}

} // namespace

void writeTinyTokenizer(const std::string& folder, const TinyTokenizer& tokenizer)
{
    const std::string bytes = trained(tokenizer);
    sentencepiece::SentencePieceProcessor model;
    demand(model.LoadFromSerializedProto(bytes));
    std::filesystem::create_directories(folder);
    writeBytes(folder + "/spiece.model", bytes);
    writeBytes(folder + "/tokenizer.json", ruleFile(model, tokenizer).dump());
}

} // namespace imprint::test
