#include "app/cli/parity/parity_checkpoint.h"

#include "engine/core/error.h"

namespace imprint::app {

std::string caseFile(const ParityCase& parityCase, const std::string& key)
{
    const auto found = parityCase.config.find(key);
    if (found == parityCase.config.end() || !found->is_string())
        throw Error(ErrorCode::BadInput, concat("case '", parityCase.name,
                                                "': its config names no file in '", key, "'"));
    return parityCase.directory + "/checkpoint/" + found->get<std::string>();
}

engine::CheckpointRules caseRules(const ParityCase& parityCase, const std::string& dictionary)
{
    engine::CheckpointRules rules;
    if (const auto found = parityCase.config.find(dictionary);
        found != parityCase.config.end() && found->is_string())
        rules.dictionaries = {found->get<std::string>()};
    rules.wrappers = {"_fsdp_wrapped_module.", "_orig_mod."};
    rules.prefixes = {"base_model.model.", "model.diffusion_model.", "model.", "net."};
    return rules;
}

engine::WeightFile openCaseCheckpoint(const ParityCase& parityCase, at::ScalarType type)
{
    return engine::WeightFile(
        caseFile(parityCase, "checkpoint_file"),
        engine::LoadOptions{.type = type, .rules = caseRules(parityCase, "checkpoint_key")});
}

} // namespace imprint::app
