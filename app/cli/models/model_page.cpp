#include "app/cli/models/model_page.h"

#include "app/cli/models/model_table.h"
#include "app/doctor/plain_words.h"
#include "app/session/models/part_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <set>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct FileHere {
    std::int64_t bytes = 0;
    bool whole = false;
};

FileHere lookAt(const ModelDownload& file, const std::string& folder)
{
    const std::string place = fs::path(folder) / file.place;
    std::error_code none;
    const auto bytes = fs::file_size(place, none);
    return none ? FileHere{bytesInParts(place), false}
                : FileHere{static_cast<std::int64_t>(bytes), true};
}

std::string stateText(const FileHere& file)
{
    if (file.whole)
        return "here";
    return file.bytes > 0 ? "begun, " + bytesInWords(file.bytes) : "not here";
}

std::string sizeText(PictureSize size)
{
    return fmt::format("{}x{}", size.width, size.height);
}

double gib(std::int64_t bytes)
{
    return static_cast<double>(bytes) / (1024.0 * 1024.0 * 1024.0);
}

/// The windows of the table in specs/wan-causal.md 9.1, and the model's own.
std::set<std::int64_t> windowsOf(const MemoryInputs& inputs)
{
    return {6, 9, 12, 15, 18, 21, inputs.cache.windowFrames};
}

std::string policyText(const CacheShape& cache)
{
    std::string text = fmt::format("{} latent frames", cache.windowFrames);
    if (cache.sinkFrames > 0)
        text += fmt::format(", the first {} for ever", cache.sinkFrames);
    if (cache.rings > 1)
        text += fmt::format(", {} times (one cache per noise level)", cache.rings);
    return text + fmt::format(", blocks of {}", cache.blockFrames);
}

std::string cacheTable(const MemoryInputs& inputs)
{
    std::string text = fmt::format("  {:<9} {:>6} {:>13}", "size", "tokens", "B/frame*layer");
    for (const std::int64_t window : windowsOf(inputs))
        text += fmt::format(
            " {:>7}", fmt::format("{}{}", window, window == inputs.cache.windowFrames ? "*" : ""));
    text += "\n";
    for (const PictureSize size : inputs.sizes) {
        text += fmt::format("  {:<9} {:>6} {:>13}", sizeText(size), tokensPerFrame(inputs, size),
                            kvBytesPerFrameLayer(inputs, size));
        for (const std::int64_t window : windowsOf(inputs))
            text += fmt::format(" {:>7.2f}", gib(kvBytes(inputs, size, window)));
        text += "\n";
    }
    return text;
}

std::string sessionTable(const MemoryInputs& inputs)
{
    std::string text = fmt::format("  {:<9} {:>8} {:>8} {:>8} {:>8} {:>8}\n", "size", "weights",
                                   "KV", "prompt", "work", "sum");
    for (const PictureSize size : inputs.sizes) {
        const SessionForecast session = forecastSession(inputs, size);
        text += fmt::format("  {:<9} {:>8.2f} {:>8.2f} {:>8.2f} {:>8.2f} {:>8.2f}\n",
                            sizeText(size), gib(session.weights), gib(session.keysAndValues),
                            gib(session.crossKeys), gib(session.activations), gib(session.sum()));
    }
    return text;
}

std::string partsText(const MemoryInputs& inputs)
{
    std::string text;
    for (const PartMemory& part : inputs.parts) {
        if (partBytes(part, inputs.sizes.front()) == 0)
            continue; // nothing is known of it
        text += fmt::format("  + {}: ", part.title);
        for (std::size_t i = 0; i < inputs.sizes.size(); ++i)
            text +=
                fmt::format("{}{:.2f}", i == 0 ? "" : " / ", gib(partBytes(part, inputs.sizes[i])));
        text += "\n";
    }
    return text;
}

std::string memoryText(const KnownModel& model)
{
    std::string text = fmt::format("Memory\n  as stated: {}\n", model.memoryText);
    const MemoryInputs& inputs = model.memory;
    if (inputs.network.layers == 0)
        return text;
    text +=
        fmt::format("\nKV cache in GiB (bf16), by the latent frames it keeps; its own policy (*): "
                    "{}\n",
                    policyText(inputs.cache));
    text += cacheTable(inputs);
    text += "\nA session with its own policy, in GiB (bf16, by formula)\n" + sessionTable(inputs);
    if (!inputs.parts.empty())
        text += "and beside it, at these sizes\n" + partsText(inputs);
    return text;
}

std::string filesText(const KnownModel& model, const std::string& folder)
{
    if (model.downloads.empty())
        return {};
    std::string text = fmt::format("Files, below {}\n", folder);
    for (const ModelDownload& file : model.downloads)
        text += fmt::format(
            "  {}\n    {}{}, {}{}, from {}\n", file.place, file.exactBytes ? "" : "about ",
            bytesInWords(file.aboutBytes), stateText(lookAt(file, folder)),
            isOwnFile(model, file) ? "" : ", shared with other models", file.address);
    return text + "\n";
}

json fileJson(const KnownModel& model, const ModelDownload& file, const std::string& folder)
{
    const FileHere here = lookAt(file, folder);
    return {{"place", file.place},
            {"role", enumName(file.role)},
            {"address", file.address},
            {"bytes", file.aboutBytes},
            {"exact", file.exactBytes},
            {"bytes_here", here.bytes},
            {"whole", here.whole},
            {"sha256", file.sha256},
            {"shared", !isOwnFile(model, file)}};
}

json sizeJson(const MemoryInputs& inputs, PictureSize size)
{
    json windows = json::object();
    for (const std::int64_t window : windowsOf(inputs))
        windows[std::to_string(window)] = kvBytes(inputs, size, window);
    const SessionForecast session = forecastSession(inputs, size);
    json parts = json::array();
    for (const PartMemory& part : inputs.parts)
        parts.push_back(
            {{"title", part.title}, {"bytes", partBytes(part, size)}, {"resident", part.resident}});
    return {{"size", sizeText(size)},
            {"tokens_per_frame", tokensPerFrame(inputs, size)},
            {"kv_bytes_per_frame_layer", kvBytesPerFrameLayer(inputs, size)},
            {"kv_bytes_by_frames", std::move(windows)},
            {"weights", session.weights},
            {"kv_bytes", session.keysAndValues},
            {"cross_bytes", session.crossKeys},
            {"activation_bytes", session.activations},
            {"sum", session.sum()},
            {"parts", std::move(parts)}};
}

json memoryJson(const KnownModel& model)
{
    json memory = {{"stated_bytes", model.memoryBytes}, {"stated", model.memoryText}};
    if (model.memory.network.layers == 0)
        return memory;
    const MemoryInputs& inputs = model.memory;
    memory["window_frames"] = inputs.cache.windowFrames;
    memory["sink_frames"] = inputs.cache.sinkFrames;
    memory["block_frames"] = inputs.cache.blockFrames;
    memory["parameters"] = inputs.network.parameters;
    memory["tensors"] = inputs.network.tensors;
    memory["sizes"] = json::array();
    for (const PictureSize size : inputs.sizes)
        memory["sizes"].push_back(sizeJson(inputs, size));
    return memory;
}

} // namespace

std::string licenceText(const ModelLicence& licence)
{
    const auto orUnknown = [](const std::string& name) {
        return name.empty() ? std::string("not stated") : name;
    };
    std::string text =
        fmt::format("Licence\n  weights: {}\n  code:    {}\n  output:  {}\n",
                    orUnknown(licence.name), orUnknown(licence.code), rightsText(licence.output));
    if (!licence.meaning.empty())
        text += fmt::format("  {}\n", licence.meaning);
    if (!licence.conflict.empty())
        text += fmt::format("  Not resolved: {}.\n", licence.conflict);
    return text + "\n";
}

std::string pageText(const ShelvedModel& model, const std::string& folder)
{
    const KnownModel& known = model.known;
    std::string text = fmt::format("{} ({})\n", known.title, known.name);
    if (!known.does.empty())
        text += fmt::format("{}\n", known.does);
    text +=
        fmt::format("{}; {} here; {}\n", enumName(model.state()), bytesInWords(model.bytesHere()),
                    model.runs() ? "this version runs it" : "this version cannot run it yet");
    if (model.installed && !model.installed->trouble.empty())
        text += fmt::format("{}\n", model.installed->trouble);
    return text + "\n" + licenceText(known.licence) + filesText(known, folder) + memoryText(known);
}

json pageJson(const ShelvedModel& model, const std::string& folder)
{
    json page = toJson(model);
    const ModelLicence& licence = model.known.licence;
    page["licence"] = {{"weights", licence.name},
                       {"code", licence.code},
                       {"conflict", licence.conflict},
                       {"output", enumName(licence.output)},
                       {"meaning", licence.meaning}};
    page["files"] = json::array();
    for (const ModelDownload& file : model.known.downloads)
        page["files"].push_back(fileJson(model.known, file, folder));
    page["memory"] = memoryJson(model.known);
    return page;
}

} // namespace imprint::app
