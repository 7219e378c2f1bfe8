#include "app/cli/opened_model.h"

#include "app/session/resources.h"
#include "audio/file/image_file.h"
#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/core/stopwatch.h"
#include "engine/models/character/character_prompt.h"

namespace imprint::app {
namespace {

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
    OpenedModel opened{.model = engine::PocketModel::load(modelDirectory(nameOrDirectory))};
    opened.loadSeconds = watch.elapsedMs() / 1000.0;
    return opened;
}

std::optional<Picture> readReference(const std::string& path, const engine::PocketConfig& config)
{
    if (path.empty())
        return std::nullopt;
    return audio::cropSquareAndScale(audio::readPicture(path), static_cast<int>(config.width));
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
