#include "app/cli/memory_options.h"

#include <fmt/format.h>

#include <cmath>

namespace imprint::app {
namespace {

constexpr double kBytesPerMegabyte = 1e6;

double megabytes(std::int64_t bytes)
{
    return static_cast<double>(bytes) / kBytesPerMegabyte;
}

std::string momentText(const char* moment, const engine::HistoryBytes& bytes)
{
    return fmt::format("             {} KV cache {:.2f} MB, ISPA {:.2f} MB\n", moment,
                       megabytes(bytes.kv), megabytes(bytes.ispa));
}

} // namespace

MemoryWish MemoryOptions::wish() const
{
    MemoryWish wish{.chooseIspaLayers = chooseIspaLayers};
    if (fitMegabytes > 0)
        wish.targetBytes = std::llround(fitMegabytes * kBytesPerMegabyte);
    return wish;
}

void addMemoryOptions(CLI::App& command, MemoryOptions& options)
{
    command
        .add_option("--fit-memory", options.fitMegabytes,
                    "Megabytes that the engine may hold, weights included; other settings give way")
        ->check(CLI::Range(0.1, 1e7));
    auto* layers = command.get_option("--ispa-layers");
    layers->description(layers->get_description() +
                        "; auto: as --fit-memory asks for, else half of them");
    layers->transform([&options](const std::string& text) -> std::string {
        options.chooseIspaLayers = text == "auto";
        return options.chooseIspaLayers ? "0" : text;
    });
}

std::string toText(const engine::FittedConfig& fitted)
{
    if (!fitted.plan)
        return {};
    const engine::MemoryForecast& bytes = fitted.plan->bytes;
    std::string text =
        fmt::format("memory fit   {:.2f} MB at most; {:.2f} MB without the history\n",
                    megabytes(bytes.peak()), megabytes(bytes.otherBytes));
    if (bytes.warmUp.total() > 0)
        text += momentText("end of warm-up:", bytes.warmUp);
    text += momentText("end of video:  ", bytes.end);
    for (const std::string& knob : fitted.plan->turned)
        text += fmt::format("             turned: {}\n", knob);
    if (fitted.plan->turned.empty())
        text += "             all settings as they were\n";
    return text;
}

nlohmann::json toJson(const engine::FittedConfig& fitted)
{
    if (!fitted.plan)
        return nullptr;
    const auto moment = [](const engine::HistoryBytes& bytes) {
        return nlohmann::json{{"kv_bytes", bytes.kv}, {"ispa_bytes", bytes.ispa}};
    };
    const engine::MemoryForecast& bytes = fitted.plan->bytes;
    return {{"peak_bytes", bytes.peak()},
            {"other_bytes", bytes.otherBytes},
            {"warm_up", moment(bytes.warmUp)},
            {"end", moment(bytes.end)},
            {"f_cap", fitted.config.fCap},
            {"kv_bits", fieldText(fitted.config.kvBits)},
            {"ispa_layers", fitted.config.ispaLayers},
            {"ispa_window_frames", fitted.config.ispaWindowFrames},
            {"turned", fitted.plan->turned}};
}

} // namespace imprint::app
