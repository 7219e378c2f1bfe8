#pragma once

#include "app/outputs/movie_format.h"
#include "ui/models/output_view.h"

#include <string>
#include <vector>

namespace imprint::app {

/// A way to record that the window offers.
struct RecordingFormat {
    std::string id;        ///< as stored
    std::string extension; ///< of the file, without the dot
    MovieFormat format;
};

/// The format of that id; the first one if there is none (settings of a later version).
RecordingFormat recordingFormat(const std::string& id);

/// All of them, for people; the first one suits most.
std::vector<ui::OutputChoice> recordingFormatChoices();

/// Who can encode a stream, for people.
std::vector<ui::OutputChoice> encoderChoices();

} // namespace imprint::app
