#pragma once

#include "app/outputs/movie_track.h"

#include <cstdint>
#include <span>
#include <vector>

namespace imprint::app {

/// Cuts sound into the pieces that an encoder takes, and encodes them. Thread: its owner's.
class AudioTrack {
public:
    explicit AudioTrack(MovieTrack track);

    /// samples  interleaved, [-1, 1], following the previous ones
    void encode(std::span<const float> samples);

    /// Writes the rest, which may be less than a piece; the last call.
    void flush();

    /// Seconds handed to the encoder.
    double seconds() const;

private:
    void encodePiece(std::size_t frames);

    MovieTrack m_track;
    std::size_t m_channels;
    std::size_t m_pieceFrames;    // samples per channel
    std::vector<float> m_pending; // interleaved, less than one piece
    std::int64_t m_frames = 0;    // samples per channel encoded so far
};

} // namespace imprint::app
