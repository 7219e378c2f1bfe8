#pragma once

#include "app/cli/parity/parity_case.h"
#include "engine/weights/weight_file.h"

#include <string>

namespace imprint::app {

/// Path of a file of the case: `key` is a name in its config ("checkpoint_file", "lora_file"), whose value is relative to
/// checkpoint/. Throws Error(BadInput) naming the case if the config lacks it.
std::string caseFile(const ParityCase& parityCase, const std::string& key);

/// How the names in published checkpoints of the Wan family become the network's own, for a case.
/// dictionary  key of the config that names the dictionary inside the file ("checkpoint_key"); may be absent there
engine::CheckpointRules caseRules(const ParityCase& parityCase, const std::string& dictionary);

/// The checkpoint of a case, whatever its container, as a source of weights of the type.
engine::WeightFile openCaseCheckpoint(const ParityCase& parityCase,
                                      at::ScalarType type = at::kFloat);

} // namespace imprint::app
