#pragma once

#include "tests/support/child_process.h"
#include "tests/support/temporary_folder.h"

#include <memory>
#include <string>
#include <vector>

namespace imprint::test {

/// A PulseAudio server of the test's own, without sound card, systemd or D-Bus: its runtime folder, socket, state and log are in a
/// temporary folder, and all its processes end with the test, also when that is killed (setpriv --pdeathsig).
///
///     if (!PulseServer::isAvailable()) { std::puts("[skipped] no pulseaudio"); return; }
///     PulseServer server;                      // runs when the constructor returns; its microphone is awake and silent
///     server.useInThisProcess();               // or: ChildProcess cli({...}, server.environment());
///     auto player = server.play(wavPath);      // ends when the file has been played
///     server.kill();                           // as `kill -9`
///     server.start();                          // and back
///
/// Whatever is played into it is the sound of its microphone, which is its default source: kMicrophone by name, "pulse" or the
/// default device for PortAudio. An awake sink delivers exact zeros while nothing is played.
/// Needs: pulseaudio, pulseaudio-utils, libasound2-plugins, setpriv. Thread: the one that made it, for as long as it lives (a
/// child ends with the thread that started it).
class PulseServer {
public:
    static constexpr char kSink[] = "testmic";
    static constexpr char kMicrophone[] = "testmic.monitor";

    static bool isAvailable();

    /// Starts the server. Throws std::runtime_error, with its log, if it does not answer within half a minute.
    PulseServer();

    /// "NAME=value" for programs that are to use this server and no other.
    const std::vector<std::string>& environment() const { return m_environment; }

    /// Sets these in this process, before it starts its first thread.
    void useInThisProcess() const;

    /// Starts it again after kill(); the same names and the same socket.
    void start();

    /// Kills the server (SIGKILL), and what kept its sink awake.
    void kill();

    /// Sends a signal to the server: SIGSTOP makes it hang, SIGCONT ends that.
    void signal(int number);

    /// Plays a sound file (WAV, 48 kHz mono goes through unchanged) into the microphone, from now.
    std::unique_ptr<ChildProcess> play(const std::string& path) const;

private:
    std::unique_ptr<ChildProcess> startProgram(std::vector<std::string> words) const;
    bool answers() const;

    TemporaryFolder m_folder;
    std::vector<std::string> m_environment;
    std::unique_ptr<ChildProcess> m_server;
    std::unique_ptr<ChildProcess>
        m_awake; // plays zeros, without which the sink sleeps for up to two seconds
};

} // namespace imprint::test
