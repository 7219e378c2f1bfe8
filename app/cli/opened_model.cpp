#include "app/cli/opened_model.h"

#include "app/session/resources.h"
#include "audio/file/image_file.h"
#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/core/stopwatch.h"
#include "engine/models/character/character_prompt.h"
#include "engine/pipeline/pocket_engine.h"
#include "engine/pipeline/puppet/puppet_engine.h"
#include "engine/weights/strict_json.h"

#include <nlohmann/json.hpp>

namespace imprint::app {
namespace {

/// A kind of model: its config.json has a section of this name, which no other kind has.
struct ModelKind {
    const char* section;
    std::shared_ptr<const EngineModel> (*load)(const std::string& directory);
};

constexpr ModelKind kModelKinds[] = {
    {"generator", engine::loadPocketEngine},
    {"puppet", engine::loadPuppetEngine},
};

const ModelKind& kindOf(const std::string& directory)
{
    const std::string path = directory + "/config.json";
    const nlohmann::json config = engine::readStrictJson(path);
    std::string sections;
    for (const ModelKind& kind : kModelKinds) {
        if (config.is_object() && config.contains(kind.section))
            return kind;
        sections += concat(sections.empty() ? "'" : ", '", kind.section, "'");
    }
    throw Error(ErrorCode::BadConfig, concat("'", path, "' is of no model that Imprint knows"),
                concat("It has none of the sections ", sections));
}

void requireDevice(const std::string& device)
{
    if (device == "cpu")
        return;
    if (device == "cuda" || device.starts_with("cuda:"))
        throw Error(ErrorCode::Unsupported,
                    concat("device '", device, "' cannot be used: this build has no CUDA module"),
                    "Use --device cpu");
    throw Error(ErrorCode::BadConfig, concat("there is no device '", device, "'"),
                "Use cpu or cuda:N");
}

} // namespace

OpenedModel openModel(const std::string& nameOrDirectory, const std::string& device)
{
    requireDevice(device);
    const Stopwatch watch;
    const std::string directory = modelDirectory(nameOrDirectory);
    OpenedModel opened{.model = kindOf(directory).load(directory)};
    opened.loadSeconds = watch.elapsedMs() / 1000.0;
    return opened;
}

std::optional<Picture> readReference(const std::string& path, const ModelInfo& model)
{
    if (path.empty())
        return std::nullopt;
    return audio::cropSquareAndScale(audio::readPicture(path), model.width);
}

void warnAboutUnknownWords(const std::string& prompt)
{
    std::string words;
    for (const std::string& word : engine::parseCharacterPrompt(prompt).unknownWords)
        words += (words.empty() ? "" : ", ") + word;
    if (!words.empty())
        log(LogLevel::Warning, "these words of the prompt have no effect: " + words);
}

} // namespace imprint::app
