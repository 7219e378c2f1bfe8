#pragma once

#include "engine/models/wav2vec2/wav2vec2_config.h"
#include "engine/pipeline/wan/prompt_reader.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <string>

/// The parts beside the network of a video model, in miniature: random weights under the published names.
namespace imprint::test {

inline constexpr std::int64_t kSmallLatentChannels = 16;

/// Writes whatever a network asks for, with this in front of the names.
void writeWeights(const std::string& path, std::uint64_t seed, at::ScalarType type,
                  const std::function<void(engine::WeightReader&)>& build,
                  const std::string& prefix = "");

/// Sizes of a VAE with latents of kSmallLatentChannels, as manifests have them.
nlohmann::json smallVaeSizes();
void writeVae(const std::string& path, const nlohmann::json& sizes, at::ScalarType type);

/// Sizes of a speech encoder, likewise.
nlohmann::json sizesOf(const engine::Wav2Vec2Config& ears);
/// With the names and the tensors of a published file.
void writeEars(const std::string& path, const engine::Wav2Vec2Config& ears, at::ScalarType type);
/// What the engine is told of that file.
nlohmann::json earsFile(const std::string& path, const engine::Wav2Vec2Config& ears);

/// Stands in for a text encoder: every prompt has an embedding of its own, and no prompt too.
engine::PromptReader inventedPrompts(const engine::Umt5Files& files);

/// What inventedPrompts gives for one prompt [text length, width].
at::Tensor inventedEmbedding(const std::string& prompt, const engine::Umt5Config& config);

} // namespace imprint::test
