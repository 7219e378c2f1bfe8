#include "app/session/models/model_manifest.h"

#include "app/session/models/hub_access.h"
#include "app/session/models/manifest_section.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A manifest as it stands in its file: a model, or a part that several models use.
struct Manifest {
    KnownModel model;
    bool isPart = false;
    PartMemory part;
    std::vector<std::string> uses;
};

/// Below the folder of models, and nothing hidden: no "..", no absolute path.
bool isPlace(const std::string& place)
{
    const fs::path path(place);
    return !place.empty() && path.is_relative() &&
           std::none_of(path.begin(), path.end(), [](const fs::path& part) {
               return part.empty() || part.string().front() == '.';
           });
}

bool isFolderName(const std::string& name)
{
    return isPlace(name) && name.find('/') == std::string::npos;
}

bool isHubName(const std::string& hub)
{
    return std::count(hub.begin(), hub.end(), '/') == 1 &&
           hub.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "0123456789-_./") == std::string::npos &&
           isPlace(hub);
}

bool isSha256(const std::string& text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void readOrigin(const Section& file, ModelDownload& download)
{
    if (file.has("address")) {
        download.address = file.need<std::string>("address");
        if (!download.address.starts_with("https://"))
            file.fail(concat("has an 'address' that is not https: ",
                             engine::printable(download.address)));
        return;
    }
    const auto hub = file.need<std::string>("hub");
    const auto path = file.need<std::string>("path");
    if (!isHubName(hub) || !isPlace(path))
        file.fail(concat("names no file of a hub: '", engine::printable(hub), "', '",
                         engine::printable(path), "'"));
    download.address = hubAddress(hub, path);
    download.page = hubPage(hub);
}

/// A LoRA says neither its scale nor its rank; no other file has them.
void readLora(const Section& file, ModelDownload& download)
{
    if (file.has("lora") != (download.role == FileRole::Lora))
        file.fail("has 'lora' without that role, or the role without it");
    if (download.role != FileRole::Lora)
        return;
    const Section lora = file.section("lora");
    lora.allowKeys({"alpha", "rank"});
    download.loraAlpha = lora.need<double>("alpha");
    download.loraRank = lora.positive("rank");
}

ModelDownload readDownload(const Section& file)
{
    file.allowKeys({"role", "hub", "path", "address", "to", "bytes", "about_bytes", "sha256",
                    "rules", "network", "lora"});
    ModelDownload download;
    download.role = parseEnum<FileRole>("role", file.need<std::string>("role"));
    readOrigin(file, download);
    download.place = file.need<std::string>("to");
    if (!isPlace(download.place))
        file.fail(concat("has a 'to' that leaves the folder of models: ",
                         engine::printable(download.place)));
    download.exactBytes = file.has("bytes");
    download.aboutBytes = file.bytes(download.exactBytes ? "bytes" : "about_bytes");
    download.sha256 = file.get<std::string>("sha256", {});
    if (!download.sha256.empty() && !isSha256(download.sha256))
        file.fail(concat("has a 'sha256' that is none: ", engine::printable(download.sha256)));
    if (file.has("rules"))
        download.rules = file.section("rules").object().dump();
    if (file.has("network"))
        download.network = file.section("network").object().dump();
    readLora(file, download);
    return download;
}

ModelLicence readLicence(const Section& licence)
{
    licence.allowKeys({"weights", "code", "conflict", "output", "meaning"});
    return {.name = licence.need<std::string>("weights"),
            .code = licence.need<std::string>("code"),
            .conflict = licence.get<std::string>("conflict", {}),
            .output = parseEnum<OutputRights>("output", licence.need<std::string>("output")),
            .meaning = licence.need<std::string>("meaning")};
}

PictureSize readSize(const Section& memory, const std::string& text)
{
    PictureSize size;
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width);
    const bool hasCross = width.ptr != end && *width.ptr == 'x';
    const auto height = std::from_chars(hasCross ? width.ptr + 1 : end, end, size.height);
    if (!hasCross || height.ptr != end || size.width < 1 || size.height < 1)
        memory.fail(concat("has a size that is none: ", engine::printable(text)));
    return size;
}

NetworkSizes readNetwork(const Section& network)
{
    return {.width = network.positive("dim"),
            .heads = network.positive("num_heads"),
            .layers = network.positive("num_layers"),
            .textRows = network.positive("text_len")};
}

/// Of a recipe: how many latent frames are in the caches at most. The engine itself reads it strictly.
CacheShape cacheOfRecipe(const Section& recipe)
{
    const Section cache = recipe.section("cache");
    CacheShape shape{.sinkFrames = cache.get<std::int64_t>("sinkFrames", 0),
                     .blockFrames = recipe.section("sampler").positive("blockFrames"),
                     .rings = cache.has("rings") ? cache.positive("rings") : 1,
                     .conditionFrames = cache.get<double>("conditionFrames", 0)};
    const auto kind = cache.need<std::string>("kind");
    if (kind == "growing")
        shape.windowFrames = cache.positive("maximumFrames");
    else if (kind == "window" || kind == "levels")
        shape.windowFrames = cache.positive("windowFrames");
    else if (kind == "recompute")
        shape.windowFrames = cache.positive("contextFrames") + shape.blockFrames;
    else
        cache.fail(
            concat("has a 'kind' that nothing can be forecast of: ", engine::printable(kind)));
    return shape;
}

CacheShape readCache(const Section& cache)
{
    cache.allowKeys({"windowFrames", "sinkFrames", "blockFrames"});
    return {.windowFrames = cache.positive("windowFrames"),
            .sinkFrames = cache.bytes("sinkFrames"),
            .blockFrames = cache.positive("blockFrames")};
}

/// What the sizes of a model say of its memory. It has either a recipe or, where no class of the engine runs it yet, the bare sizes.
void readSizes(const Section& manifest, KnownModel& model)
{
    MemoryInputs& inputs = model.memory;
    if (manifest.has("recipe")) {
        const Section recipe = manifest.section("recipe");
        inputs.network = readNetwork(recipe.section("network"));
        inputs.cache = cacheOfRecipe(recipe);
        model.recipe = recipe.object().dump();
    } else {
        const Section network = manifest.section("network");
        network.allowKeys({"dim", "ffn_dim", "num_heads", "num_layers", "text_len", "text_dim",
                           "freq_dim", "in_dim", "out_dim", "eps"});
        inputs.network = readNetwork(network);
        inputs.cache = readCache(manifest.section("cache"));
    }
    const Section memory = manifest.section("memory");
    inputs.network.tensors = memory.positive("tensors");
    inputs.network.parameters = memory.positive("parameters");
    inputs.tokenPixels = memory.positive("token_pixels");
    inputs.activationBytes = memory.bytes("activation_bytes");
    for (const std::string& size : memory.texts("sizes"))
        inputs.sizes.push_back(readSize(memory, size));
    if (inputs.sizes.empty())
        memory.fail("has no 'sizes'");
}

void readPart(const Section& manifest, PartMemory& part)
{
    const Section memory = manifest.section("memory");
    memory.allowKeys({"weight_bytes", "working_bytes", "resident"});
    part.weightBytes = memory.bytes("weight_bytes");
    part.workingBytes = memory.bytes("working_bytes");
    part.resident = memory.need<bool>("resident");
}

void readModel(const Section& manifest, KnownModel& model)
{
    model.runs = manifest.need<bool>("runs");
    const Section memory = manifest.section("memory");
    memory.allowKeys({"about_bytes", "text", "tensors", "parameters", "token_pixels",
                      "activation_bytes", "sizes"});
    model.memoryBytes = memory.bytes("about_bytes");
    model.memoryText = memory.need<std::string>("text");
    if (manifest.has("recipe") || manifest.has("network"))
        readSizes(manifest, model);
    if (manifest.has("video"))
        model.video = manifest.section("video").object().dump();
}

Manifest readManifest(const json& object)
{
    const Section manifest(object, "manifest");
    if (manifest.need<int>("version") != 1)
        manifest.fail("is of a version that this Imprint does not read; it reads version 1");
    Manifest read;
    const auto kind = manifest.need<std::string>("kind");
    read.isPart = kind == "part";
    if (!read.isPart && kind != "model")
        manifest.fail(concat("is of an unknown kind '", engine::printable(kind), "'"));
    if (read.isPart)
        manifest.allowKeys({"version", "kind", "name", "title", "licence", "memory", "files"});
    else
        manifest.allowKeys({"version", "kind", "name", "title", "does", "runs", "licence", "memory",
                            "files", "uses", "recipe", "network", "cache", "video"});
    KnownModel& model = read.model;
    model.name = manifest.need<std::string>("name");
    if (!isFolderName(model.name))
        manifest.fail(
            concat("has a 'name' that is no name of a folder: ", engine::printable(model.name)));
    model.title = read.part.title = manifest.need<std::string>("title");
    model.licence = readLicence(manifest.section("licence"));
    const json& files = manifest.array("files");
    for (std::size_t i = 0; i < files.size(); ++i)
        model.downloads.push_back(readDownload({files[i], concat("manifest.files[", i, "]")}));
    read.uses = manifest.texts("uses");
    if (read.isPart) {
        readPart(manifest, read.part);
    } else {
        model.does = manifest.need<std::string>("does");
        readModel(manifest, model);
    }
    return read;
}

void addPart(KnownModel& model, const Manifest& part)
{
    model.downloads.insert(model.downloads.end(), part.model.downloads.begin(),
                           part.model.downloads.end());
    model.memory.parts.push_back(part.part);
}

} // namespace

bool isOwnFile(const KnownModel& model, const ModelDownload& file)
{
    return file.place.starts_with(model.name + "/");
}

std::vector<KnownModel> readKnownModels(const std::string& folder)
{
    std::error_code failed;
    std::map<std::string, Manifest> manifests; // by the name of the file
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
        if (at->path().extension() == ".json") {
            const std::string path = at->path();
            namingFile(path, [&] {
                Manifest read = readManifest(engine::readStrictJson(path));
                if (read.model.name != at->path().stem())
                    throw Error(
                        ErrorCode::BadInput,
                        concat("this is the manifest of another model, '", read.model.name, "'"));
                manifests.emplace(read.model.name, std::move(read));
            });
        }
    if (failed)
        throw Error(ErrorCode::NotFound,
                    concat("the folder of manifests '", folder, "' cannot be read"),
                    "It belongs to Imprint: install it anew");
    std::vector<KnownModel> models;
    for (auto& [name, manifest] : manifests) {
        if (manifest.isPart)
            continue;
        for (const std::string& part : manifest.uses) {
            const auto found = manifests.find(part);
            if (found == manifests.end() || !found->second.isPart)
                throw Error(ErrorCode::BadInput,
                            concat("'", folder, "/", name,
                                   ".json': 'manifest' has in 'uses' no part: '",
                                   engine::printable(part), "'"));
            addPart(manifest.model, found->second);
        }
        models.push_back(manifest.model);
    }
    std::sort(models.begin(), models.end(),
              [](const KnownModel& a, const KnownModel& b) { return a.title < b.title; });
    return models;
}

} // namespace imprint::app
