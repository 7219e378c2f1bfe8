#pragma once

#include "engine/models/pocket/pocket_model.h"

#include <memory>

namespace imprint::test {

/// The built-in model from the source tree.
inline std::shared_ptr<const engine::PocketModel> builtInPocket()
{
    return engine::PocketModel::load(IMPRINT_SOURCE_DIR "/resources/models/pocket");
}

/// The first weights: a generator without a posed reference, whose anchor is the last latent. Parity cases were made
/// with them.
inline std::shared_ptr<const engine::PocketModel> firstPocket()
{
    return engine::PocketModel::load(IMPRINT_SOURCE_DIR "/resources/models/pocket-v0");
}

} // namespace imprint::test
