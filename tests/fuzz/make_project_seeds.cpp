#include "app/session/project.h"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

imprint::app::Project fullProject()
{
    imprint::app::Project project;
    project.model = "pocket";
    project.edits.settings.prompt = "a queen";
    project.edits.character = {.name = "Anna", .consent = "herself", .persona = "anna.persona"};
    project.edits.character.picture = {.path = "a.png",
                                       .bytes = std::make_shared<const std::string>("\x89PNG")};
    project.edits.timeline = {{.seconds = 0.5, .text = "red hair"}, {.seconds = 8, .text = "old"}};
    project.sound = {.from = imprint::app::SoundFrom::File, .file = "a.wav", .loop = true};
    project.outputs.streamUrl = "srt://host:9000";
    project.window = "window";
    return project;
}

void writeSeed(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream(path, std::ios::binary) << text;
}

} // namespace

/// Writes the seed corpus of fuzz_project into the folder that is named.
int main(int argumentCount, char** arguments)
{
    if (argumentCount != 2 || !std::filesystem::is_directory(arguments[1])) {
        std::cerr << "usage: make_project_seeds FOLDER\n";
        return 2;
    }
    const std::filesystem::path folder = arguments[1];
    imprint::app::Project project = fullProject();
    const std::string full = imprint::app::projectText(project);
    writeSeed(folder / "good_full", full);
    project.unknown = R"({"settings":{"smile":1},"lights":[1,{}]})";
    writeSeed(folder / "good_newer", imprint::app::projectText(project));
    writeSeed(folder / "good_plain", imprint::app::projectText({}));
    writeSeed(folder / "bad_truncated", full.substr(0, full.size() / 2));
    writeSeed(folder / "bad_version", R"({"imprint":{"version":2}})");
    return 0;
}
