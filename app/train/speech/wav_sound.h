#pragma once

#include "app/train/speech/labelled_sound.h"

#include <string>

namespace imprint::train {

/// Reads a mono 16-bit PCM wav file, as speech synthesisers write it; without labels.
/// Throws Error(NotFound | BadInput).
/// Thread: any.
LabelledSound readWav(const std::string& path);

} // namespace imprint::train
