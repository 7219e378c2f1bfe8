#pragma once

#include "engine/core/face_framing.h"
#include "engine/core/fields.h"
#include "engine/core/model_source.h"
#include "engine/models/wan_vae/wan_vae.h"
#include "engine/pipeline/speaking/voice.h"
#include "engine/pipeline/wan/model_files.h"
#include "engine/pipeline/wan/prompt_reader.h"
#include "engine/pipeline/wan/video_decoder.h"

#include <ATen/ATen.h>
#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <map>
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

    std::optional<FaceFraming> framing() const
    {
        return faceHeight > 0 ? std::optional(FaceFraming{faceHeight, faceCenterX, faceCenterY})
                              : std::nullopt;
    }
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

/// What a video model of the Wan family has besides its network: who reads its prompts, makes pictures of latents and latents
/// of pictures, and hears. Immutable and shared; sessions keep it alive.
///
/// It is made of a JSON object, the config.json of a folder or made of a manifest:
///
///     {"recipe": {...},                      // of the network, see WanModel and AvatarModel
///      "files": [...],                       // ModelFiles: generator, text-encoder (with "network"), tokenizer, vae and
///                                            // small-decoder (with "network"), lora, audio-encoder (with "network")
///      "video": {"width", "height", "framesPerSecond", "faceHeight", "faceCenterX", "faceCenterY"},
///      "precision": "bf16",                  // of its own; bf16 where nothing is said
///      "name": "longlive"}                   // optional
class VideoParts {
public:
    const std::string& name() const { return m_name; }
    const VideoFormat& format() const { return m_format; }
    const VideoDecoder& decoder() const { return *m_decoder; }

    /// Null for models that see no pictures.
    const WanVaeEncoder* encoder() const { return m_encoder ? &*m_encoder : nullptr; }

    /// Null for models that do not speak.
    const Voice* voice() const { return m_voice.get(); }

    /// Of everything that stays loaded, the network too.
    std::int64_t weightBytes() const { return m_weightBytes; }

    /// Of a prompt's embedding.
    std::int64_t embeddingBytes() const { return m_embeddingBytes; }

    /// SHA-256 of every file on which latents, and what is remembered of them, depend, by its role. One that nobody has told is found by
    /// reading the file, once: of a large model that takes a minute. Throws Error(NotFound | Io).
    std::map<std::string, std::string> weightHashes() const;

    /// Embeddings of prompts [text length, width], one each; sessions wait for each other. As PromptReader.
    std::vector<at::Tensor> read(const std::vector<std::string>& prompts,
                                 const BlockProgress& progress) const;

private:
    friend class PartsLoader;
    VideoParts() = default;

    std::string m_name;
    VideoFormat m_format;
    std::shared_ptr<const VideoDecoder> m_decoder;
    std::optional<WanVaeEncoder> m_encoder;
    std::unique_ptr<const Voice> m_voice;
    std::int64_t m_weightBytes = 0;
    std::int64_t m_embeddingBytes = 0;
    PromptReader m_prompts;
    mutable std::mutex m_reading;
    std::vector<ModelFile> m_hashedFiles;
    mutable std::mutex m_hashing;
    mutable std::map<std::string, std::string> m_hashes; // empty: not known yet
};

/// What a network asks of the parts beside it.
struct PartsWish {
    std::int64_t textLength = 0; ///< of an embedding
    std::int64_t textDim = 0;
    bool hears = false;
    bool sees = false; ///< takes up pictures
};

/// Makes the parts of a description, and hands out the network's weights on the way. The text encoder is opened when a prompt
/// is read. Thread: the one that loads.
class PartsLoader {
public:
    /// description as VideoParts says; where stands in messages; loading must outlive this.
    /// Throws Error(BadConfig | NotFound | Unsupported).
    PartsLoader(const nlohmann::json& description, const ModelSource& source,
                const std::string& where, const ModelLoading& loading,
                const OpenPromptReader& openPrompts, const PartsWish& wish);
    PartsLoader(const PartsLoader&) = delete; // m_share knows the files
    PartsLoader& operator=(const PartsLoader&) = delete;

    /// Lets `build` read the whole generator, with the chosen LoRAs merged into it. Throws what WeightFile throws.
    void readNetwork(const std::function<void(WeightReader&)>& build);

    /// The speech encoder, for models that hear.
    Ears readEars();

    /// The rest. voice: null for models that do not hear. Once.
    std::shared_ptr<const VideoParts> finish(std::unique_ptr<const Voice> voice);

private:
    std::vector<ModelFile> hashedFiles() const;

    const ModelLoading& m_loading;
    ModelFiles m_files;
    PartsWish m_wish;
    at::ScalarType m_type; // that the network computes in
    LoadingShare m_share;
    std::shared_ptr<VideoParts> m_parts;
};

} // namespace imprint::engine
