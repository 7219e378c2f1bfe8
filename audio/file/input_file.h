#pragma once

#include "audio/file/ffmpeg_handles.h"

#include <string>

namespace imprint::audio {

/// Throws an Error that names `path` if it is missing, a directory, unreadable or empty.
void requireInputFile(const std::string& path);

/// `path` as an address that FFmpeg takes as a plain file, whatever characters its name has.
std::string fileAddress(const std::string& path);

/// What is wrong with a file, and what to do about it.
struct Remark {
    std::string what;
    std::string hint;
};

/// Is it sound or video with times of its own? The picture of a cover has none.
bool hasOwnTimeline(const AVStream& stream);

/// Opens a media file and looks at its streams, without following what it names.
/// kind, hint  for messages: "sound or video", and what to use instead
/// Throws as requireInputFile, and Error(BadInput) naming `path`.
AvInputPtr openMedia(const std::string& path, const std::string& kind, const std::string& hint);

/// The best stream of a kind and what decodes it. Both belong to FFmpeg, the stream with the input.
struct ChosenStream {
    AVStream* stream = nullptr;
    const AVCodec* decoder = nullptr;
};

/// Chooses the best stream of a media file; packets of others are read no more. Of the texts, the first parts name the file and
/// what is wrong, the second what to do.
/// Throws Error(Unsupported) if FFmpeg has no decoder for it, Error(BadInput) if there is none.
ChosenStream chooseStream(AVFormatContext& input, AVMediaType kind, const Remark& undecodable,
                          const Remark& missing);

/// A decoder that is ready for the stream's packets. what  for messages: "the sound of 'x' cannot be decoded"
/// Throws Error(BadInput).
AvCodecPtr openDecoder(const ChosenStream& chosen, const std::string& what);

} // namespace imprint::audio
