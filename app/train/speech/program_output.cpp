#include "app/train/speech/program_output.h"

#include "engine/core/error.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>

extern char** environ;

namespace imprint::train {
namespace {

constexpr int kPatienceMs = 60'000;

/// A running program whose stdout we read; ends with the object at the latest.
class RunningProgram {
public:
    explicit RunningProgram(std::vector<std::string>& words)
        : m_name(words.front())
    {
        std::array<int, 2> pipe{};
        if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
            throw failure(concat("cannot be started: ", std::strerror(errno)));
        const int problem = spawn(words, pipe[1]);
        ::close(pipe[1]);
        m_output = pipe[0];
        if (problem != 0) {
            ::close(m_output);
            throw failure(concat("cannot be started: ", std::strerror(problem)));
        }
    }
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;
    ~RunningProgram()
    {
        ::close(m_output);
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
        }
    }

    std::string readAll()
    {
        std::string text;
        std::array<char, 4096> buffer{};
        while (true) {
            pollfd polled{m_output, POLLIN, 0};
            const int ready = ::poll(&polled, 1, kPatienceMs);
            if (ready == 0)
                throw failure("neither ends nor goes on");
            const ssize_t count = ready < 0 ? -1 : ::read(m_output, buffer.data(), buffer.size());
            if (count < 0 && errno == EINTR)
                continue;
            if (count < 0)
                throw failure(concat("cannot be read: ", std::strerror(errno)));
            if (count == 0)
                return text;
            text.append(buffer.data(), static_cast<std::size_t>(count));
        }
    }

    void waitForSuccess()
    {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
        m_pid = -1;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            throw failure("failed");
    }

private:
    int spawn(std::vector<std::string>& words, int output)
    {
        std::vector<char*> arguments;
        for (std::string& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        const int problem =
            ::posix_spawnp(&m_pid, arguments.front(), &actions, nullptr, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        return problem;
    }

    Error failure(const std::string& what) const
    {
        return {ErrorCode::Io, concat("the program '", m_name, "' ", what),
                concat("Run ", m_name, " by hand to see why")};
    }

    std::string m_name;
    pid_t m_pid = -1;
    int m_output = -1;
};

} // namespace

bool isInstalled(const std::string& program)
{
    const char* path = std::getenv("PATH");
    std::istringstream folders(path == nullptr ? "" : path);
    for (std::string folder; std::getline(folders, folder, ':');)
        if (::access((std::filesystem::path(folder) / program).c_str(), X_OK) == 0)
            return true;
    return false;
}

std::string outputOf(std::vector<std::string> words)
{
    RunningProgram program(words);
    std::string text = program.readAll();
    program.waitForSuccess();
    return text;
}

} // namespace imprint::train
