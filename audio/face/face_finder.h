#pragma once

#include "audio/face/framing.h"
#include "engine/core/video_frame.h"

#include <vector>

namespace imprint::audio {

/// The faces in a picture, the largest first, each from brows to chin and inside the picture. Found are faces that are upright and
/// look about into the camera, from a twelfth of the picture's longer side on; of smaller pictures those of 20 pixels and more.
/// By the detector of dlib (histograms of gradients), whose filters are compiled in. About half a second; thread: any. Drawn faces it
/// often misses: of the 24 starter faces it sees 8.
/// Throws Error(BadInput) for a picture without pixels.
std::vector<PictureArea> findFaces(const Picture& picture);

} // namespace imprint::audio
