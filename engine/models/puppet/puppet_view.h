#pragma once

namespace imprint::engine {

/// The picture shows -kHalfExtent .. kHalfExtent in both directions, y down.
inline constexpr float kHalfExtent = 0.86F;

/// Up to here everything is painted as if the picture were larger; beyond it moving objects jump to the other side.
inline constexpr float kStageHalfExtent = 1.04F;

/// What part of the picture is drawn, and how many pixels it gets: a square window, as a rule all of the picture.
struct PuppetView {
    int size = 192; ///< width and height in pixels, 1 .. 8192
    float centreX = 0.0F;
    float centreY = 0.0F;
    float halfExtent = kHalfExtent; ///< > 0; the window must stay within the stage
};

/// Throws Error(BadConfig) for a window that cannot be painted.
void validate(const PuppetView& view);

} // namespace imprint::engine
