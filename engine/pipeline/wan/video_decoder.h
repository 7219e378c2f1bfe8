#pragma once

#include "engine/nn/frame_line.h"
#include "engine/pipeline/wan/model_files.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <memory>

namespace imprint::engine {

/// Latents of one stream -> frames; remembers what the stream needs. Owned by one session; thread: the decoder's.
class DecoderStream {
public:
    virtual ~DecoderStream() = default;

    /// latents [F, C, h, w] normalised, in any type. Returns [frames, 3, 8h, 8w] fp32 in [-1, 1]: one frame for the first
    /// latent of the stream, four for each later one (8 and 4 by the decoder's config).
    virtual at::Tensor operator()(const at::Tensor& latents) = 0;

    /// Of what it remembers.
    virtual std::int64_t bytes() const = 0;
};

/// A network that makes pictures of latents, whichever it is: the VAE of the Wan family, or its small stand-in. Immutable and
/// shared by sessions. Thread: any.
class VideoDecoder {
public:
    virtual ~VideoDecoder() = default;

    /// The decoder must outlive the stream.
    virtual std::unique_ptr<DecoderStream> begin() const = 0;

    /// For latents of rows × columns.
    virtual FrameLineForecast forecast(std::int64_t rows, std::int64_t columns) const = 0;

    virtual std::int64_t spatialFactor() const = 0;   ///< pixels per latent pixel and axis
    virtual std::int64_t framesPerLatent() const = 0; ///< of every latent but a stream's first
    virtual std::int64_t weightBytes() const = 0;
};

/// The decoder that a choice means: the file of role "vae" or "small-decoder", each with its sizes in `network`.
/// Throws Error(NotFound | BadConfig | BadInput | BadShape | Stopped).
std::shared_ptr<const VideoDecoder> loadVideoDecoder(const ModelFiles& files, ModelDecoder choice,
                                                     at::ScalarType type, LoadingShare& share);

/// Name of the role that holds it.
std::string_view roleOf(ModelDecoder choice);

} // namespace imprint::engine
