#pragma once

#include "engine/core/video_frame.h"

#include <string>
#include <vector>

namespace imprint::app {

/// One row of pictures with its name at the left.
struct SheetRow {
    std::string caption; ///< may have several lines
    std::vector<Picture> pictures;
};

/// A table of pictures: frames of a strip over time, models below each other.
struct PictureSheet {
    std::string title;
    std::vector<std::string> columns; ///< names above the pictures; may be empty
    std::vector<SheetRow> rows;
    int cell = 144; ///< side of a picture on the sheet, in pixels
};

/// Draws the sheet as a PNG; pictures keep their proportions. A file of that name is replaced in one step.
/// Throws Error(Io) naming the file. Thread: any.
void drawPictureSheet(const std::string& pngPath, const PictureSheet& sheet);

} // namespace imprint::app
