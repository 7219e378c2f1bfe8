#pragma once

namespace imprint {

/// Where the face lies in pictures of a model's kind. A face is what a finder of faces says it is: from the brows to the chin,
/// from ear to ear (audio/face/face_finder.h).
struct FaceFraming {
    double height = 0.4;   ///< of the face, in heights of the picture
    double centerX = 0.5;  ///< of its middle, in widths
    double centerY = 0.45; ///< in heights, from above

    friend bool operator==(const FaceFraming&, const FaceFraming&) = default;
};

} // namespace imprint
