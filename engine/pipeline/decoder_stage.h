#pragma once

#include "engine/models/pocket/pocket_model.h"
#include "engine/pipeline/stage_values.h"

#include <memory>
#include <optional>

namespace imprint::engine {

/// Latents -> pictures. Owns the decoder's memory: the latent before, and the reference. Thread: one, its own.
class DecoderStage {
public:
    /// reference [1, 3, H, W] uint8: the picture that the session began from.
    DecoderStage(std::shared_ptr<const PocketModel> model, const at::Tensor& reference);

    PictureBlock step(const LatentBlock& block);

    std::int64_t stateBytes() const;

private:
    std::shared_ptr<const PocketModel> m_model;
    PocketDecoder::State m_state;
    std::optional<ReferenceBlend::Reference> m_reference;
};

} // namespace imprint::engine
