#pragma once

#include "engine/ispa/absorption.h"
#include "engine/ispa/latent_archive.h"
#include "engine/nn/frame_store.h"

#include <ATen/ATen.h>

#include <map>
#include <string>
#include <vector>

namespace imprint::engine {

using PersonaFacts = std::map<std::string, std::string>;

/// What a session has learnt of its person, enough for another one to begin in local mode from its first block. A value;
/// thread: any. Source: specs/ispa.md 11.
struct Persona {
    PersonaFacts
        facts; ///< what must be the same in a session that begins with it, by name: sizes, hashes, settings
    PersonaFacts notes; ///< what it came from
    /// Of each noise level that remembers for itself, noisiest first; most models have one. All of one local geometry, warm-up and
    /// number of passes.
    std::vector<Absorption> levels;
    std::vector<ArchivedBlock> sinks; ///< the first blocks of the clip, which hold all sinks
    std::map<std::string, at::Tensor> extras; ///< what the model needs besides, by name
};

/// Throws Error(BadInput) naming the first fact that differs, with both values. path: for the message.
void requireFacts(const Persona& persona, const PersonaFacts& expected, const std::string& path);

/// Throws Error(BadInput) unless the corrections are finite and fit a model of so many layers with attention of this
/// shape. path: for the message.
void requireFits(const Absorption& absorption, const KvShape& shape, int layers,
                 const std::string& path);

} // namespace imprint::engine
