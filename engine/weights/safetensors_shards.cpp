#include "engine/core/error.h"
#include "engine/weights/safetensors_file.h"
#include "engine/weights/strict_json.h"

#include <nlohmann/json.hpp>

#include <set>

namespace imprint::engine {
namespace {

using nlohmann::json;
using ShardMap = std::map<std::string, std::set<std::string>, std::less<>>; // file name -> tensors

constexpr std::string_view kIndexEnding = ".safetensors.index.json";

template <class... Parts>
[[noreturn]] void failIndex(const std::string& path, const Parts&... problem)
{
    throw Error(ErrorCode::BadInput, concat("'", path, "' ", problem...),
                "The index and its shards do not belong together; get all of them again");
}

/// A shard lies beside its index: a name that leads elsewhere is an attack, not a layout.
bool isPlainFileName(std::string_view name)
{
    return !name.empty() && name != "." && name.find("..") == std::string_view::npos &&
           name.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

ShardMap readIndex(const std::string& path)
{
    const json index = readStrictJson(path);
    const auto map = index.find("weight_map");
    if (map == index.end() || !map->is_object())
        failIndex(path, "has no object 'weight_map'");
    ShardMap shards;
    for (const auto& item : map->items()) {
        if (!item.value().is_string())
            failIndex(path, "puts tensor '", printable(item.key()),
                      "' into something that is no file name");
        const auto& file = item.value().get_ref<const std::string&>();
        if (!isPlainFileName(file))
            failIndex(path, "names the shard '", printable(file),
                      "', which is not a plain file name");
        shards[file].insert(item.key());
    }
    if (shards.empty())
        failIndex(path, "names no tensor");
    return shards;
}

void checkShard(const SafetensorsFile& shard, const std::set<std::string>& expected,
                const std::string& indexPath)
{
    for (const std::string& name : expected)
        if (!shard.tensors().contains(name))
            failIndex(indexPath, "expects tensor '", printable(name), "' in '", shard.path(),
                      "', which lacks it");
    for (const auto& [name, tensor] : shard.tensors())
        if (!expected.contains(name))
            failIndex(indexPath, "does not expect tensor '", printable(name), "' in '",
                      shard.path(), "'");
}

} // namespace

std::vector<SafetensorsFile> openSafetensors(const std::string& path)
{
    std::vector<SafetensorsFile> files;
    if (!path.ends_with(kIndexEnding)) {
        files.push_back(SafetensorsFile::open(path));
        return files;
    }
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    for (const auto& [name, tensors] : readIndex(path)) {
        files.push_back(SafetensorsFile::open(folder + name));
        checkShard(files.back(), tensors, path);
    }
    return files;
}

} // namespace imprint::engine
