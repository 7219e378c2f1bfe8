#include "app/cli/command.h"
#include "app/cli/models/model_actions.h"
#include "app/cli/models/model_page.h"
#include "app/cli/models/model_shelf.h"
#include "app/cli/models/model_table.h"
#include "app/session/secret_file.h"
#include "engine/core/interrupt.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace imprint::app {
namespace {

struct ModelsOptions {
    std::string name;
    std::string mirror;
    std::string tokenFile;
    bool offline = false;
    bool yes = false;
    bool json = false;
};

using Action = void (*)(const ModelShelf&, const ShelvedModel&, const ModelsOptions&,
                        const ActionContext&);

/// A mirror on the command line goes before the environment's; a token file is meant for whatever answers.
HubAccess hubOf(const ModelsOptions& options)
{
    HubAccess hub;
    if (options.mirror.empty()) {
        hub = hubOfEnvironment();
    } else {
        requireMirror(options.mirror);
        hub.mirror = options.mirror;
    }
    if (!options.tokenFile.empty())
        hub.token = readSecret(options.tokenFile);
    return hub;
}

void show(const ModelShelf& shelf, const ShelvedModel& model, const ModelsOptions& options,
          const ActionContext&)
{
    if (options.json)
        fmt::print("{}\n", pageJson(model, shelf.folder).dump());
    else
        fmt::print("{}", pageText(model, shelf.folder));
}

void download(const ModelShelf& shelf, const ShelvedModel& model, const ModelsOptions& options,
              const ActionContext& context)
{
    downloadModel(shelf, model, {.offline = options.offline, .hub = hubOf(options)}, context);
}

void verify(const ModelShelf& shelf, const ShelvedModel& model, const ModelsOptions&,
            const ActionContext& context)
{
    verifyModel(shelf, model, context);
}

void removeIt(const ModelShelf& shelf, const ShelvedModel& model, const ModelsOptions& options,
              const ActionContext& context)
{
    removeModel(shelf, model, options.yes, context);
}

ExitCode list(const ModelsOptions& options)
{
    const ModelShelf shelf = readShelf();
    if (options.json)
        fmt::print("{}\n", toJson(shelf).dump());
    else
        fmt::print("{}", toText(shelf));
    return kDone;
}

ExitCode run(Action action, const ModelsOptions& options)
{
    const InterruptGuard guard;
    const ModelShelf shelf = readShelf();
    action(shelf, modelOf(shelf, options.name), options,
           {.json = options.json, .interrupted = [&] { return guard.requested(); }});
    return kDone;
}

/// A sub-command of `models` about one model.
CLI::App* addOne(CLI::App& models, const char* name, const char* help, Action action,
                 const std::shared_ptr<ModelsOptions>& options, ChosenCommand& chosen)
{
    CLI::App* command = models.add_subcommand(name, help);
    command->add_option("name", options->name, "Its name, as `models list` shows it")->required();
    command->add_flag("--json", options->json, "Print one JSON object");
    command->callback([action, options, &chosen] {
        chosen = [action, options] { return run(action, *options); };
    });
    return command;
}

} // namespace

void addModelsCommand(CLI::App& parser, ChosenCommand& chosen)
{
    auto* models = parser.add_subcommand(
        "models", "Models: which there are, what may be done with them, downloads");
    models->require_subcommand(1);
    const auto options = std::make_shared<ModelsOptions>();
    auto* all = models->add_subcommand("list", "Models that are here, and those that are known");
    all->add_flag("--json", options->json, "Print one JSON object");
    all->callback([options, &chosen] { chosen = [options] { return list(*options); }; });
    addOne(*models, "show", "Licence, files, and what it needs in memory", show, options, chosen);
    auto* fetch =
        addOne(*models, "download", "Fetch its files; what was broken off goes on where it was",
               download, options, chosen);
    fetch->add_flag("--offline", options->offline, "Only say what is missing");
    fetch->add_option("--mirror", options->mirror,
                      "Address that answers in the hub's place; else IMPRINT_HUB_MIRROR");
    fetch->add_option("--token-file", options->tokenFile,
                      "File whose first line is a token of the hub; else HF_TOKEN. A mirror sees "
                      "only that of a file");
    addOne(*models, "verify", "Compare every file with its SHA-256", verify, options, chosen);
    auto* remove =
        addOne(*models, "remove", "Delete its files; those that another model needs stay", removeIt,
               options, chosen);
    remove->add_flag("-y,--yes", options->yes, "Do not ask");
}

} // namespace imprint::app
