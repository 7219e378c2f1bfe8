#pragma once

#include "engine/core/engine_model.h"
#include "engine/models/pocket/pocket_model.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace imprint::test {

/// The built-in model, read once per test program.
std::shared_ptr<const engine::PocketModel> pocket();

/// Settings of a quick run: one denoising step.
SessionConfig quickConfig();

/// Something like a voice: a humming tone whose loudness comes and goes.
std::vector<float> humming(std::int64_t samples);

/// Cuts a sound into blocks of the given sizes, used in turn.
std::vector<AudioBlock> cutInto(const std::vector<float>& sound,
                                const std::vector<std::size_t>& sizes);

inline AudioBlock wholeSound(const std::vector<float>& sound)
{
    return {.firstSample = 0, .samples = sound};
}

/// Pictures [frames, height, width, 3] of a whole run: the three stages stepped by hand in one thread.
at::Tensor stepByHand(const SessionConfig& config, const std::vector<float>& sound,
                      const std::optional<SettingsChange>& change = {});

/// The same by a session with its threads; the sound comes in these blocks from a thread of its own.
std::vector<std::shared_ptr<const VideoFrame>> runSession(const SessionConfig& config,
                                                          std::vector<AudioBlock> sound);

/// What a run leaves.
struct SessionRun {
    std::vector<std::shared_ptr<const VideoFrame>> frames;
    Ledger ledger;
    SessionStats stats;

    at::Tensor pictures() const;
};

/// The same of any model.
SessionRun runSession(const EngineModel& model, const SessionRequest& request,
                      std::vector<AudioBlock> sound);

/// Takes frames until the session has no more.
std::vector<std::shared_ptr<const VideoFrame>> readAll(EngineSession& session);

/// [frames, height, width, 3] uint8.
at::Tensor picturesOf(const std::vector<std::shared_ptr<const VideoFrame>>& frames);

} // namespace imprint::test
