#include "app/cli/parity/parity_checkpoint.h"
#include "app/cli/parity/parity_components.h"
#include "app/cli/parity/wan_case.h"

#include "engine/core/error.h"
#include "engine/models/wan_dit/wan_dit.h"

namespace imprint::app {
namespace {

using engine::Lora;
using engine::WeightFile;

/// Keeps what passes through, so that a case can look at the very tensors that its network was built from.
class KeepingReader final : public engine::WeightReader {
public:
    explicit KeepingReader(WeightFile& weights)
        : m_weights(weights)
    {
    }

    at::Tensor require(const std::string& name, at::IntArrayRef shape) override
    {
        return m_kept[name] = m_weights.require(name, shape);
    }

    const at::Tensor& kept(const std::string& name) const { return m_kept.at(name); }

private:
    WeightFile& m_weights;
    TensorMap m_kept;
};

/// adapter  the object of the config that holds rank and alpha
Lora openLora(const ParityCase& parityCase, const nlohmann::json& adapter)
{
    return {caseFile(parityCase, "lora_file"),
            {.alpha = adapter.at("alpha"),
             .rank = adapter.at("rank"),
             .rules = caseRules(parityCase, "lora_key")}};
}

/// One forward on an empty cache.
at::Tensor firstFlow(const ParityCase& parityCase, const engine::WanDit& dit)
{
    auto state = dit.makeState(parityCase.config.at("height"), parityCase.config.at("width"),
                               {.kind = CacheKind::Growing});
    const auto& call = parityCase.calls.at(0);
    const engine::WanPass pass{.frames = {call.at("current_start_frame"), call.at("num_frames")}};
    return dit(parityCase.input("call0.x")[0], parityCase.input("call0.t")[0],
               parityCase.input("context.0")[0], pass, state)
        .unsqueeze(0);
}

/// The tensors of the case that begin with `prefix`, taken from the merged base in `type`.
void addMerged(const ParityCase& parityCase, const std::string& prefix, at::ScalarType type,
               TensorMap& got)
{
    WeightFile weights = openCaseCheckpoint(parityCase, type);
    weights.merge(openLora(parityCase, parityCase.config));
    for (const auto& [name, expected] : parityCase.expected)
        if (name.starts_with(prefix))
            got[name] = weights.require(name.substr(prefix.size()), expected.sizes());
}

} // namespace

TensorMap runLoraMergeCase(const ParityCase& parityCase)
{
    WeightFile weights = openCaseCheckpoint(parityCase);
    Lora lora = openLora(parityCase, parityCase.config.at("adapter"));
    const std::vector<std::string> targets = lora.targets();
    weights.merge(std::move(lora));
    KeepingReader reader(weights);
    const engine::WanDit dit(reader, "", wanDitConfig(parityCase));
    weights.finish();
    TensorMap got = {{"call0.flow", firstFlow(parityCase, dit)}};
    for (const std::string& target : targets)
        got["merged." + target] = reader.kept(target);
    return got;
}

TensorMap runLoraMergeLiveAvatarCase(const ParityCase& parityCase)
{
    TensorMap got;
    addMerged(parityCase, "float32.", at::kFloat, got);
    addMerged(parityCase, "bfloat16.", at::kBFloat16, got);
    return got;
}

} // namespace imprint::app
