#include "app/cli/parity/parity_checkpoint.h"
#include "app/cli/parity/parity_components.h"

#include "engine/core/error.h"
#include "engine/models/umt5/umt5_encoder.h"
#include "engine/weights/config_json.h"

namespace imprint::app {
namespace {

/// The real ids of a call: those that its mask, which is 1 up to the end of the prompt, has.
engine::PromptIds realIds(const ParityCase& parityCase, const std::string& call)
{
    const at::Tensor ids = parityCase.input(call + ".ids")[0].contiguous();
    const at::Tensor mask = parityCase.input(call + ".mask")[0];
    const auto count = mask.sum().item<std::int64_t>();
    if (ids.scalar_type() != at::kLong || count > ids.size(0) ||
        !mask.narrow(0, 0, count).eq(1).all().item<bool>())
        throw Error(ErrorCode::BadInput,
                    concat("case '", parityCase.name, "': '", call,
                           "': the real tokens do not stand in front of the padding"));
    const auto* first = ids.const_data_ptr<std::int64_t>();
    return {first, first + count};
}

} // namespace

TensorMap runUmt5EncodeCase(const ParityCase& parityCase)
{
    engine::Umt5Config config;
    fromJson(parityCase.config, config, "case.json"); // a case also has the name of its file
    std::vector<engine::PromptIds> prompts;
    for (const auto& call : parityCase.calls)
        prompts.push_back(realIds(parityCase, concat("call", call.at("call").get<int>())));
    engine::WeightFile weights = openCaseCheckpoint(parityCase);
    const auto embeddings = engine::encodeBlockByBlock(weights, "", config, prompts);
    weights.finish();
    TensorMap got;
    for (std::size_t i = 0; i < prompts.size(); ++i)
        got[concat("call", parityCase.calls[i].at("call").get<int>(), ".prompt_embeds")] =
            embeddings[i].unsqueeze(0);
    return got;
}

} // namespace imprint::app
