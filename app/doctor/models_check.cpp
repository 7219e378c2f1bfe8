#include "app/doctor/models_check.h"

#include "app/doctor/plain_words.h"
#include "app/session/resources.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

/// In hexadecimal; nothing if the file cannot be read.
std::optional<std::string> sha256Of(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(),
                                                                         &EVP_MD_CTX_free);
    if (!file || !digest || EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) != 1)
        return std::nullopt;
    std::array<char, 1 << 16> piece{};
    while (file.read(piece.data(), piece.size()), file.gcount() > 0)
        EVP_DigestUpdate(digest.get(), piece.data(), static_cast<std::size_t>(file.gcount()));
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (file.bad() || EVP_DigestFinal_ex(digest.get(), bytes.data(), &size) != 1)
        return std::nullopt;
    std::string text;
    for (unsigned i = 0; i < size; ++i)
        text += fmt::format("{:02x}", bytes[i]);
    return text;
}

void examineFile(ModelFindings& model, const fs::path& path, const nlohmann::json& promise)
{
    const std::string name = path.filename();
    std::error_code failed;
    const auto bytes = static_cast<std::int64_t>(fs::file_size(path, failed));
    if (failed) {
        model.damage.push_back(name + " is missing");
        return;
    }
    model.bytes += bytes;
    if (bytes != promise.at("bytes").get<std::int64_t>())
        model.damage.push_back(concat(name, " has ", bytes, " bytes in place of ",
                                      promise.at("bytes").get<std::int64_t>()));
    else if (sha256Of(path) != promise.at("sha256").get<std::string>())
        model.damage.push_back(name + " was changed, or cannot be read");
}

ModelFindings examine(const fs::path& folder)
{
    ModelFindings model{.name = folder.filename()};
    try {
        std::ifstream file(folder / "manifest.json");
        const nlohmann::json manifest = nlohmann::json::parse(file);
        model.licence = manifest.value("licence", "");
        model.maySellOutput = manifest.value("may_sell_output", false);
        for (const auto& [name, promise] : manifest.at("files").items())
            examineFile(model, folder / name, promise);
        for (const auto& other : manifest.value("uses", nlohmann::json::array()))
            if (!fs::exists(folder.parent_path() / other.get<std::string>()))
                model.damage.push_back(
                    concat("it needs the model ", other.get<std::string>(), ", which is missing"));
    } catch (const std::exception&) { // whatever is wrong in a file that anybody may have written
        model.damage.emplace_back("manifest.json is missing or is no manifest");
    }
    return model;
}

} // namespace

std::vector<ModelFindings> findModelsIn(const std::string& folder)
{
    std::vector<ModelFindings> models;
    std::error_code none; // no such folder: no models
    for (fs::directory_iterator at(folder, none), end; at != end && !none; at.increment(none))
        if (fs::is_directory(at->path()))
            models.push_back(examine(at->path()));
    std::sort(models.begin(), models.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return models;
}

ModelsFindings findInstalledModels()
{
    try {
        const std::string folder = (fs::path(resourceDirectory()) / "models").string();
        return {.folder = folder, .models = findModelsIn(folder)};
    } catch (const Error& error) { // a finding answers with a text
        return {.trouble = error.what(), .mend = error.hint()};
    }
}

Check judge(const ModelsFindings& found)
{
    if (!found.trouble.empty())
        return {.verdict = Verdict::Broken, .found = {found.trouble}, .mend = {found.mend}};
    if (found.models.empty())
        return {.verdict = Verdict::Broken,
                .found = {concat("no model in '", found.folder, "'")},
                .mend = {"git checkout -- resources    in Imprint's source folder, or set "
                         "IMPRINT_RESOURCES to a whole folder 'resources'"}};
    Check check;
    for (const ModelFindings& model : found.models) {
        check.found.push_back(concat(model.name, ", ", bytesInWords(model.bytes), ", licence ",
                                     model.licence.empty() ? "not stated" : model.licence,
                                     model.maySellOutput ? ", its videos may be sold"
                                                         : ", its videos may not be sold"));
        for (const std::string& damage : model.damage) {
            check.verdict = Verdict::Broken;
            check.found.push_back(concat(model.name, ": ", damage));
        }
    }
    if (check.verdict == Verdict::Broken)
        check.mend = {concat("git checkout -- resources/models    in Imprint's source folder, or "
                             "put a whole copy into ",
                             shellWord(found.folder))};
    return check;
}

} // namespace imprint::app
