#include "app/session/models/model_check.h"

#include "app/session/models/file_hash.h"
#include "app/session/models/file_transfer.h"
#include "engine/weights/config_json.h"

#include <filesystem>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

CheckedFile checkFile(const ExpectedFile& file, const std::function<void(std::int64_t)>& progress,
                      const std::stop_token& stop)
{
    CheckedFile checked{.name = file.name};
    std::error_code failed;
    const auto bytes = fs::file_size(file.path, failed);
    if (failed)
        return checked;
    checked.bytes = static_cast<std::int64_t>(bytes);
    checked.state = FileState::Damaged;
    if (file.bytes >= 0 && file.bytes != checked.bytes)
        return checked;
    checked.sha256 = hashOfFile(file.path, progress, stop);
    if (file.sha256.empty())
        checked.state = FileState::Unknown;
    else if (file.sha256 == checked.sha256)
        checked.state = FileState::Whole;
    return checked;
}

bool isWrong(const CheckedFile& file)
{
    return file.state == FileState::Damaged || file.state == FileState::Missing;
}

} // namespace

std::vector<ExpectedFile> expectedFiles(const KnownModel& model, const std::string& userFolder)
{
    std::vector<ExpectedFile> files;
    for (const ModelDownload& file : model.downloads) {
        const std::string path = (fs::path(userFolder) / file.place).string();
        files.push_back({.name = file.place,
                         .path = path,
                         .bytes = file.exactBytes ? file.aboutBytes : -1,
                         .sha256 = file.sha256.empty() ? keptHash(path) : file.sha256});
    }
    return files;
}

std::vector<ExpectedFile> expectedFiles(const InstalledModel& model)
{
    const std::string path = model.directory + "/manifest.json";
    const nlohmann::json manifest = engine::readStrictJson(path);
    std::vector<ExpectedFile> files;
    try {
        for (const auto& [name, promise] : manifest.at("files").items())
            files.push_back({.name = name,
                             .path = concat(model.directory, "/", name),
                             .bytes = promise.at("bytes").get<std::int64_t>(),
                             .sha256 = promise.at("sha256").get<std::string>()});
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::BadInput, concat("'", path, "' does not say what files there are"),
                    "Get the model again");
    }
    return files;
}

std::vector<CheckedFile> checkFiles(const std::vector<ExpectedFile>& files,
                                    const std::function<void(std::int64_t)>& progress,
                                    std::stop_token stop)
{
    std::vector<CheckedFile> checked;
    std::int64_t before = 0;
    for (const ExpectedFile& file : files) {
        checked.push_back(checkFile(
            file, [&](std::int64_t done) { progress(before + done); }, stop));
        before += checked.back().bytes;
    }
    return checked;
}

void requireWhole(const std::vector<CheckedFile>& files)
{
    std::string wrong;
    std::string untold;
    for (const CheckedFile& file : files) {
        std::string& list = isWrong(file) ? wrong : untold;
        if (file.state != FileState::Whole)
            list += concat(list.empty() ? "'" : ", '", file.name, "'");
    }
    if (!wrong.empty())
        throw Error(ErrorCode::BadInput, concat(wrong, ": damaged, changed or missing"),
                    "Move what is damaged away and fetch it again");
    if (!untold.empty())
        throw Error(ErrorCode::NotFound,
                    concat("nothing tells what the SHA-256 of ", untold, " must be"),
                    "Compare it with what the hub shows for that file");
}

} // namespace imprint::app
