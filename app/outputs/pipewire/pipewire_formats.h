#pragma once

#include "app/outputs/picture_layout.h"
#include "app/outputs/pipewire/pipewire_node.h"

#include <optional>

namespace imprint::app {

/// What PipeWire is told about pictures and sound, as its typed values. All are plain functions; nothing needs a server.

/// A format that can be chosen: one layout, one size, one rate.
PodBytes videoFormat(PictureLayout layout, int width, int height, int framesPerSecond);

/// Mono 32-bit float of that rate.
PodBytes monoFormat(int sampleRate);

/// The layout that was chosen; nothing if it is none of ours.
std::optional<PictureLayout> chosenLayout(const spa_pod* format);

/// Buffers for one picture each.
PodBytes pictureBuffers(PictureLayout layout, int width, int height);

/// The header that carries time and number of a picture.
PodBytes headerMeta();

} // namespace imprint::app
