#include "engine/pipeline/wan/model_files.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"
#include "engine/weights/strict_json.h"

#include <algorithm>
#include <filesystem>

namespace imprint::engine {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& where, const std::string& what)
{
    throw Error(ErrorCode::BadConfig, concat("'", where, "': ", what));
}

ModelFile readFile(const nlohmann::json& json, const std::string& directory,
                   const std::string& where)
{
    requireKnownKeys(json, {"role", "path", "rules", "network", "sha256", "lora"}, where);
    ModelFile file;
    namingFile(where, [&] {
        readEntry(json, "role", file.role);
        readEntry(json, "path", file.path);
        if (json.contains("sha256"))
            readEntry(json, "sha256", file.sha256);
    });
    file.path = (fs::path(directory) / file.path).string();
    if (const auto rules = json.find("rules"); rules != json.end())
        file.rules = checkpointRules(*rules, where);
    file.network = json.value("network", nlohmann::json());
    if (json.contains("lora") != (file.role == "lora"))
        fail(where, "'lora' without that role, or the role without it");
    if (const auto lora = json.find("lora"); lora != json.end()) {
        requireKnownKeys(*lora, {"alpha", "rank"}, where);
        namingFile(where, [&] {
            readEntry(*lora, "alpha", file.loraAlpha);
            readEntry(*lora, "rank", file.loraRank);
        });
    }
    return file;
}

double bytesOf(const std::string& path)
{
    std::error_code ignored; // whoever opens the file says what is wrong with it
    const auto bytes = fs::file_size(path, ignored);
    return ignored ? 0.0 : static_cast<double>(bytes);
}

double bytesOf(const ModelFile& file)
{
    double bytes = bytesOf(file.path);
    for (const std::string& shard : file.shards)
        bytes += bytesOf(shard);
    return bytes;
}

std::vector<std::string> pathsOf(const std::vector<ModelFile>& files, std::string_view role)
{
    std::vector<std::string> paths;
    for (const ModelFile& file : files)
        if (file.role == role)
            paths.push_back(file.path);
    return paths;
}

} // namespace

ModelFiles::ModelFiles(const nlohmann::json& description, const ModelSource& source,
                       const std::string& where)
    : m_source(source)
    , m_where(where)
{
    const auto files = description.find("files");
    if (files == description.end() || !files->is_array())
        fail(where, "there is no list 'files'");
    for (std::size_t i = 0; i < files->size(); ++i)
        m_files.push_back(
            readFile((*files)[i], source.directory, concat(where, ": files[", i, "]")));
    for (ModelFile& file : m_files)
        if (file.role == "generator")
            file.shards = pathsOf(m_files, "shard");
}

bool ModelFiles::has(std::string_view role) const
{
    return std::any_of(m_files.begin(), m_files.end(),
                       [&](const ModelFile& file) { return file.role == role; });
}

const ModelFile& ModelFiles::need(std::string_view role) const
{
    const auto found = std::find_if(m_files.begin(), m_files.end(),
                                    [&](const ModelFile& file) { return file.role == role; });
    if (found == m_files.end())
        fail(m_where, concat("no file has the role '", role, "'"));
    requireThere(*found);
    return *found;
}

std::vector<ModelFile> ModelFiles::all(std::string_view role) const
{
    std::vector<ModelFile> files;
    for (const ModelFile& file : m_files)
        if (file.role == role) {
            requireThere(file);
            files.push_back(file);
        }
    return files;
}

void ModelFiles::requireThere(const ModelFile& file) const
{
    std::error_code ignored; // what cannot be looked at is not there
    if (!fs::exists(file.path, ignored))
        throw Error(ErrorCode::NotFound,
                    concat("model '", m_source.name, "' lacks its file '", file.path, "'"),
                    m_source.remedy.empty() ? "Get the model again, or put the file there"
                                            : m_source.remedy);
}

LoadingShare::LoadingShare(const ModelLoading& loading, const std::vector<ModelFile>& files)
    : m_loading(loading)
{
    for (const ModelFile& file : files)
        m_totalBytes += bytesOf(file);
}

LoadOptions LoadingShare::optionsFor(const ModelFile& file, at::ScalarType type)
{
    LoadOptions options{.type = type, .rules = file.rules, .stop = m_loading.stop};
    const double before = m_doneBytes;
    const double size = bytesOf(file);
    m_doneBytes += size;
    if (m_loading.progress)
        options.progress = [this, before, size](const LoadProgress& progress) {
            const double share =
                progress.totalBytes > 0
                    ? static_cast<double>(progress.bytes) / static_cast<double>(progress.totalBytes)
                    : 1.0;
            m_loading.progress((before + share * size) / std::max(m_totalBytes, 1.0));
        };
    return options;
}

Lora openLora(const ModelFile& file)
{
    return {file.path, {.alpha = file.loraAlpha, .rank = file.loraRank, .rules = file.rules}};
}

at::ScalarType scalarType(ModelPrecision choice, ModelPrecision own)
{
    switch (choice == ModelPrecision::Own ? own : choice) {
    case ModelPrecision::Fp32: return at::kFloat;
    case ModelPrecision::Bf16: return at::kBFloat16;
    case ModelPrecision::Fp16: return at::kHalf;
    case ModelPrecision::Own: break;
    }
    throw Error(ErrorCode::Internal, "a model's own precision is not said");
}

} // namespace imprint::engine
