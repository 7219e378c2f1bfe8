#pragma once

#include "app/session/project.h"

#include <QString>

#include <string>
#include <vector>

namespace imprint::app {

/// What is different between two states, by the keys of their fields.
std::vector<std::string> changedKeys(const ProjectEdits& before, const ProjectEdits& after);

/// The same as a user says it, after "Undo": "Change Denoising steps from 2 to 4", "Change the face".
QString changeWords(const ProjectEdits& before, const ProjectEdits& after);

} // namespace imprint::app
