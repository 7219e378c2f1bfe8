#include "tests/support/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>

extern char** environ;

namespace imprint::test {
namespace {

std::array<int, 2> makePipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "pipe2");
    return ends;
}

/// Ours with `added` in front, where the first of equal names counts.
std::vector<std::string> mergedEnvironment(const std::vector<std::string>& added)
{
    std::vector<std::string> all = added;
    for (char** entry = environ; *entry != nullptr; ++entry)
        all.emplace_back(*entry);
    return all;
}

/// Appends what can be read now; closes and forgets the descriptor at its end.
void drain(int& descriptor, std::string& text)
{
    std::array<char, 65536> buffer{};
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
        return;
    }
    if (count < 0 && errno == EINTR)
        return;
    ::close(descriptor);
    descriptor = -1;
}

} // namespace

std::vector<char*> pointersTo(std::vector<std::string>& words)
{
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

ChildProcess::ChildProcess(std::vector<std::string> words,
                           const std::vector<std::string>& environment)
{
    const auto out = makePipe();
    const auto err = makePipe();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
    auto variables = mergedEnvironment(environment);
    const int failed = ::posix_spawnp(&m_pid, words.front().c_str(), &actions, nullptr,
                                      pointersTo(words).data(), pointersTo(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(out[1]);
    ::close(err[1]);
    m_out = out[0];
    m_err = err[0];
    if (failed != 0) {
        ::close(m_out);
        ::close(m_err);
        throw std::system_error(failed, std::generic_category(), words.front());
    }
}

ChildProcess::~ChildProcess()
{
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    for (const int descriptor : {m_out, m_err})
        if (descriptor >= 0)
            ::close(descriptor);
}

/// Waits for output, or for `watched` (-1: none) to become readable. Returns whether the program may still write. One that is
/// silent for longer than `patience` hangs.
bool ChildProcess::readOutput(int watched, std::chrono::milliseconds patience)
{
    std::array<pollfd, 3> polled{pollfd{m_out, POLLIN, 0}, pollfd{m_err, POLLIN, 0},
                                 pollfd{watched, POLLIN, 0}};
    const int ready = ::poll(polled.data(), polled.size(), static_cast<int>(patience.count()));
    if (ready == 0)
        throw std::runtime_error("a program neither ends nor goes on");
    if (polled[0].revents != 0)
        drain(m_out, m_end.out);
    if (polled[1].revents != 0)
        drain(m_err, m_end.err);
    return m_out >= 0 || m_err >= 0;
}

bool ChildProcess::waitForFiles(const std::string& folder, const std::function<bool()>& reached)
{
    const int watch = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch < 0 || ::inotify_add_watch(watch, folder.c_str(), IN_CREATE | IN_MODIFY) < 0)
        throw std::system_error(errno, std::generic_category(), "inotify");
    bool found = reached();
    bool alive = true;
    while (!found && alive) {
        alive = readOutput(watch);
        std::array<char, 65536> events{}; // what happened does not matter
        while (::read(watch, events.data(), events.size()) > 0) {
        }
        found = reached();
    }
    ::close(watch);
    return found && alive;
}

std::optional<std::string>
ChildProcess::waitForLine(const std::function<bool(const std::string&)>& reached,
                          std::chrono::milliseconds patience)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    for (bool alive = true;;) {
        while (auto line = takeLine())
            if (reached(*line))
                return line;
        if (!alive)
            return std::nullopt;
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            throw std::runtime_error("a program goes on without the line that was waited for");
        alive = readOutput(-1, left);
    }
}

std::optional<std::string> ChildProcess::takeLine()
{
    const std::size_t end = m_end.out.find('\n', m_linesEnd);
    if (end == std::string::npos)
        return std::nullopt;
    return m_end.out.substr(std::exchange(m_linesEnd, end + 1), end - m_linesEnd);
}

void ChildProcess::send(int signal)
{
    if (::kill(m_pid, signal) != 0)
        throw std::system_error(errno, std::generic_category(), "kill");
}

ProgramEnd ChildProcess::wait()
{
    while ((m_out >= 0 || m_err >= 0) && readOutput(-1)) {
    }
    int status = 0;
    if (::waitpid(m_pid, &status, 0) != m_pid)
        throw std::system_error(errno, std::generic_category(), "waitpid");
    m_pid = -1;
    if (WIFEXITED(status))
        m_end.exitCode = WEXITSTATUS(status);
    else
        m_end.signal = WTERMSIG(status);
    return m_end;
}

ProgramEnd runCaptured(std::vector<std::string> words, const std::vector<std::string>& environment)
{
    return ChildProcess(std::move(words), environment).wait();
}

bool isInstalled(const std::string& program)
{
    const char* path = std::getenv("PATH");
    std::istringstream folders(path == nullptr ? "" : path);
    for (std::string folder; std::getline(folders, folder, ':');)
        if (::access((std::filesystem::path(folder) / program).c_str(), X_OK) == 0)
            return true;
    return false;
}

} // namespace imprint::test
