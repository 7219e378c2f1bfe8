#include "app/cli/parity/parity_components.h"

#include "app/cli/parity/speech_case.h"
#include "engine/core/error.h"
#include "engine/models/wav2vec2/video_frames.h"
#include "engine/models/wav2vec2/wav2vec2_encoder.h"

namespace imprint::app {
namespace {

std::int64_t number(const ParityCase& parityCase, const std::string& tensor)
{
    return parityCase.input(tensor).item<std::int64_t>();
}

at::Tensor asTensor(std::int64_t value)
{
    return at::full({1}, value, at::kLong);
}

} // namespace

TensorMap runWav2Vec2BaseCase(const ParityCase& parityCase)
{
    const engine::Wav2Vec2Encoder encoder = openSpeechEncoder(parityCase, parityCase.config);
    TensorMap got;
    for (std::size_t i = 0; i < parityCase.calls.size(); ++i) {
        const std::string call = concat("call", i, ".");
        const at::Tensor samples = engine::normalisedSamples(parityCase.input(call + "audio"));
        const at::Tensor features = encoder.features(samples);
        const at::Tensor resampled =
            engine::resampledFrames(features, number(parityCase, call + "seq_len"));
        const at::Tensor states = encoder.hiddenStates(resampled);
        got[call + "input_values"] = samples.unsqueeze(0);
        got[call + "conv_features"] = features.unsqueeze(0);
        got[call + "interpolated"] = resampled.unsqueeze(0);
        got[call + "hidden_states"] = states;
        got[call + "last_hidden_state"] = states.narrow(0, states.size(0) - 1, 1);
        got[call + "stacked"] = engine::stackedStates(states).unsqueeze(0);
    }
    return got;
}

TensorMap runWav2Vec2XlsrCase(const ParityCase& parityCase)
{
    const engine::Wav2Vec2Encoder encoder = openSpeechEncoder(parityCase, parityCase.config);
    TensorMap got;
    for (std::size_t i = 0; i < parityCase.calls.size(); ++i) {
        const std::string call = concat("call", i, ".");
        const std::int64_t rate = number(parityCase, call + "fps");
        const std::int64_t clip = number(parityCase, call + "batch_frames");
        const at::Tensor samples = engine::normalisedSamples(parityCase.input(call + "audio"));
        const at::Tensor states = encoder.hiddenStates(encoder.features(samples));
        const at::Tensor resampled =
            engine::resampledFrames(states, engine::statesOf(states.size(1)));
        const std::int64_t clips = engine::clipsOf(resampled.size(1), rate, clip);
        got[call + "input_values"] = samples.unsqueeze(0);
        got[call + "hidden_states"] = states;
        got[call + "features_30hz"] = resampled;
        got[call + "num_repeat"] = asTensor(clips);
        got[call + "sample_index"] =
            at::tensor(engine::statesOfPictures(clips * clip, rate), at::kLong);
        got[call + "bucketed"] = engine::statesInClips(resampled, rate, clip).unsqueeze(0);
    }
    return got;
}

} // namespace imprint::app
