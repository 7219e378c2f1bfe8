#pragma once

#include "audio/file/ffmpeg_handles.h"

#include <string>

namespace imprint::audio {

/// Throws an Error that names `path` if it is missing, a directory, unreadable or empty.
void requireInputFile(const std::string& path);

/// `path` as an address that FFmpeg takes as a plain file, whatever characters its name has.
std::string fileAddress(const std::string& path);

/// Is it sound or video with times of its own? The picture of a cover has none.
bool hasOwnTimeline(const AVStream& stream);

/// Opens a media file and looks at its streams, without following what it names.
/// kind, hint  for messages: "sound or video", and what to use instead
/// Throws as requireInputFile, and Error(BadInput) naming `path`.
AvInputPtr openMedia(const std::string& path, const std::string& kind, const std::string& hint);

} // namespace imprint::audio
