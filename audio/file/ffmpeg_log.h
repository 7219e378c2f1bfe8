#pragma once

namespace imprint::audio {

/// Sends FFmpeg's own messages to our log as debug lines, so that a failed operation prints one line: the Error's.
/// Called once, in main.
void routeFfmpegLog();

} // namespace imprint::audio
