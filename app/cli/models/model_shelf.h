#pragma once

#include "app/session/models/model_library.h"
#include "app/session/models/model_manifest.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprint::app {

/// How a model stands on this machine.
enum class ShelfState {
    BuiltIn,    ///< it came with Imprint
    Installed,  ///< a folder of the user's own
    Downloaded, ///< every file of a known model is here
    Begun,      ///< some of them
    Known,      ///< nothing is here
    Broken,     ///< here, and something is wrong with it
};

constexpr std::array<EnumName<ShelfState>, 6> enumNames(ShelfState)
{
    return {{{ShelfState::BuiltIn, "built in"},
             {ShelfState::Installed, "installed"},
             {ShelfState::Downloaded, "downloaded"},
             {ShelfState::Begun, "begun"},
             {ShelfState::Known, "not here"},
             {ShelfState::Broken, "broken"}}};
}

/// A model with all that is known of it.
struct ShelvedModel {
    KnownModel known; ///< of a folder of the user's own: its name, title and licence alone
    std::optional<InstalledModel> installed; ///< a folder that has it whole
    DownloadState downloads;
    std::int64_t downloadBytes = 0; ///< of all files, as far as they are known

    ShelfState state() const;
    std::int64_t bytesHere() const;
    bool runs() const; ///< in this version
};

/// Every model there is, built in, installed or known.
struct ModelShelf {
    std::string folder; ///< where downloads go
    std::vector<KnownModel> known;
    std::vector<ShelvedModel> models; ///< what is here first
};

/// Throws Error(NotFound | BadInput) if Imprint's own resources are not whole.
ModelShelf readShelf();

/// Throws Error(NotFound) that lists the names.
const ShelvedModel& modelOf(const ModelShelf& shelf, const std::string& name);

/// "may be sold", as a user reads it.
std::string_view rightsText(OutputRights rights);

} // namespace imprint::app
