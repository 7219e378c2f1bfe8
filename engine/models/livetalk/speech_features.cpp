#include "engine/models/livetalk/speech_features.h"

#include "engine/models/wav2vec2/video_frames.h"

namespace imprint::engine {

at::Tensor statesOfLatents(const at::Tensor& states)
{
    const at::Tensor first = states.narrow(0, 0, 1);
    return at::cat({first.expand({kPicturesPerLatent - 1, -1}), states});
}

at::Tensor speechFeatures(const Wav2Vec2Encoder& encoder, const at::Tensor& samples,
                          std::int64_t latentFrames)
{
    const at::Tensor heard = normalisedSamples(soundOfClip(samples, latentFrames));
    const at::Tensor perPicture =
        resampledFrames(encoder.features(heard), picturesOf(latentFrames));
    return statesOfLatents(stackedStates(encoder.hiddenStates(perPicture)));
}

} // namespace imprint::engine
