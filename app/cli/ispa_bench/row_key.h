#pragma once

#include "engine/core/session_config.h"

#include <string>
#include <vector>

namespace imprint::app {

/// Raised when the same session is measured otherwise than before, or makes other frames, under one program version: rows of
/// before are measured again. tests/e2e/bench_figures_test.cpp notices, and says so.
inline constexpr int kMeasuring = 3;

/// What all rows of one bench have in common.
struct BenchOrigin {
    std::string program; ///< version
    std::string files;   ///< hashOfFiles of the weights, the probe and the voices
    int measuring = kMeasuring;
};

/// Which measurement a row is: two rows of one key are the same figure twice. Everything that may change it is in it: the
/// program, what was read, the settings with their seed, and the length of the clip.
/// config: of the session; teacher: of the one that it is held against.
std::string rowKey(const BenchOrigin& origin, const SessionConfig& config,
                   const SessionConfig& teacher, double seconds);

/// SHA-256 of these files and of those in these folders, notes of a training (.md, .csv) aside: of names and contents.
/// Throws Error(NotFound | Io) naming the file.
std::string hashOfFiles(const std::vector<std::string>& paths);

} // namespace imprint::app
