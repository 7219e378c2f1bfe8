#include "tests/e2e/imprint_cli.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <sstream>
#include <stdexcept>

namespace imprint::test {
namespace {

/// ffprobe's answer as JSON; its complaints are errors.
nlohmann::json probe(const std::string& path)
{
    const ProgramEnd end = runCaptured(
        {"ffprobe", "-v", "error", "-count_frames", "-show_streams", "-of", "json", path});
    if (end.exitCode != 0 || !end.err.empty())
        throw std::runtime_error("ffprobe on '" + path + "': " + end.err);
    return nlohmann::json::parse(end.out);
}

double number(const nlohmann::json& stream, const char* key)
{
    return std::stod(stream.at(key).get<std::string>());
}

/// A stream's length; an MKV states it only as a tag.
double length(const nlohmann::json& stream)
{
    if (stream.contains("duration"))
        return number(stream, "duration");
    const auto text = stream.at("tags").at("DURATION").get<std::string>(); // hh:mm:ss.frac
    return 3600 * std::stod(text) + 60 * std::stod(text.substr(3)) + std::stod(text.substr(6));
}

} // namespace

std::vector<std::string> cliEnvironment()
{
    return {"IMPRINT_RESOURCES=" IMPRINT_SOURCE_RESOURCES};
}

std::vector<std::string> cliWords(const std::vector<std::string>& arguments)
{
    std::vector<std::string> words{IMPRINT_CLI};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return words;
}

ProgramEnd runCli(const std::vector<std::string>& arguments)
{
    return runCaptured(cliWords(arguments), cliEnvironment());
}

nlohmann::json runCliJson(std::vector<std::string> arguments)
{
    arguments.emplace_back("--json");
    const ProgramEnd end = runCli(arguments);
    INFO(end.err);
    REQUIRE(end.exitCode == 0);
    CHECK(end.err.empty());
    std::istringstream lines(end.out);
    std::string last;
    for (std::string line; std::getline(lines, line);)
        last = line;
    return nlohmann::json::parse(last);
}

std::string frameHashes(const std::string& path)
{
    const ProgramEnd end =
        runCaptured({"ffmpeg", "-v", "error", "-i", path, "-map", "0:v", "-f", "framemd5", "-"});
    REQUIRE(end.exitCode == 0);
    return end.out;
}

std::string facePath(const std::string& name)
{
    return IMPRINT_SOURCE_RESOURCES "/faces/" + name + ".png";
}

ProbedMovie probeMovie(const std::string& path)
{
    ProbedMovie movie;
    const nlohmann::json answer = probe(path);
    for (const auto& stream : answer.at("streams")) {
        const bool video = stream.at("codec_type") == "video";
        (video ? movie.videoSeconds : movie.audioSeconds) = length(stream);
        (video ? movie.videoStart : movie.audioStart) = number(stream, "start_time");
        if (!video)
            continue;
        movie.frames = std::stoi(stream.at("nb_read_frames").get<std::string>());
        movie.width = stream.at("width");
        movie.height = stream.at("height");
    }
    return movie;
}

bool hasGear(const std::vector<std::string>& programs)
{
    const auto missing = std::find_if_not(programs.begin(), programs.end(), isInstalled);
    if (missing == programs.end())
        return true;
    std::printf("[skipped] the program %s is not installed\n", missing->c_str());
    return false;
}

void speak(const Voice& voice, const std::string& path)
{
    const ProgramEnd end =
        runCaptured({"espeak-ng", "-v", voice.name, "-s", std::to_string(voice.wordsPerMinute),
                     "-p", std::to_string(voice.pitch), "-w", path, voice.text});
    INFO("espeak-ng: " << end.err);
    REQUIRE(end.exitCode == 0);
}

} // namespace imprint::test
