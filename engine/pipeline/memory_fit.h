#pragma once

#include "engine/core/engine_model.h"
#include "engine/ispa/memory_budget.h"

#include <cstdint>
#include <optional>

namespace imprint::engine {

/// A model with a KV history, which can do with less memory.
class ModelWithHistory {
public:
    virtual ~ModelWithHistory() = default;

    /// The run that such a session makes, for the budget solver. seconds: of video; nothing: endless.
    /// Throws Error(BadConfig) for settings that contradict each other.
    virtual MemoryCase memoryCase(const SessionConfig& config,
                                  std::optional<double> seconds) const = 0;
};

/// What a user wants of memory besides the settings.
struct MemoryWish {
    std::optional<std::int64_t>
        targetBytes; ///< of the whole engine: weights, caches and states as on its ledger
    bool chooseIspaLayers = false; ///< K as the target asks for; half of the layers without one
};

struct FittedConfig {
    SessionConfig config;
    std::optional<MemoryPlan>
        plan; ///< why; nothing without a target, or for a model without history
};

/// The settings with which a session is to be opened so that it never holds more than was wished: those of the request, with
/// as little loss as that takes. seconds: of video; nothing: endless.
/// Throws Error(BadConfig) that names the smallest target that works, and its settings. Thread: any.
FittedConfig fitSession(const EngineModel& model, const SessionRequest& request,
                        std::optional<double> seconds, const MemoryWish& wish);

} // namespace imprint::engine
