#include "tests/support/pipewire_server.h"

#include "app/outputs/pipewire/pipewire_probe.h"
#include "tests/support/child_process.h"
#include "tests/support/wait_for.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <utility>

extern char** environ;

namespace imprint::test {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

Companion::Companion(std::vector<std::string> words, const std::vector<std::string>& environment,
                     const std::string& logFile)
{
    // setpriv asks the kernel to kill the program with us, and becomes the program.
    words.insert(words.begin(), {"setpriv", "--pdeathsig", "KILL"});
    std::vector<std::string> variables = environment; // the first of equal names counts
    for (char** entry = environ; *entry != nullptr; ++entry)
        variables.emplace_back(*entry);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, logFile.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    const int failed = ::posix_spawnp(&m_pid, words.front().c_str(), &actions, nullptr,
                                      pointersTo(words).data(), pointersTo(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        throw std::system_error(failed, std::generic_category(), words[3]);
}

Companion::Companion(Companion&& other) noexcept
    : m_pid(std::exchange(other.m_pid, -1))
{
}

Companion& Companion::operator=(Companion&& other) noexcept
{
    std::swap(m_pid, other.m_pid);
    return *this;
}

void Companion::kill()
{
    if (m_pid < 0)
        return;
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
    m_pid = -1;
}

void Companion::send(int signal)
{
    if (m_pid < 0 || ::kill(m_pid, signal) != 0)
        throw std::runtime_error("no signal can be sent to a program that has ended");
}

bool PipeWireServer::skipped(const std::vector<std::string>& alsoNeeded)
{
    std::vector<std::string> programs{"dbus-daemon", "pipewire", "wireplumber", "pipewire-pulse",
                                      "setpriv"};
    programs.insert(programs.end(), alsoNeeded.begin(), alsoNeeded.end());
    for (const std::string& program : programs)
        if (!isInstalled(program)) {
            std::printf("[skipped] the program %s is not installed\n", program.c_str());
            return true;
        }
    return false;
}

PipeWireServer::PipeWireServer()
{
    for (const char* name : {"rt", "home"})
        if (::mkdir((m_folder / name).c_str(), 0700) != 0)
            throw std::system_error(errno, std::generic_category(), "mkdir");
    const std::string bus = "unix:path=" + m_folder / "rt/bus";
    m_environment = {"XDG_RUNTIME_DIR=" + m_folder / "rt",
                     "PIPEWIRE_RUNTIME_DIR=" + m_folder / "rt",
                     "PULSE_RUNTIME_PATH=" + m_folder / "rt/pulse",
                     "PULSE_SERVER=unix:" + m_folder / "rt/pulse/native",
                     "HOME=" + m_folder / "home",
                     "XDG_CONFIG_HOME=" + m_folder / "home/config",
                     "XDG_STATE_HOME=" + m_folder / "home/state",
                     "DBUS_SESSION_BUS_ADDRESS=" + bus,
                     "DBUS_SYSTEM_BUS_ADDRESS=" + bus}; // real-time rights are not asked for
    m_bus.emplace(std::vector<std::string>{"dbus-daemon", "--session", "--nofork", "--nopidfile",
                                           "--address=" + bus},
                  m_environment, m_folder / "dbus.log");
    waitFor("the D-Bus session", [&] { return std::filesystem::exists(m_folder / "rt/bus"); });
    startDaemon();
}

void PipeWireServer::startDaemon()
{
    m_pipewire.emplace(std::vector<std::string>{"pipewire"}, m_environment,
                       m_folder / "pipewire.log");
    waitFor("the socket of pipewire", [&] { return app::probePipeWire(socket()).server; });
    m_wireplumber.emplace(std::vector<std::string>{"wireplumber"}, m_environment,
                          m_folder / "wireplumber.log");
    m_pulse.emplace(std::vector<std::string>{"pipewire-pulse"}, m_environment,
                    m_folder / "pulse.log");
    try {
        waitUntilReady();
    } catch (const std::exception& trouble) {
        throw std::runtime_error(trouble.what() + lastWords());
    }
}

void PipeWireServer::waitUntilReady() const
{
    waitFor("wireplumber", [&] { return app::probePipeWire(socket()).sessionManager; });
    waitFor("the socket of pipewire-pulse",
            [&] { return std::filesystem::exists(m_folder / "rt/pulse/native"); });
}

void PipeWireServer::killDaemon()
{
    m_pipewire.reset();
    m_wireplumber.reset();
    m_pulse.reset();
}

void PipeWireServer::restartDaemon()
{
    killDaemon();
    startDaemon();
}

void PipeWireServer::waitForNode(const std::string& name) const
{
    waitFor("the node " + name, [&] { return contains(app::probePipeWire(socket()).nodes, name); });
}

std::string PipeWireServer::lastWords() const
{
    std::string words;
    for (const char* name : {"dbus.log", "pipewire.log", "wireplumber.log", "pulse.log"}) {
        std::ifstream file(m_folder / name);
        words += std::string("\n") + name + ": ";
        words.append(std::istreambuf_iterator<char>(file), {});
    }
    return words;
}

} // namespace imprint::test
