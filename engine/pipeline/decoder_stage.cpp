#include "engine/pipeline/decoder_stage.h"

#include "engine/models/pocket/picture_values.h"

namespace imprint::engine {

DecoderStage::DecoderStage(std::shared_ptr<const PocketModel> model)
    : m_model(std::move(model))
{
}

PictureBlock DecoderStage::step(const LatentBlock& block)
{
    at::Tensor decoded =
        m_model->decoder
            .decode(block.latents, m_state,
                    {.posed = block.posed, .motion = block.motion, .colours = block.colours})
            .shown; // [4F, 3, H, W]
    // A still is one of four equal frames: the first three of the stream belong to no video frame.
    if (block.block == 0)
        decoded = decoded.narrow(0, m_model->config().latent.temporal - 1, 1);
    const at::Tensor shown = decoded.narrow(0, 0, block.videoFrames);
    return {.block = block.block,
            .pictures = pictureBytes(shown).permute({0, 2, 3, 1}).contiguous()};
}

} // namespace imprint::engine
