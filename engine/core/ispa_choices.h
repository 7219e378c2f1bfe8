#pragma once

#include "engine/core/fields.h"

#include <array>

namespace imprint {

/// How much the correction of a layer that gave up its history may say. Source: specs/ispa.md 7.1.
enum class IspaRung {
    Auto, ///< the one with the least held-out error among those that the warm-up can carry
    None,
    Bias,
    HeadScale,
    ChannelScale,
    HeadMatrix,
    Dense,
    LowRank,
    Hierarchical,
    VirtualTokens,
};

constexpr std::array<EnumName<IspaRung>, 10> enumNames(IspaRung)
{
    return {{{IspaRung::Auto, "auto"},
             {IspaRung::None, "none"},
             {IspaRung::Bias, "bias"},
             {IspaRung::HeadScale, "head-scale"},
             {IspaRung::ChannelScale, "channel-scale"},
             {IspaRung::HeadMatrix, "head-matrix"},
             {IspaRung::Dense, "dense"},
             {IspaRung::LowRank, "low-rank"},
             {IspaRung::Hierarchical, "hierarchical"},
             {IspaRung::VirtualTokens, "virtual"}}};
}

/// What is done to the corrections on purpose, so that they must lose. Source: specs/ispa.md 15.6.
enum class IspaControl {
    None,
    OtherClip,    ///< those that another session learnt of another person
    Flipped,      ///< the sign turned round
    Shuffled,     ///< each head gets what another head of its layer learnt
    QueryScaling, ///< instead of a correction the diagonal scaling of queries and keys that a public review made up
};

constexpr std::array<EnumName<IspaControl>, 5> enumNames(IspaControl)
{
    return {{{IspaControl::None, "none"},
             {IspaControl::OtherClip, "other-clip"},
             {IspaControl::Flipped, "flipped"},
             {IspaControl::Shuffled, "shuffled"},
             {IspaControl::QueryScaling, "query-scaling"}}};
}

/// Which layers give up their history. Source: specs/ispa.md 8.
enum class SelectionRule {
    Residual,    ///< least held-out residual after correction, per byte freed
    Discrepancy, ///< least discrepancy before correction
    Mass,        ///< least evicted mass: lazy layers
    Interleave,  ///< spread evenly between the first and last two
    Early,       ///< lowest indices
    Late,        ///< highest indices
    Random,      ///< control
};

constexpr std::array<EnumName<SelectionRule>, 7> enumNames(SelectionRule)
{
    return {{{SelectionRule::Residual, "residual"},
             {SelectionRule::Discrepancy, "discrepancy"},
             {SelectionRule::Mass, "mass"},
             {SelectionRule::Interleave, "interleave"},
             {SelectionRule::Early, "early"},
             {SelectionRule::Late, "late"},
             {SelectionRule::Random, "random"}}};
}

} // namespace imprint
