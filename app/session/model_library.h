#pragma once

#include "engine/core/fields.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

/// Which models there are: those that lie on this machine, and those that Imprint knows of. Nothing is loaded, and nothing is
/// ever deleted.
namespace imprint::app {

/// What may be done with what a model makes.
enum class OutputRights { MaySell, NotForSale, Unknown };

constexpr std::array<EnumName<OutputRights>, 3> enumNames(OutputRights)
{
    return {{{OutputRights::MaySell, "may-sell"},
             {OutputRights::NotForSale, "not-for-sale"},
             {OutputRights::Unknown, "unknown"}}};
}

struct ModelLicence {
    std::string name; ///< "CC0-1.0"; empty: not known
    OutputRights output = OutputRights::Unknown;
    std::string meaning; ///< one or two sentences for people
};

/// A file that can be downloaded.
struct ModelDownload {
    std::string address; ///< https://...
    std::string place;   ///< below the user's folder of models; several models may share one
    std::int64_t aboutBytes = 0; ///< 0: not known before it is asked for
    std::string sha256;          ///< empty: what the hub says when it is asked
};

/// A model that Imprint knows of, installed or not.
struct KnownModel {
    std::string name; ///< also of its folder
    std::string title;
    std::string does;
    bool runs = false; ///< in this version
    ModelLicence licence;
    std::int64_t memoryBytes = 0; ///< 0: not known
    std::string memoryText;
    std::vector<ModelDownload> downloads; ///< none: it is built in
};

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

/// Strict: an unknown key, a place that leaves the folder of models or an address that is not https is an Error.
/// Throws Error(NotFound | Io | BadInput) naming the file.
std::vector<KnownModel> readKnownModels(const std::string& path);

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

/// Where a user's own models lie: $XDG_DATA_HOME/imprint/models, else ~/.local/share/imprint/models. Need not exist.
/// Throws Error(NotFound) if neither is known.
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
