#include "app/cli/ispa_bench/row_store.h"

#include "engine/core/error.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace imprint::app {
namespace {

[[noreturn]] void refuseToWrite(const std::string& path)
{
    throw Error(ErrorCode::Io, concat("'", path, "' cannot be written"),
                "Check the folder, its rights and the free space");
}

void makeFolders(const std::string& path)
{
    std::error_code failed;
    std::filesystem::create_directories(path, failed);
    if (failed)
        refuseToWrite(path);
}

} // namespace

RowStore::RowStore(std::string folder)
    : m_folder(std::move(folder))
{
    makeFolders(m_folder);
}

std::string RowStore::pathOf(const std::string& name) const
{
    return m_folder + "/" + name + ".json";
}

std::optional<nlohmann::json> RowStore::find(const std::string& name, const std::string& key) const
{
    const std::string path = pathOf(name);
    std::ifstream file(path);
    if (!file)
        return std::nullopt;
    const auto kept = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
    if (!kept.is_object() || !kept.contains("key") || !kept.contains("row"))
        throw Error(ErrorCode::BadInput, concat("'", path, "' is no row of a bench"),
                    "Remove the file: its session is measured again");
    return kept.at("key") == key ? std::optional(kept.at("row")) : std::nullopt;
}

void RowStore::write(const std::string& name, const std::string& key,
                     const nlohmann::json& row) const
{
    const std::string path = pathOf(name);
    const std::string unfinished = concat(path, ".", ::getpid()); // others may write the same
    makeFolders(std::filesystem::path(path).parent_path());
    {
        std::ofstream file(unfinished);
        file << nlohmann::json{{"key", key}, {"row", row}}.dump() << "\n" << std::flush;
        if (!file)
            refuseToWrite(unfinished);
    }
    std::error_code failed;
    std::filesystem::rename(unfinished, path, failed);
    if (failed)
        refuseToWrite(path);
}

} // namespace imprint::app
