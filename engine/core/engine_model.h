#pragma once

#include "engine/core/engine_session.h"
#include "engine/core/face_framing.h"
#include "engine/core/ledger.h"
#include "engine/core/session_config.h"
#include "engine/core/video_frame.h"
#include "engine/core/video_rhythm.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprint {

/// What a loaded model is; fixed.
struct ModelInfo {
    std::string name;
    int width = 0; ///< of its pictures, unless it can make any size
    int height = 0;
    SessionConfig defaults; ///< settings that suit it, for whatever its user leaves open
    bool drawnFacesOnly =
        false; ///< it was trained on drawings: the face of a photograph hardly moves
    bool readsAttributes =
        false; ///< of a prompt it knows words of a vocabulary alone, the others have no effect; false: it reads sentences
    std::optional<FaceFraming>
        framing; ///< where its pictures have the face; nothing: it takes a reference picture as it is
    int liveBlockLatents =
        0; ///< latent frames per block that suit a live run: short blocks answer sooner; 0: it knows one length alone
    /// It makes its video of sentences, whatever their words, and can be told new ones on the way: how the frames of every session
    /// fall into blocks. It hears nothing and shows no reference picture. Nothing: sound drives it.
    std::optional<VideoRhythm> text;
    std::vector<std::string>
        fixedSettings; ///< keys of settings of which it takes no other value than that of `defaults`
    std::string noPersona; ///< why its sessions have no persona to save; empty: they may have one
};

/// `wished` with the settings that the model has but one value of as they are in its defaults.
SessionConfig withFixedSettings(const ModelInfo& model, SessionConfig wished);

/// Throws Error(Unsupported | BadConfig) if a session of this model with these settings will have no persona to save, however
/// long it lasts.
void requirePersona(const ModelInfo& model, const SessionConfig& config);

/// New settings for the block that shows video frame `frame`, and those behind it: so it means the same whatever the length of
/// a block is.
struct SettingsChange {
    std::int64_t frame = 0; ///< of the session
    SessionConfig config;

    friend bool operator==(const SettingsChange&, const SettingsChange&) = default;
};

/// What a session is opened with.
struct SessionRequest {
    SessionConfig config;
    std::optional<Picture>
        reference; ///< who speaks, at the model's size; nothing: a person made from prompt and seed
    std::string
        persona; ///< file of a persona to begin with instead of a warm-up; empty: none. With
                 ///< IspaControl::OtherClip its corrections alone are taken, after the warm-up
    bool live =
        false; ///< newest wins: a block that could only be made too late is skipped and counted, never
               ///< queued up; the indices of its frames are left out
    int size =
        0; ///< wanted width and height; 0: the model's own. Only a model that can make any size heeds it

    // The script of a session that was live once: with it and the same sound its frames come again, bit for bit.
    std::vector<SettingsChange> changes;     ///< in the order of their frames
    std::vector<std::int64_t> skippedBlocks; ///< that are heard and not made; never block 0
};

/// A model with its weights, ready to open sessions. Immutable and shared: sessions keep it alive.
/// Thread: any.
class EngineModel {
public:
    virtual ~EngineModel() = default;

    virtual const ModelInfo& info() const = 0;

    /// Throws Error(BadConfig | BadInput), and Error(Unsupported) if the model cannot use a reference picture.
    virtual std::unique_ptr<EngineSession> open(const SessionRequest& request) const = 0;

    /// What such a session will hold after `seconds` of video, by formula: predictedBytes alone.
    virtual Ledger forecast(const SessionRequest& request, double seconds) const = 0;
};

} // namespace imprint
