#include "app/cli/parity/parity_components.h"

#include "engine/core/error.h"
#include "engine/models/umt5/prompt_cleaning.h"
#include "engine/models/umt5/umt5_tokenizer.h"

namespace imprint::app {
namespace {

std::string textOf(const ParityCase& parityCase, int call)
{
    const at::Tensor bytes = parityCase.input(concat("text.", call)).to(at::kByte).contiguous();
    return {reinterpret_cast<const char*>(bytes.const_data_ptr<std::uint8_t>()), bytes.nbytes()};
}

/// The prompt as the encoder's reference cleans it. The ids would not show every difference, so the text is compared itself.
std::string cleanedText(const ParityCase& parityCase, const nlohmann::json& call,
                        const engine::PromptCleaner& clean)
{
    const int index = call.at("call");
    const std::string cleaned = clean(textOf(parityCase, index));
    if (const std::string expected = call.at("cleaned"); cleaned != expected)
        throw Error(ErrorCode::BadInput,
                    concat("case '", parityCase.name, "': call ", index, " is cleaned to '",
                           cleaned, "', expected '", expected, "'"));
    return cleaned;
}

/// [length] int64, padded on the right.
at::Tensor padded(const engine::TokenIds& ids, std::int64_t length, std::int64_t padding)
{
    at::Tensor row = at::full({length}, padding, at::kLong);
    row.narrow(0, 0, static_cast<std::int64_t>(ids.size())).copy_(at::tensor(ids, at::kLong));
    return row;
}

} // namespace

TensorMap runUmt5TokenizerCase(const ParityCase& parityCase)
{
    const auto& config = parityCase.config;
    if (const std::string kind = config.at("clean"); kind != "whitespace")
        throw Error(ErrorCode::Unsupported,
                    concat("case '", parityCase.name, "': cleaning of the kind '", kind, "'"),
                    "Only 'whitespace' is supported");
    const auto length = config.at("seq_len").get<std::size_t>();
    const auto columns = static_cast<std::int64_t>(length);
    const engine::PromptCleaner clean;
    const engine::Umt5Tokenizer tokenize(parityCase.directory + "/checkpoint/" +
                                         config.at("tokenizer_dir").get<std::string>());
    const engine::SentencePieces& pieces = tokenize.pieces();
    std::vector<at::Tensor> ids;
    std::vector<at::Tensor> masks;
    std::vector<at::Tensor> spiece;
    for (const auto& call : parityCase.calls) {
        const std::string cleaned = cleanedText(parityCase, call, clean);
        const engine::TokenIds real = tokenize(cleaned, length);
        ids.push_back(padded(real, columns, pieces.paddingId()));
        masks.push_back(padded(engine::TokenIds(real.size(), 1), columns, 0));
        spiece.push_back(padded(pieces.encodeWhole(cleaned, length), columns, pieces.paddingId()));
    }
    return {{"ids", at::stack(ids)}, {"mask", at::stack(masks)}, {"ids_spiece", at::stack(spiece)}};
}

} // namespace imprint::app
