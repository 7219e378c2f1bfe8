#pragma once

#include "engine/core/engine_model.h"

#include <string>
#include <vector>

/// Prompts that take turns in one video.
namespace imprint::app {

struct TimedPrompt {
    double seconds = 0; ///< from the start of the video
    std::string prompt;

    friend bool operator==(const TimedPrompt&, const TimedPrompt&) = default;
};

/// Reads a text file, UTF-8, of one prompt per line with its time in front:
///
///     # a walk
///     0       a red fox walks through a forest
///     0:12.5  the fox comes to a river
///     1:02:00 it is evening
///
/// Times are seconds, minutes:seconds or hours:minutes:seconds; the first is 0, each later one is larger. Empty lines and those
/// that begin with # are passed over. Throws Error(NotFound | Io), Error(BadInput) naming file and line.
std::vector<TimedPrompt> readPromptTimeline(const std::string& path);

/// What a session is told of the prompts behind the first: `config` with each, from the frame at its time on.
std::vector<SettingsChange> promptChanges(const std::vector<TimedPrompt>& timeline,
                                          const SessionConfig& config, int framesPerSecond);

} // namespace imprint::app
