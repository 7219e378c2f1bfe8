#pragma once

#include "app/train/speech/viseme.h"

#include <string_view>
#include <vector>

namespace imprint::train {

/// Visemes of an espeak-ng mnemonic, one after another in equal parts ("aI" -> OpenFront, NearClose). An empty name
/// and names that begin with "_" are pauses; a phoneme that no rule knows leaves the lips free (Throat), as in the
/// specification. Rules go by letters, because every language adds marks of its own ("l^", "E~", "t#").
/// Thread: any. Source: specs/pocket.md 2.2.
std::vector<Viseme> visemesOfEspeak(std::string_view name);

/// Visemes of a flite phone ("ay" -> OpenFront, NearClose). flite speaks a fixed set of English phones: another name
/// is an Error(Unsupported).
/// Thread: any.
std::vector<Viseme> visemesOfFlite(std::string_view name);

} // namespace imprint::train
