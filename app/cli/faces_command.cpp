#include "app/cli/command.h"
#include "app/cli/config_options.h"
#include "app/cli/opened_model.h"
#include "audio/file/image_file.h"
#include "engine/core/error.h"
#include "engine/models/character/character.h"
#include "engine/models/character/character_prompt.h"
#include "engine/models/character/starter_faces.h"
#include "engine/models/puppet/puppet_renderer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <memory>

namespace imprint::app {
namespace {

struct FacesOptions {
    std::string prompt;
    std::uint64_t seed = 0;
    std::string out;
    int size = 384;
    bool starters = false;
};

std::string fileName(std::string_view name)
{
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return lower + ".png";
}

void writeStarters(const FacesOptions& options)
{
    std::error_code failed;
    std::filesystem::create_directories(options.out, failed);
    if (failed)
        throw Error(ErrorCode::Io,
                    concat("folder '", options.out, "' cannot be made: ", failed.message()),
                    "Choose another place");
    for (const engine::StarterFace& face : engine::starterFaces()) {
        const auto path = std::filesystem::path(options.out) / fileName(face.name);
        audio::writePng(engine::renderStarterFace(face, options.size), path.string());
    }
    fmt::print("{} faces in {}\n", engine::starterFaces().size(), options.out);
}

ExitCode run(const FacesOptions& options)
{
    if (options.starters) {
        writeStarters(options);
        return kDone;
    }
    if (std::filesystem::path(options.out).extension() != ".png")
        throw Error(ErrorCode::BadConfig, concat("'", options.out, "' is no name of a PNG file"),
                    "End it in .png");
    warnAboutUnknownWords(options.prompt);
    const auto person =
        engine::makeCharacter(engine::parseCharacterPrompt(options.prompt), options.seed);
    const auto pose = engine::restingPose(person, person.look.mood);
    audio::writePng(engine::renderPuppet(person, pose, options.size), options.out);
    fmt::print("{}\n", options.out);
    return kDone;
}

} // namespace

void addFacesCommand(CLI::App& parser, ChosenCommand& chosen)
{
    auto* command = parser.add_subcommand(
        "faces", "Draw a character from a prompt, or the 24 starter faces, as PNG");
    const auto options = std::make_shared<FacesOptions>();
    command->add_option("--prompt", options->prompt, "Words that describe the character");
    command->add_option("--seed", options->seed, "Decides what the prompt leaves open")
        ->check(notAWholeNumber)
        ->capture_default_str();
    command->add_option("--size", options->size, "Width and height")
        ->check(CLI::Range(16, 4096))
        ->capture_default_str();
    command->add_flag("--starters", options->starters,
                      "Write the starter faces into the folder --out");
    command->add_option("--out", options->out, "PNG to write, or the folder")->required();
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace imprint::app
