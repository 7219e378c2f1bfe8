#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace imprint::test {

/// As execve wants them: valid as long as the words are, with a null pointer behind the last.
std::vector<char*> pointersTo(std::vector<std::string>& words);

/// What a program left behind.
struct ProgramEnd {
    int exitCode = -1; ///< -1 if a signal ended it
    int signal = 0;    ///< 0 if it ended by itself
    std::string out;
    std::string err;
};

/// A program started without a shell, its output captured. Ends with the object at the latest (SIGKILL).
/// Thread: its owner's.
class ChildProcess {
public:
    /// words        the program, found in PATH or by its path, and its arguments
    /// environment  "NAME=value", added to our own
    /// Throws std::runtime_error if it cannot be started.
    explicit ChildProcess(std::vector<std::string> words,
                          const std::vector<std::string>& environment = {});
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Waits until files in `folder` are such that `reached` says so: it is asked whenever one of them changes. The
    /// program's output is read meanwhile. Returns false if the program ended before. Throws after four minutes.
    bool waitForFiles(const std::string& folder, const std::function<bool()>& reached);

    /// Waits for a line of standard output that `reached` accepts, and returns it. Every line is shown to it once, whoever
    /// waits. Nothing if the program ended before; throws after `patience`, however much is printed meanwhile.
    std::optional<std::string>
    waitForLine(const std::function<bool(const std::string& line)>& reached,
                std::chrono::milliseconds patience = std::chrono::minutes(4));

    void send(int signal);

    pid_t pid() const { return m_pid; }

    /// Waits for the end. Throws after four minutes.
    ProgramEnd wait();

private:
    bool readOutput(int watched, std::chrono::milliseconds patience = std::chrono::minutes(4));
    std::optional<std::string> takeLine();

    pid_t m_pid = -1;
    int m_out = -1;
    int m_err = -1;
    ProgramEnd m_end;
    std::size_t m_linesEnd = 0; // of the output that takeLine() gave
};

/// Starts a program and waits for its end.
ProgramEnd runCaptured(std::vector<std::string> words,
                       const std::vector<std::string>& environment = {});

/// Whether PATH has the program.
bool isInstalled(const std::string& program);

} // namespace imprint::test
