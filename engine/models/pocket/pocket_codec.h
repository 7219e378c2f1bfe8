#pragma once

#include "engine/models/pocket/face_controls.h"
#include "engine/models/pocket/pocket_config.h"
#include "engine/models/pocket/reference_blend.h"
#include "engine/nn/conv2d.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <array>
#include <optional>
#include <string>

namespace imprint::engine {

/// Pictures -> latents: one linear map of 4×12×12×3 patches (a PCA). Source: specs/pocket.md section 3.
class PocketEncoder {
public:
    PocketEncoder(WeightReader& weights, const PocketConfig& config);

    /// pixels [1 + 4n, 3, H, W] uint8 -> [1 + n, channels, rows, columns]. A still alone gives latent 0.
    at::Tensor operator()(const at::Tensor& pixels) const;

    /// frames [4n, 3, H, W] in [-1, 1], the four of a latent one after the other -> [n, channels, rows, columns].
    at::Tensor ofFrames(const at::Tensor& frames) const;

    const Conv2d& convolution() const { return m_conv; }

private:
    PocketConfig m_config;
    Conv2d m_conv; // 1×1 over pixel-unshuffled groups of 4 frames
};

/// Whose colours the detail has that a decoder takes from the reference.
enum class ReferenceColours {
    Kept,
    FromLatents, ///< those of the frame decoded from the latents alone
};

/// Latents -> pictures, frame by frame of the latent; what it remembers of the frame before is the state.
/// Source: specs/pocket.md section 3; parity: pocket-decode.
class PocketDecoder {
public:
    /// What the last latent frame leaves to the next, one per memory block [B, C, H, W]; undefined at the start of a stream.
    struct State {
        std::array<at::Tensor, 3> memory;   ///< its activation
        std::array<at::Tensor, 3> prepared; ///< in its place: what that adds to the next frame

        std::int64_t bytes() const;
    };

    PocketDecoder(WeightReader& weights, const PocketConfig& config);

    /// What the decoder may be given beside the latents, of the same frames.
    struct Guide {
        /// [4F, 3, H, W] (of streams side by side [B, 4F, ..]) in [-1, 1]: the reference, moved as the head moves;
        /// undefined: without.
        at::Tensor posed = {};
        /// [F, 81] (or [B, F, 81]) as MotionTrack lays it out; undefined: nobody knows what the face does. Only decoders
        /// with face controls look at it.
        at::Tensor motion = {};
        ReferenceColours colours = ReferenceColours::Kept;
    };

    /// Frames of a stream, nominally in [-1, 1], not clamped.
    struct Frames {
        at::Tensor own;   ///< [4F, 3, H, W] from the latents alone
        at::Tensor shown; ///< with detail of the reference; `own` where there is none
    };

    /// latents [F, channels, rows, columns] -> [4F, 3, H, W]; of B streams side by side [B, F, ..] -> [B, 4F, ..]. Any
    /// split of a stream gives the same pictures; so does any part of a picture, but for its border. The first three
    /// pictures of a stream belong to no frame: the caller drops them.
    Frames decode(const at::Tensor& latents, State& state, const Guide& guide) const;

    /// Does now what the next frame needs of the last one, which decode() would do otherwise: about a sixth of its work. For
    /// whoever has time between two frames. The pictures are the same.
    void prepare(State& state) const;

    /// The shown frames alone, without a guide.
    at::Tensor operator()(const at::Tensor& latents, State& state) const
    {
        return decode(latents, state, {}).shown;
    }

    /// The linear way back from a latent to its frames.
    const Conv2d& linear() const { return m_linear; }

    /// Bytes of the state once a stream runs.
    std::int64_t predictedStateBytes() const;

private:
    struct MemoryBlock {
        Conv2d conv1;
        Conv2d conv2;
    };

    at::Tensor remember(std::size_t level, const at::Tensor& x, std::int64_t streams,
                        const FaceTuning& face, State& state) const;
    void prepare(std::size_t level, State& state) const;
    std::vector<FaceTuning> tunings(const at::Tensor& motion, std::int64_t latents) const;

    PocketConfig m_config;
    Conv2d m_convIn;
    std::array<MemoryBlock, 3> m_memory;
    std::array<Conv2d, 2> m_up;
    Conv2d m_convOut;
    Conv2d m_linear;
    std::optional<ReferenceBlend> m_blend;
    std::optional<FaceControls> m_face;
};

} // namespace imprint::engine
