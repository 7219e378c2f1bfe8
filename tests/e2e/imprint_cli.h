#pragma once

#include "tests/support/child_process.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace imprint::test {

/// IMPRINT_RESOURCES of the source tree: tests must also run from a build folder outside of it.
std::vector<std::string> cliEnvironment();

/// The words of a command line of the program under test.
std::vector<std::string> cliWords(const std::vector<std::string>& arguments);

/// Runs imprint-cli to its end.
ProgramEnd runCli(const std::vector<std::string>& arguments);

/// Runs `imprint-cli ... --json`, which must succeed with nothing on stderr; its last line.
nlohmann::json runCliJson(std::vector<std::string> arguments);

/// A hash of every decoded frame of a movie, by ffmpeg. Whether two runs made the same pictures is told by the "digest" of their
/// figures instead: x264 encodes small ones (64 pixels) differently from one run to the next.
std::string frameHashes(const std::string& path);

/// A starter face's picture.
std::string facePath(const std::string& name);

/// The AAC encoder's lead-in, which a fragmented file keeps before time 0.
inline constexpr double kPrimingSeconds = 1024.0 / 48000 + 1e-5;

/// A movie file as the ffprobe program sees it.
struct ProbedMovie {
    int width = 0;
    int height = 0;
    int frames = 0;
    double videoSeconds = 0;
    double audioSeconds = 0;
    double videoStart = 0;
    double audioStart = 0;
};

/// Throws std::runtime_error if ffprobe finds anything wrong with the file.
ProbedMovie probeMovie(const std::string& path);

/// Whether all of these programs are there; else says which one is not, for ctest to call the test skipped.
bool hasGear(const std::vector<std::string>& programs);

/// Speaks a text with espeak-ng into a WAV file.
struct Voice {
    std::string name;
    int wordsPerMinute = 160;
    int pitch = 50;
    std::string text;
};
void speak(const Voice& voice, const std::string& path);

} // namespace imprint::test
