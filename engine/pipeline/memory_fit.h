#pragma once

#include "engine/core/engine_model.h"
#include "engine/core/fitting_model.h"
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
    virtual MemoryCase memoryCase(const SessionRequest& request,
                                  std::optional<double> seconds) const = 0;
};

struct FittedConfig {
    SessionConfig config;
    std::optional<MemoryPlan>
        plan; ///< why; nothing without a target, or for a model without history
};

/// As fitToMemory, with the reasons of a model of this process. Throws as it does. Thread: any.
FittedConfig fitSession(const EngineModel& model, const SessionRequest& request,
                        std::optional<double> seconds, const MemoryWish& wish);

/// The same as a model with history answers FittingModel::fit.
FittedSettings fittedSettings(const EngineModel& model, const SessionRequest& request,
                              std::optional<double> seconds, const MemoryWish& wish);

} // namespace imprint::engine
