#pragma once

#include "engine/models/puppet/puppet_color.h"
#include "engine/models/puppet/puppet_look.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// Proportions of a face, in picture units: the picture reaches from -0.86 to +0.86 in both directions,
/// x to the right, y down, and the head's centre is the origin of the face.
struct FaceShape {
    float halfWidth = 0.40F;
    float halfHeight = 0.48F;
    float chinTaper = 0.12F; ///< how much narrower the chin is, 0 .. 1
    float eyeX = 0.18F;      ///< distance of each eye from the middle
    float eyeY = -0.02F;
    float eyeRadiusX = 0.10F;
    float eyeRadiusY = 0.12F;
    float browThickness = 0.018F;
    float noseSize = 1.0F;
    float mouthHalfWidth = 0.145F;
    float mouthY = 0.25F;
    float lipstick = 0.15F; ///< 0: colour of the skin, 1: full lips in red
    float blush = 0.0F;     ///< opacity of the rosy cheeks
    bool freckles = false;
    float wrinkles = 0.0F; ///< opacity of the lines of age, 0 .. 1
};

/// The body below the head, as parts of the usual one.
struct PuppetBuild {
    float shoulders = 1.0F; ///< width
    float neck = 1.0F;      ///< width
};

/// Where the camera stands: the picture shows the stage from closer by, and not always from the middle.
struct PuppetFraming {
    float zoom = 1.0F; ///< 0.85 .. 1.5
    float x = 0.0F;    ///< stage point in the middle of the picture
    float y = 0.0F;
};

/// What is on the clothes besides their cut.
enum class GarmentDetail { None, Band, Emblem };

/// The colours of this one person: those of the look with a little individual variation.
struct PuppetColors {
    Rgb skin;
    Rgb hair;
    Rgb eyes;
    Rgb clothes;
    Rgb trim;
    Rgb backgroundTop;
    Rgb backgroundBottom;
    Rgb rim;
};

/// Everything about a puppet that stays the same through a clip. A plain value.
struct PuppetIdentity {
    PuppetLook look;
    FaceShape face;
    PuppetColors colors;
    int objectCount = 0;      ///< moving background objects, 0 .. 3
    float objectPhase = 0.0F; ///< where and how they start, 0 .. 1
    float side = 1.0F;        ///< -1 or +1: parting of the hair and side of its shine
    PuppetBuild build;
    GarmentDetail garment = GarmentDetail::None;
    PuppetFraming framing;
};

/// A complete random person; the same seed gives the same person everywhere.
PuppetIdentity sampleIdentity(std::uint64_t seed);

/// The vocabulary words that describe this person; input of Pocket's text tokens.
std::vector<std::string> attributeNames(const PuppetIdentity& identity);

} // namespace imprint::engine
