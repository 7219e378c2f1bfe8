#pragma once

#include "app/session/project.h"
#include "engine/core/video_frame.h"

#include <optional>
#include <string>

namespace imprint::app {

/// What the file holds, after a look whether it can be used. Throws as audio::readPicture.
ImageCopy copyOfImage(const std::string& path);

/// Of a picture that was never a file: a snapshot, one from the clipboard.
ImageCopy copyOfImage(const Picture& picture);

/// Nothing if there is none. Throws Error(BadInput) naming the file it came from.
std::optional<Picture> pictureOf(const ImageCopy& copy);

} // namespace imprint::app
