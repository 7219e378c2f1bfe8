#pragma once

#include "engine/core/session_config.h"
#include "engine/core/video_frame.h"
#include "engine/ispa/absorber.h"
#include "engine/ispa/persona.h"

#include <ATen/ATen.h>

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprint::engine {

/// What a session has learnt so far, as its generator hands it to other threads: a persona without what every model says of
/// itself in its own way. Immutable once handed on.
struct Learnt {
    SessionConfig config;           ///< that held then
    std::vector<Absorption> levels; ///< as in Persona
    std::vector<ArchivedBlock> sinks;
    std::map<std::string, at::Tensor> extras; ///< what the model's generator needs besides
};

/// Of what keys and values are: what any model's persona must agree with.
PersonaFacts cacheFacts(const KvShape& shape, std::int64_t layers, std::int64_t blockFrames);

/// Adds the settings of these names.
void addSettings(PersonaFacts& facts, const SessionConfig& config,
                 std::initializer_list<std::string_view> keys);

/// A picture as an extra of a persona [H, W, 3] bytes, and back: nothing if that is undefined, or no picture.
at::Tensor tensorOf(const Picture& picture);
std::optional<Picture> pictureOf(const at::Tensor& pixels);
/// The persona's; nothing if it has none.
std::optional<Picture> pictureOf(const Persona& persona);
inline constexpr const char* kPictureExtra = "picture";

/// Throws Error(BadInput): the file is not what its own description says.
[[noreturn]] void refusePersona(const std::string& path, const std::string& problem);

/// Throws Error(BadInput): there is nothing to save yet.
[[noreturn]] void refuseNothingLearnt();

/// Throws Error(BadInput) unless what was absorbed at each of so many noise levels is what such settings ask for, and fits a model
/// of so many layers. path: for the message.
void requireLevels(const Persona& persona, std::int64_t levels, const AbsorberSettings& asked,
                   const KvShape& shape, std::int64_t layers, const std::string& path);

} // namespace imprint::engine
