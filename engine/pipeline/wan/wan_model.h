#pragma once

#include "engine/core/model_source.h"
#include "engine/models/wan_dit/wan_dit.h"
#include "engine/models/wan_vae/wan_vae.h"
#include "engine/pipeline/livetalk/voice.h"
#include "engine/pipeline/wan/model_files.h"
#include "engine/pipeline/wan/prompt_reader.h"
#include "engine/pipeline/wan/video_decoder.h"
#include "engine/pipeline/wan/wan_recipe.h"

#include <ATen/ATen.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace imprint::engine {

/// Pictures of a model unless its user wants another size.
struct VideoFormat {
    std::int64_t width = 832;
    std::int64_t height = 480;
    std::int64_t framesPerSecond = 16;
    double faceHeight = 0; ///< of the faces in its pictures, in heights; 0: it takes any picture
    double faceCenterX = 0.5;
    double faceCenterY = 0.45;
};

template <class Format, class Visitor>
requires ConfigOf<Format, VideoFormat>
void forEachField(Format& f, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"width", "Pixels across"}, f.width, Limits{16, 8192});
    visit(Field{"height", "Pixels down"}, f.height, Limits{16, 8192});
    visit(Field{"framesPerSecond", "Of the video; divides 16000"}, f.framesPerSecond,
          Limits{1, 1000});
    visit(Field{"faceHeight", "Of the faces in its pictures, in heights; 0: any"}, f.faceHeight,
          Range{0.0, 1.0});
    visit(Field{"faceCenterX", "Where their middle is, in widths"}, f.faceCenterX, Range{0.0, 1.0});
    visit(Field{"faceCenterY", "Where their middle is, in heights"}, f.faceCenterY,
          Range{0.0, 1.0});
}

/// A loaded video model of the Wan family: one class for all of them. Immutable and shared; sessions keep it alive.
/// One whose recipe has a way for sound speaks: it takes a reference picture, and its files hold the encoders of both.
///
/// Its description is a JSON object, the config.json of a folder or made of a manifest:
///
///     {"recipe": {...},                      // readWanRecipe
///      "files": [...],                       // ModelFiles: generator, text-encoder (with "network"), tokenizer, vae and
///                                            // small-decoder (with "network"), lora, audio-encoder (with "network")
///      "video": {"width", "height", "framesPerSecond", "faceHeight", "faceCenterX", "faceCenterY"},
///      "precision": "bf16",                  // of its own; bf16 where nothing is said
///      "name": "longlive"}                   // optional
class WanModel {
public:
    /// Reads the generator (LoRAs merged into it) and the chosen decoder; the text encoder is opened when a prompt is read.
    /// description  of the source, parsed; where  stands in messages
    /// Throws Error(NotFound | BadConfig | BadInput | BadShape | Unsupported | Stopped).
    static std::shared_ptr<const WanModel> load(const nlohmann::json& description,
                                                const ModelSource& source, const std::string& where,
                                                const ModelLoading& loading,
                                                const OpenPromptReader& openPrompts);

    const std::string& name() const { return m_name; }
    const WanRecipe& recipe() const { return m_recipe; }
    const VideoFormat& format() const { return m_format; }
    const WanDit& dit() const { return m_dit; }
    const VideoDecoder& decoder() const { return *m_decoder; }

    /// For recipes that recompute, and models that speak; null for all others.
    const WanVaeEncoder* encoder() const { return m_encoder ? &*m_encoder : nullptr; }

    /// Null for models that do not speak.
    const Voice* voice() const { return m_voice ? &*m_voice : nullptr; }

    /// Of everything that stays loaded.
    std::int64_t weightBytes() const { return m_weightBytes; }

    /// Of the numbers in an embedding.
    at::ScalarType textType() const { return m_textType; }

    /// Embeddings of prompts [text length, width], one each; sessions wait for each other. As PromptReader.
    std::vector<at::Tensor> read(const std::vector<std::string>& prompts,
                                 const BlockProgress& progress) const;

private:
    WanModel(const WanRecipe& recipe, WanDit dit);

    std::string m_name;
    WanRecipe m_recipe;
    VideoFormat m_format;
    WanDit m_dit;
    std::shared_ptr<const VideoDecoder> m_decoder;
    std::optional<WanVaeEncoder> m_encoder;
    std::optional<Voice> m_voice;
    std::int64_t m_weightBytes = 0;
    at::ScalarType m_textType = at::kBFloat16;
    PromptReader m_prompts;
    mutable std::mutex m_reading;
};

} // namespace imprint::engine
