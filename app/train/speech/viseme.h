#pragma once

#include "engine/models/puppet/puppet_pose.h"

namespace imprint::train {

/// Mouth shapes of phonemes, named after what the lips do or after a typical sound.
enum class Viseme {
    Silence,
    LipsClosed,  ///< p b m
    LipOnTeeth,  ///< f v
    TongueTeeth, ///< th
    Alveolar,    ///< t d n s z
    Lateral,     ///< l
    Rhotic,      ///< r
    Hushing,     ///< sh, ch, j as in judge
    Throat,      ///< k g ng h and whatever leaves the lips free
    LipGlide,    ///< w
    Palatal,     ///< y as in yes
    OpenFront,   ///< cat
    OpenBack,    ///< father
    MidFront,    ///< bed
    NearClose,   ///< bit
    CloseFront,  ///< bee
    Neutral,     ///< about
    MidBack,     ///< law
    MidRound,    ///< French "beau"
    CloseRound,  ///< too
    FrontRound,  ///< French "lune"
};

/// How a viseme looks and how it asserts itself against its neighbours.
struct VisemeShape {
    engine::MouthPose target;
    float dominance = 0; ///< weight inside the phoneme
    float decayS = 0;    ///< the weight falls to 1/e in this time outside
};

/// Thread: any. Source: specs/pocket.md 2.2.
const VisemeShape& shapeOf(Viseme viseme);

} // namespace imprint::train
