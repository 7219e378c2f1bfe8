#pragma once

#include "engine/core/engine_model.h"
#include "engine/core/video_rhythm.h"
#include "engine/ispa/memory_budget.h"
#include "engine/pipeline/liveavatar/avatar_model.h"
#include "engine/pipeline/wan/wan_sizes.h"

#include <memory>
#include <optional>

namespace imprint::engine {

/// Opens a session of a model of LiveAvatar's kind in this process.
/// Throws Error(BadConfig | BadInput | Unsupported).
std::unique_ptr<EngineSession> openAvatarSession(const std::shared_ptr<const AvatarModel>& model,
                                                 const SessionRequest& request);

/// All blocks are of one length.
VideoRhythm rhythmOf(const AvatarModel& model);

/// Of the video for this reference picture, or for a square one where there is none: both sides multiples of 64, in about the
/// picture's proportions, as large as a picture of `size` × `size` or the model's own allows.
/// Throws Error(BadConfig) for a size that is no multiple of 64, Error(BadInput) for a picture of no such proportions.
PictureShape avatarShape(const AvatarModel& model, const SessionRequest& request);

/// What such a session will hold after `seconds` of video, by formula. Exact, but for ISPA after its transition: an upper bound.
/// Throws Error(BadConfig) for settings that openAvatarSession refuses.
Ledger forecastAvatarLedger(const AvatarModel& model, const SessionRequest& request,
                            double seconds);

/// Such a session as the budget solver wants to know it. seconds: nothing: endless. Throws like the forecast.
MemoryCase avatarMemoryCase(const AvatarModel& model, const SessionRequest& request,
                            std::optional<double> seconds);

} // namespace imprint::engine
