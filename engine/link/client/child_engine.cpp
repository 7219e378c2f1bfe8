#include "engine/link/client/child_engine.h"

#include "engine/core/error.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

extern char** environ;

namespace imprint::link {
namespace {

constexpr int kChildSocket = 3; ///< descriptor of the socket in the child
constexpr std::chrono::milliseconds kPoliteEnd{2000};

std::string programPath(const EngineProgram& program)
{
    if (!program.path.empty())
        return program.path;
    if (const char* chosen = std::getenv("IMPRINT_ENGINE"))
        return chosen;
    std::error_code failed;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
    const auto beside = self.parent_path() / "imprint-engine";
    if (failed || !std::filesystem::exists(beside, failed))
        throw Error(ErrorCode::NotFound,
                    concat("the engine's program '", beside.string(), "' does not exist"),
                    "Install it there, or set IMPRINT_ENGINE to it");
    return beside.string();
}

/// What the child is to be: a group of its own, so that Ctrl-C reaches the app alone, which then ends the engine; no signal
/// blocked or ignored by our will; and no descriptor of ours but the socket.
class SpawnSettings {
public:
    explicit SpawnSettings(int socket)
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        // Our standard output may be somebody's data; what the engine has to say goes to the log.
        posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, socket, kChildSocket);
        posix_spawn_file_actions_addclosefrom_np(&actions, kChildSocket + 1);
        posix_spawnattr_init(&attributes);
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&attributes, &signals);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
            sigaddset(&signals, signal);
        posix_spawnattr_setsigdefault(&attributes, &signals);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                                  POSIX_SPAWN_SETSIGDEF);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

std::string endingOf(int status)
{
    if (WIFSIGNALED(status))
        return concat("ended (signal ", WTERMSIG(status), ")");
    return concat("ended (exit code ", WEXITSTATUS(status), ")");
}

} // namespace

ChildEngine::ChildEngine(const EngineProgram& program)
{
    std::vector<std::string> words{programPath(program), "--child-fd",
                                   std::to_string(kChildSocket)};
    words.insert(words.end(), program.arguments.begin(), program.arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);

    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw Error(ErrorCode::Io,
                    concat("no socket for the engine: ", std::generic_category().message(errno)));
    const SpawnSettings settings(ends[1]);
    const int failed = ::posix_spawn(&m_pid, words.front().c_str(), &settings.actions,
                                     &settings.attributes, pointers.data(), environ);
    ::close(ends[1]);
    if (failed != 0) {
        ::close(ends[0]);
        throw Error(failed == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
                    concat("the engine '", words.front(),
                           "' cannot be started: ", std::generic_category().message(failed)),
                    "Install it beside this program, or set IMPRINT_ENGINE to it");
    }
    m_socket = ends[0];
    // Close-on-exec by itself. Without it (an old kernel) the child is killed at once instead of after a while.
    m_watch = static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0));
}

ChildEngine::~ChildEngine()
{
    if (m_socket >= 0)
        ::close(m_socket);
    end(kPoliteEnd);
    if (m_watch >= 0)
        ::close(m_watch);
}

int ChildEngine::takeSocket()
{
    return std::exchange(m_socket, -1);
}

std::string ChildEngine::end(std::chrono::milliseconds patience)
{
    if (!m_ending.empty())
        return m_ending;
    pollfd watched{m_watch, POLLIN, 0};
    if (m_watch < 0 || ::poll(&watched, 1, static_cast<int>(patience.count())) <= 0)
        ::kill(m_pid, SIGKILL); // which does not change how a process ends that is ending already
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    return m_ending = endingOf(status);
}

} // namespace imprint::link
