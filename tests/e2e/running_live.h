#pragma once

#include "tests/support/child_process.h"
#include "tests/support/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <vector>

namespace imprint::test {

/// Of every picture that the models make.
inline constexpr int kFps = 25;

/// A folder of the test's own, in which lies a voice that a run can listen to for ever.
class Stage {
public:
    Stage();

    std::string operator/(const std::string& name) const { return m_folder / name; }
    std::string voice() const { return m_folder / "voice.wav"; } ///< loud; 20 s

    /// The arguments, and those that play the voice in the place of a microphone.
    std::vector<std::string> playing(std::vector<std::string> arguments) const;

private:
    TemporaryFolder m_folder;
};

/// How a live run ended.
struct LiveEnd {
    int exitCode = -1;      ///< -1 if a signal ended it
    int signal = 0;         ///< 0 if it ended by itself
    nlohmann::json figures; ///< its last word; null if a signal ended it, or it had nothing to say
    std::string err;
};

/// `imprint-cli live --json` while it runs. Ends with the test, however that ends. Thread: its owner's.
class RunningLive {
public:
    using Condition = std::function<bool(const nlohmann::json& figures)>;

    /// arguments    of `imprint-cli live`; without --model it is the puppet and the picture small, which a busy machine
    ///              draws and encodes in real time as well
    /// environment  as ChildProcess has it
    explicit RunningLive(const std::vector<std::string>& arguments,
                         std::vector<std::string> environment = {});

    /// The first of the next figures that meet the condition; they come once a second. Throws std::runtime_error that says
    /// `what` was waited for, with the program's last words, if it ends before, or does not come within a minute.
    nlohmann::json waitFor(const std::string& what, const Condition& reached);

    /// Waits until so many further pictures of their own moment have been shown.
    nlohmann::json waitForPictures(int count);

    void send(int signal) { m_program.send(signal); }
    pid_t pid() const { return m_program.pid(); }

    /// As Ctrl-C.
    LiveEnd stop();

    /// Waits for its end.
    LiveEnd wait();

private:
    ChildProcess m_program;
    std::string m_lastLine; // for messages
};

/// How many pictures of their own moment were shown since the start.
int ownPictures(const nlohmann::json& figures);

/// The process of the engine, a child.
pid_t enginePid(const nlohmann::json& figures);

/// The figures of the output of that name.
nlohmann::json outputOf(const nlohmann::json& figures, const std::string& name);

/// Waits until no process of that number runs any more; a dead one that nobody has asked after does not. Throws
/// std::runtime_error after a minute.
void waitForEndOf(pid_t process);

} // namespace imprint::test
