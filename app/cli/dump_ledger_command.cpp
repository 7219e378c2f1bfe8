#include "app/cli/command.h"
#include "app/cli/config_options.h"
#include "app/cli/memory_options.h"
#include "app/cli/opened_model.h"
#include "engine/core/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <thread>

namespace imprint::app {
namespace {

struct LedgerOptions {
    std::string model = "pocket";
    std::string device = "cpu";
    double seconds = 10;
    bool measure = false;
    bool json = false;
    ChosenConfig<SessionConfig> config;
    MemoryOptions memory;
};

/// The ledger at the end of a session over silence.
Ledger measureLedger(const EngineModel& model, const SessionRequest& request, double seconds)
{
    const auto session = model.open(request);
    std::thread feeder([&] {
        const auto total = static_cast<std::int64_t>(seconds * kEngineSampleRate);
        for (std::int64_t first = 0; first < total; first += kEngineSampleRate) {
            const std::int64_t count = std::min<std::int64_t>(kEngineSampleRate, total - first);
            if (!session->pushAudio({first, std::vector<float>(static_cast<std::size_t>(count))}))
                break;
        }
        session->finishAudio();
    });
    try {
        while (session->nextFrame()) {
        }
    } catch (...) {
        session->stop();
        feeder.join();
        throw;
    }
    feeder.join();
    return session->ledger();
}

void printTable(const Ledger& ledger, bool measured)
{
    fmt::print("{:<16} {:>5} {:>14} {:>14}\n", "consumer", "layer", "predicted",
               measured ? "measured" : "");
    const auto row = [&](std::string_view name, const std::string& layer, std::int64_t predicted,
                         std::int64_t found) {
        fmt::print("{:<16} {:>5} {:>14} {:>14}\n", name, layer, predicted,
                   measured ? std::to_string(found) : "");
    };
    for (const LedgerEntry& entry : ledger.entries)
        row(toString(entry.consumer), entry.layer < 0 ? "" : std::to_string(entry.layer),
            entry.predictedBytes, entry.measuredBytes);
    row("total", "", ledger.predictedBytes(), ledger.measuredBytes());
}

nlohmann::json asJson(const Ledger& ledger, bool measured)
{
    nlohmann::json entries = nlohmann::json::array();
    for (const LedgerEntry& entry : ledger.entries) {
        nlohmann::json row = {{"consumer", toString(entry.consumer)},
                              {"layer", entry.layer},
                              {"predicted_bytes", entry.predictedBytes}};
        if (measured)
            row["measured_bytes"] = entry.measuredBytes;
        entries.push_back(std::move(row));
    }
    return {{"measured", measured}, {"entries", entries}};
}

ExitCode run(const LedgerOptions& options)
{
    const OpenedModel opened = openModel(options.model, options.device);
    const EngineModel& model = *opened.model;
    SessionRequest request{.config = options.config.over(model.info().defaults)};
    const engine::FittedConfig fitted =
        engine::fitSession(model, request, options.seconds, options.memory.wish());
    request.config = fitted.config;
    const Ledger ledger = options.measure ? measureLedger(model, request, options.seconds)
                                          : model.forecast(request, options.seconds);
    if (options.json) {
        nlohmann::json object = asJson(ledger, options.measure);
        if (fitted.plan)
            object["fit"] = toJson(fitted);
        fmt::print("{}\n", object.dump());
    } else {
        fmt::print("{}", toText(fitted));
        printTable(ledger, options.measure);
    }
    return kDone;
}

} // namespace

void addDumpLedgerCommand(CLI::App& parser, ChosenCommand& chosen)
{
    auto* command = parser.add_subcommand(
        "dump-ledger",
        "Show where the memory goes: the forecast, or with --measure what a run holds");
    const auto options = std::make_shared<LedgerOptions>();
    command->add_option("--model", options->model, "Name of an installed model, or its folder")
        ->capture_default_str();
    command->add_option("--seconds", options->seconds, "Length of the video")
        ->check(CLI::Range(0.1, 360000.0))
        ->capture_default_str();
    command->add_option("--device", options->device, "cpu or cuda:N")->capture_default_str();
    command->add_flag("--measure", options->measure, "Run a session over silence and measure");
    command->add_flag("--json", options->json, "Print one JSON object");
    addConfigOptions(*command, options->config);
    addMemoryOptions(*command, options->memory);
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace imprint::app
