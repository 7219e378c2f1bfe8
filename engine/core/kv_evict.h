#pragma once

#include "engine/core/fields.h"

#include <array>

namespace imprint {

/// How single tokens are chosen that a layer's cache drops: rivals of ISPA, and controls. Source: specs/ispa.md 15.4.
enum class KvEvict {
    None,    ///< whole frames stay or go, as the cache's policy says
    H2o,     ///< least attention received since the token came (heavy hitters stay)
    SnapKv,  ///< least attention from the latest block, averaged over neighbouring tokens
    Uniform, ///< control: what stays is spread evenly over the history
    Random,  ///< control
};

constexpr std::array<EnumName<KvEvict>, 5> enumNames(KvEvict)
{
    return {{{KvEvict::None, "none"},
             {KvEvict::H2o, "h2o"},
             {KvEvict::SnapKv, "snapkv"},
             {KvEvict::Uniform, "uniform"},
             {KvEvict::Random, "random"}}};
}

} // namespace imprint
