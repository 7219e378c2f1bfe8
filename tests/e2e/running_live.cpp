#include "tests/e2e/running_live.h"

#include "tests/audio/wav_file.h"
#include "tests/e2e/imprint_cli.h"
#include "tests/support/signals.h"
#include "tests/support/wait_for.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <optional>
#include <stdexcept>

namespace imprint::test {
namespace {

std::vector<std::string> wordsOf(const std::vector<std::string>& arguments)
{
    std::vector<std::string> words = cliWords({"live", "--preset", "ultrafast", "--json"});
    if (std::find(arguments.begin(), arguments.end(), "--model") == arguments.end())
        words.insert(words.end(), {"--model", "puppet", "--size", "256"});
    words.insert(words.begin(), {"setpriv", "--pdeathsig", "KILL"});
    words.insert(words.end(), arguments.begin(), arguments.end());
    return words;
}

std::vector<std::string> withResources(std::vector<std::string> environment)
{
    const auto resources = cliEnvironment();
    environment.insert(environment.end(), resources.begin(), resources.end());
    return environment;
}

/// 'Z' is dead, and waits to be asked after.
bool isRunning(pid_t process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string stat;
    if (!std::getline(file, stat))
        return false;
    const char state = stat.at(stat.rfind(')') + 2); // the name before it may hold anything
    return state != 'Z' && state != 'X';
}

} // namespace

Stage::Stage()
{
    writeWav(voice(), makeChirp(48000, 20, 200, 2000), 48000, 1);
}

std::vector<std::string> Stage::playing(std::vector<std::string> arguments) const
{
    arguments.insert(arguments.end(), {"--audio", voice(), "--loop"});
    return arguments;
}

RunningLive::RunningLive(const std::vector<std::string>& arguments,
                         std::vector<std::string> environment)
    : m_program(wordsOf(arguments), withResources(std::move(environment)))
{
}

nlohmann::json RunningLive::waitFor(const std::string& what, const Condition& reached)
{
    const auto inVain = [&](const std::string& how) {
        return std::runtime_error("waited in vain for: " + what + " (" + how +
                                  "); the last figures were " + m_lastLine);
    };
    nlohmann::json figures;
    const auto meets = [&](const std::string& line) {
        m_lastLine = line;
        figures = nlohmann::json::parse(line);
        return reached(figures);
    };
    std::optional<std::string> line;
    try {
        line = m_program.waitForLine(meets, std::chrono::minutes(1));
    } catch (const std::runtime_error& error) {
        throw inVain(error.what());
    }
    if (!line)
        throw inVain("it ended: " + m_program.wait().err);
    return figures;
}

nlohmann::json RunningLive::waitForPictures(int count)
{
    std::optional<int> before;
    return waitFor(std::to_string(count) + " pictures", [&](const nlohmann::json& figures) {
        const int now = ownPictures(figures);
        before = before.value_or(now);
        return now >= *before + count;
    });
}

LiveEnd RunningLive::stop()
{
    m_program.send(SIGINT);
    return wait();
}

LiveEnd RunningLive::wait()
{
    const ProgramEnd end = m_program.wait();
    LiveEnd live{.exitCode = end.exitCode, .signal = end.signal, .figures = {}, .err = end.err};
    const std::size_t lastLine =
        end.out.size() < 2 ? 0 : end.out.rfind('\n', end.out.size() - 2) + 1;
    if (end.signal == 0 && !end.out.empty())
        live.figures = nlohmann::json::parse(end.out.substr(lastLine));
    return live;
}

int ownPictures(const nlohmann::json& figures)
{
    return figures.at("frames").get<int>() - figures.at("repeated").get<int>();
}

pid_t enginePid(const nlohmann::json& figures)
{
    return figures.at("engine_pid").get<pid_t>();
}

nlohmann::json outputOf(const nlohmann::json& figures, const std::string& name)
{
    for (const auto& output : figures.at("outputs"))
        if (output.at("name") == name)
            return output;
    throw std::runtime_error("a live run without the output '" + name + "'");
}

void waitForEndOf(pid_t process)
{
    test::waitFor("the end of process " + std::to_string(process),
                  [process] { return !isRunning(process); });
}

} // namespace imprint::test
