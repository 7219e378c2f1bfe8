#pragma once

#include "engine/models/wav2vec2/wav2vec2_config.h"

namespace imprint::test {

/// Few and unlike sizes of a speech encoder, four samples to a frame.
inline engine::Wav2Vec2Config smallSpeechConfig(engine::WaveformNorm waveformNorm,
                                                engine::NormPlace place, std::int64_t kernel)
{
    engine::Wav2Vec2Config config;
    config.width = 12;
    config.layers = 3;
    config.heads = 3;
    config.feedForward = 10;
    config.channels = {5, 4, 6};
    config.kernels = {4, 3, 2};
    config.strides = {2, 2, 1};
    config.convolutionBias = waveformNorm == engine::WaveformNorm::Layer;
    config.waveformNorm = waveformNorm;
    config.normPlace = place;
    config.positionKernel = kernel;
    config.positionGroups = 4;
    return config;
}

/// Of the kind of wav2vec2-base, and of XLSR.
inline engine::Wav2Vec2Config baseLike()
{
    return smallSpeechConfig(engine::WaveformNorm::Group, engine::NormPlace::After, 8);
}

inline engine::Wav2Vec2Config xlsrLike()
{
    return smallSpeechConfig(engine::WaveformNorm::Layer, engine::NormPlace::Before, 5);
}

} // namespace imprint::test
