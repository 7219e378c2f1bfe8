#pragma once

#include "engine/core/video_frame.h"
#include "ui/models/picture_placement.h"

#include <QString>

#include <memory>

namespace imprint::ui {

/// Everything a preview shows at one moment. A value: the surfaces that paint it keep nothing of their own.
struct PreviewState {
    std::shared_ptr<const VideoFrame> frame; ///< null: nothing yet
    /// The other picture of an A/B comparison, seen right of the divider; null: none.
    std::shared_ptr<const VideoFrame> other;
    double divider = 0.5; ///< share of the picture's width that is left of it
    PictureZoom zoom = PictureZoom::Fit;
    bool mirrored = false; ///< as in a mirror: what performers expect of themselves
    bool frozen = false;
    QString overlay;  ///< small figures in the corner; empty: none
    QString leftName; ///< of the two pictures, shown while they are compared
    QString rightName;
    QString emptyText; ///< instead of a picture
};

} // namespace imprint::ui
