#pragma once

#include "engine/pipeline/liveavatar/avatar_model.h"
#include "engine/pipeline/session_persona.h"
#include "engine/pipeline/wan/wan_sizes.h"

#include <string>

namespace imprint::engine {

/// What its persona has besides corrections, for rings have no sinks: the condition that the last block of the warm-up saw.
inline constexpr const char* kReferenceExtra = "reference"; ///< [C, 1, H, W]
inline constexpr const char* kMotionExtra = "motion";       ///< [C, M, H, W]
inline constexpr const char* kRenewedExtra =
    "renewed"; ///< one whole number: 1 if what was made had taken the still's place

/// All on which keys, values and corrections depend.
PersonaFacts avatarFacts(const AvatarModel& model, const AvatarSampler& sampler,
                         const PictureShape& shape, const SessionConfig& config);

/// What a session with these settings begins with. Throws Error(BadInput) naming the file and what differs, or what is wrong.
Learnt avatarBeginning(const Persona& persona, const AvatarModel& model,
                       const AvatarSampler& sampler, const PictureShape& shape,
                       const SessionConfig& config, const std::string& path);

} // namespace imprint::engine
