#pragma once

#include "engine/core/engine_model.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imprint {

/// What a user wants of memory besides the settings.
struct MemoryWish {
    std::optional<std::int64_t>
        targetBytes; ///< of the whole engine: weights, caches and states as on its ledger
    bool chooseIspaLayers = false; ///< K as the target asks for; half of the layers without one

    friend bool operator==(const MemoryWish&, const MemoryWish&) = default;
};

struct FittedSettings {
    SessionConfig config;
    std::vector<std::string> turned; ///< what is less than wanted, in words
};

/// A model that can do with less memory, at some loss. Thread: any.
class FittingModel {
public:
    virtual ~FittingModel() = default;

    /// The settings with which a session is to be opened so that it never holds more than was wished: those of the request, with
    /// as little loss as that takes. seconds: of video; nothing: endless.
    /// Throws Error(BadConfig) that names the smallest target that works, and its settings.
    virtual FittedSettings fit(const SessionRequest& request, std::optional<double> seconds,
                               const MemoryWish& wish) const = 0;
};

/// The same of any model: one that is no FittingModel takes what it takes, which is enough or refused; layers for ISPA cannot be
/// chosen there, which is an Error(Unsupported).
FittedSettings fitToMemory(const EngineModel& model, const SessionRequest& request,
                           std::optional<double> seconds, const MemoryWish& wish);

/// Throws the Error(BadConfig) of a target that is too small. turned: settings of the smallest that works, in words.
[[noreturn]] void refuseMemory(std::int64_t targetBytes, std::int64_t leastBytes,
                               const std::vector<std::string>& turned);

} // namespace imprint
