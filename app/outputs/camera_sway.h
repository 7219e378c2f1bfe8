#pragma once

#include <cstdint>

namespace imprint::app {

/// Where an output pixel looks in the source picture, both in pixels from the picture's middle:
/// source = scale-and-turn * output + shift.
struct CameraView {
    double cosine = 1; ///< of the roll, divided by the zoom
    double sine = 0;
    double shiftX = 0;
    double shiftY = 0;
};

/// A plane of 8-bit samples, rows without padding.
struct PlaneSize {
    int width = 0;
    int height = 0;
};

/// The view of a camera held by hand: slow pan, roll and breathing zoom, each a sum of sines of the time, so that
/// equal arguments give equal views. It is zoomed in just enough that the picture's border never shows.
CameraView gentleSway(std::int64_t frameIndex, int framesPerSecond, PlaneSize picture);

/// Renders `source` as `view` sees it (bicubic). For a chroma plane of half the size, halve the view's shift.
void renderView(const CameraView& view, PlaneSize size, const std::uint8_t* source,
                std::uint8_t* target);

} // namespace imprint::app
