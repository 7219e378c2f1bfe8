#pragma once

#include "app/cli/parity/parity_case.h"
#include "engine/weights/weight_listing.h"

#include <string>

namespace imprint::app {

/// The case's names and shapes (`keys.json`), with those of `tensors`, `parameters` and `md5` that its config states,
/// beside what a network asks its file for.
ParityTable keysTable(const ParityCase& parityCase, const engine::WeightListing& listing);

/// MD5, in hexadecimal, by which public loaders know a checkpoint: of every tensor both `name` and `name:shape` (dimensions
/// joined by `_`), sorted and joined by commas. Source: specs/avatars.md A1.
std::string keyDigest(const engine::WeightListing& listing);

} // namespace imprint::app
