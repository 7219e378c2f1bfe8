#pragma once

#include "engine/core/bounded_queue.h"
#include "engine/core/engine_model.h"
#include "engine/core/fitting_model.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

namespace imprint::test {

/// What the test sees of a fake engine from outside, and how it is to misbehave. Thread: any.
struct FakeWorld {
    std::atomic<int> openSessions = 0;
    std::atomic<int> loads = 0;
    std::atomic<std::int64_t> framesMade = 0;
    std::atomic<std::int64_t> samplesHeard = 0;
    std::atomic<bool> deaf = false; ///< sessions take no sound
    std::mutex mutex;
    std::optional<SessionRequest> lastRequest;
    std::optional<double> lastFitSeconds;
    MemoryWish lastWish;
    std::string personaSeen; ///< what the persona of the last request held
};

/// A model without weights: every 640 samples give one frame of 64 x 48, whose bytes follow from its index, the seed and the
/// sound. Words of the prompt make it fail: "fail-open", "fail-frames"; "many-frames" makes it go on without
/// sound, for ever; "hang-in-stop" never stops.
std::shared_ptr<const EngineModel> makeFakeModel(std::shared_ptr<FakeWorld> world);

/// Loads "fake" onto "cpu"; anything else is Error(NotFound).
std::shared_ptr<const EngineModel> loadFake(const std::shared_ptr<FakeWorld>& world,
                                            const std::string& name, const std::string& device);

} // namespace imprint::test
