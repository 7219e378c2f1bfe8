#include "app/cli/parity/speech_case.h"

#include "app/cli/parity/parity_checkpoint.h"

namespace imprint::app {

engine::Wav2Vec2Encoder openSpeechEncoder(const ParityCase& parityCase, const nlohmann::json& sizes)
{
    engine::LoadOptions options;
    options.rules.prefixes = {"wav2vec2."};
    options.rules.ignored = {"lm_head", "masked_spec_embed"};
    engine::WeightFile weights(caseFile(parityCase, "wav2vec2_file"), options);
    const auto names =
        engine::weightNormNames(weights, engine::Wav2Vec2Encoder::positionsScope(""));
    engine::Wav2Vec2Encoder encoder(weights, "", engine::readWav2Vec2Config(sizes, "case.json"),
                                    names);
    weights.finish();
    return encoder;
}

} // namespace imprint::app
