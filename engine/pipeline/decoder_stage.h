#pragma once

#include "engine/models/pocket/pocket_model.h"
#include "engine/pipeline/stage_values.h"

#include <memory>

namespace imprint::engine {

/// Latents -> pictures. Owns the decoder's memory of the latent before. Thread: one, its own.
class DecoderStage {
public:
    explicit DecoderStage(std::shared_ptr<const PocketModel> model);

    PictureBlock step(const LatentBlock& block);

    /// What the next block needs of this one, once its pictures are handed on and nobody waits.
    void prepare() { m_model->decoder.prepare(m_state); }

    std::int64_t stateBytes() const { return m_state.bytes(); }

private:
    std::shared_ptr<const PocketModel> m_model;
    PocketDecoder::State m_state;
};

} // namespace imprint::engine
