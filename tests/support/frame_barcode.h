#pragma once

#include "engine/core/video_frame.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace imprint::test {

/// A frame's number in its picture: 16 bars across the upper half, black or white, the lowest bit left; the lower half holds
/// the opposite, so that a torn or shifted picture is no number. Survives any conversion that keeps light and dark apart.

/// Writes the number's lowest 16 bits into all of an I420 frame; chroma is grey.
void writeBarcode(VideoFrame& frame, std::int64_t number);

/// An I420 frame with the number, index and presentation time.
VideoFrame barcodeFrame(int width, int height, std::int64_t number, int framesPerSecond);

/// Reads the number from the luma plane (rows without padding); nothing if there is none.
std::optional<std::uint16_t> readBarcode(std::span<const std::uint8_t> luma, int width, int height);

/// What a reader of a stream of numbered frames got.
struct SequenceCount {
    int frames = 0;
    int missing = 0;    ///< numbers between the first and the last that never came
    int doubled = 0;    ///< frames with the number of the one before
    int backwards = 0;  ///< frames with a lower number than the one before
    int unreadable = 0; ///< frames without a number
    std::string steps;  ///< where a frame was not the next one: "position:step ...", for messages
};

/// Counts in I420 pictures that follow each other without a gap, as a raw file sink writes them; what is left at the end
/// because the reader was killed does not count. Numbers may wrap around.
SequenceCount countSequence(std::span<const std::uint8_t> pictures, int width, int height);

} // namespace imprint::test
