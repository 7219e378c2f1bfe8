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
    Ablation, ///< what is left out
    Control,  ///< what is wrong on purpose, and must lose
    Storage,  ///< bits of the cache, alone and with ISPA
    Eviction, ///< single tokens dropped in all layers, at the bytes of half of the layers local
};

constexpr std::array<EnumName<BenchGroup>, 8> enumNames(BenchGroup)
{
    return {{{BenchGroup::Reference, "caches"},
             {BenchGroup::Layers, "layers"},
             {BenchGroup::WarmUp, "warm-up"},
             {BenchGroup::Rung, "rungs"},
             {BenchGroup::Ablation, "ablations"},
             {BenchGroup::Control, "controls"},
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
    double eightBitShare = 0.5; ///< bytes of a frame in the cache with 8 bits, of those as computed
    double fourBitShare = 0.25; ///< the same with 4 bits
};

/// Keys of the rows that others are compared with.
inline constexpr const char* kTeacherKey = "teacher";
inline constexpr const char* kOtherSeedKey = "teacher-other-seed";
/// Whether it is the teacher with another seed, of which there are several: what chance alone changes.
bool isOtherSeed(const std::string& key);
/// What controls spoil: the same layers with the same rung, and the right correction.
inline constexpr const char* kControlledKey = "ispa-head-scale";
/// All layers keep no more than a local one.
inline constexpr const char* kSinkWindowKey = "sink-window";
/// Half of the layers local, and nothing in the place of their history.
inline constexpr const char* kNoAbsorbKey = "no-absorb";
/// Learns in every block, and never gives anything up: what the warm-up costs.
inline constexpr const char* kWatchingKey = "ispa-watching";
/// With 8 bits, and so many layers local that it takes no more bytes than 4 bits in all layers.
inline constexpr const char* kEightBitsKey = "ispa-kv8-equal";
/// ISPA in half of the layers, and a cap on the history of the others.
inline constexpr const char* kCapKey = "ispa-cap";
/// ISPA in half of the layers, as the report's questions are about it.
std::string halfKey(int layers);
/// Key of a control.
std::string controlKey(IspaControl control);

/// Every setting of the bench, the teacher first.
std::vector<BenchSetting> allSettings(const BenchSpace& space);

/// A few of each group, for continuous integration.
std::vector<BenchSetting> quickSettings(const BenchSpace& space);

/// What go or no-go is decided by, and nothing else: half of the layers against the teacher, its other seed, sink and window,
/// single tokens at equal bytes; with 8 bits against 4.
std::vector<BenchSetting> gateSettings(const BenchSpace& space);

/// What is run for many minutes: the teacher first, and half of the layers local with a cap on the others' history.
std::vector<BenchSetting> longSettings(const BenchSpace& space);

/// Layers that must be local for such a cache with 8 bits to take no more bytes than one with 4 bits in all layers; all of
/// them if that is not enough. localFrames: of a local layer's cache.
int layersForEightBits(const BenchSpace& space, int localFrames);

} // namespace imprint::app
