#pragma once

#include "app/doctor/check.h"
#include "app/outputs/movie_format.h"

namespace imprint::app {

/// One encoder, tried: a picture is encoded; those of sound are opened.
struct CodecFinding {
    std::string codec;   ///< "h264", "aac"
    std::string library; ///< FFmpeg's name of the encoder
    std::string trouble; ///< why it does not work; empty: it does
    Encoder encoder = Encoder::Software;
};

/// Every row of the tables of encoders, sound behind pictures.
std::vector<CodecFinding> findCodecs();

/// Of those that the processor runs.
Check judgeSoftwareCodecs(const std::vector<CodecFinding>& codecs);

/// Of those of graphics cards.
Check judgeCardCodecs(const std::vector<CodecFinding>& codecs);

} // namespace imprint::app
