#pragma once

#include "app/session/models/model_manifest.h"

#include <cstdint>
#include <string>
#include <vector>

/// Which models lie on this machine. Nothing is loaded and nothing is changed.
namespace imprint::app {

/// A folder with a manifest, as it lies on this machine.
struct InstalledModel {
    std::string name;
    std::string title;
    std::string directory;
    bool builtIn = false; ///< below Imprint's own resources
    bool runs = false;    ///< a kind that this version can open
    ModelLicence licence;
    std::int64_t bytes = 0; ///< of its files on the disk
    std::string trouble;    ///< why it cannot be used; empty: nothing is wrong at a glance
};

/// Models in the folders, in the order of their titles; a folder that does not exist holds none, and one that is broken says so
/// in its `trouble`. Models that only measure are left out. Files are not hashed.
std::vector<InstalledModel> installedModels(const std::string& builtIn, const std::string& user);

/// How far the downloads of a model are.
struct DownloadState {
    std::int64_t havingBytes = 0; ///< whole files and parts
    std::int64_t ownBytes = 0; ///< of these in the model's own folder, which no other model shares
    int missingFiles = 0;      ///< that are not whole
};

DownloadState downloadState(const KnownModel& model, const std::string& userFolder);

/// Where a user's own models lie: $IMPRINT_MODELS, else $XDG_DATA_HOME/imprint/models, else ~/.local/share/imprint/models. Need
/// not exist. Throws Error(NotFound) if none of them is known.
std::string userModelFolder();

/// What a file or folder that was dropped is, and what can be done with it.
struct LocalModel {
    bool opens = false; ///< as a model, by this version
    std::string directory;
    std::string message; ///< for people: what happens, or why nothing can
    std::string hint;
};

/// Looks at a folder or a file; of files it reads no more than the head. Never throws.
LocalModel examineLocalModel(const std::string& path);

} // namespace imprint::app
