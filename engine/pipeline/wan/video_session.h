#pragma once

#include "engine/core/engine_model.h"
#include "engine/core/video_rhythm.h"
#include "engine/pipeline/wan/block_generator.h"
#include "engine/pipeline/wan/decoded_frames.h"
#include "engine/pipeline/wan/video_parts.h"
#include "engine/pipeline/wan/wan_sizes.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace imprint::engine {

/// What a session of one model of the Wan family has that others have not.
struct VideoRun {
    PictureShape shape;
    VideoRhythm rhythm;
    std::int64_t networkWidth = 0;
    std::int64_t keptFrames = 0; ///< decoded ones that the generator looks at again; 0: none

    std::string noPersona; ///< as ModelInfo's
    /// All that a session that begins with a persona of this one must agree in; the settings are those that held when it was learnt.
    /// Thread: any. Empty where there are no personas.
    std::function<PersonaFacts(const SessionConfig&)> personaFacts;

    /// Throws Error(BadConfig) if a session that was opened with the request's settings could not go on with these.
    std::function<void(const SessionConfig&)> check;

    /// Called once, when the session opens; shown outlives what is made.
    std::function<std::unique_ptr<BlockGenerator>(DecodedFrames& shown, std::stop_token stop)>
        makeGenerator;
};

/// Opens a session of a model of the Wan family in this process: feature, generator and decoder stage, each on its own thread.
/// Sound is its clock; models without a voice do not hear it. Throws Error(BadConfig | BadInput | Unsupported).
std::unique_ptr<EngineSession> openVideoSession(const std::shared_ptr<const VideoParts>& parts,
                                                const SessionRequest& request, const VideoRun& run);

/// What such a session holds besides what its generator does, after `seconds` of video.
Ledger forecastParts(const VideoParts& parts, const VideoRun& run, double seconds);

/// Whole blocks behind a video of this length.
std::int64_t blocksOf(const VideoRhythm& rhythm, double seconds);

} // namespace imprint::engine
