#pragma once

#include "engine/core/session_config.h"

#include <string>
#include <vector>

namespace imprint::app {

/// What a row of the bench is compared for.
enum class BenchGroup {
    Reference, ///< caches without ISPA
    Layers,    ///< K
    WarmUp,    ///< T_warm
    Rung,
    Ablation, ///< what must lose, or what is left out
    Storage,  ///< bits of the cache, alone and with ISPA
    Eviction, ///< single tokens dropped in all layers, at the bytes of half of the layers local
};

constexpr std::array<EnumName<BenchGroup>, 7> enumNames(BenchGroup)
{
    return {{{BenchGroup::Reference, "caches"},
             {BenchGroup::Layers, "layers"},
             {BenchGroup::WarmUp, "warm-up"},
             {BenchGroup::Rung, "rungs"},
             {BenchGroup::Ablation, "ablations"},
             {BenchGroup::Storage, "storage"},
             {BenchGroup::Eviction, "tokens"}}};
}

/// One way to run a session.
struct BenchSetting {
    std::string key; ///< unique, for files and JSON: "ispa-k3-t12"
    BenchGroup group = BenchGroup::Reference;
    std::string title;
    SessionConfig config; ///< but for seed, head and what remembers the person
    int seedOffset = 0;   ///< another seed than the others: what chance alone changes
};

/// How the settings of a model are laid out.
struct BenchSpace {
    int layers = 0;      ///< L of the model
    int blockFrames = 0; ///< n
    int teacherFrames =
        0; ///< capacity of the cache that settings are held against: the longest that training saw
};

/// Keys of the rows that others are compared with.
inline constexpr const char* kTeacherKey = "teacher";
inline constexpr const char* kOtherSeedKey = "teacher-other-seed";

/// Every setting of the bench, the teacher first.
std::vector<BenchSetting> allSettings(const BenchSpace& space);

/// A few of each group, for continuous integration.
std::vector<BenchSetting> quickSettings(const BenchSpace& space);

} // namespace imprint::app
