#include "tests/support/pulse_server.h"

#include "tests/support/file_bytes.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace imprint::test {
namespace {

constexpr auto kPatience = std::chrono::seconds(30);
constexpr auto kAskAgain = std::chrono::milliseconds(20);

// The socket last: who can connect finds the microphone.
constexpr char kScript[] = R"(
load-module module-null-sink sink_name=testmic rate=48000 channels=1 format=s16le
set-default-sink testmic
set-default-source testmic.monitor
load-module module-native-protocol-unix auth-anonymous=1
)";

} // namespace

bool PulseServer::isAvailable()
{
    for (const char* program : {"pulseaudio", "pacat", "paplay", "setpriv"})
        if (!isInstalled(program))
            return false;
    return true;
}

PulseServer::PulseServer()
    : m_environment{"XDG_RUNTIME_DIR=" + m_folder.path(), "HOME=" + m_folder.path(),
                    "PULSE_RUNTIME_PATH=" + m_folder / "pulse",
                    "PULSE_STATE_PATH=" + m_folder / "state", "PULSE_COOKIE=" + m_folder / "cookie",
                    // Named, so that a client starts no server of its own when this one is dead.
                    "PULSE_SERVER=unix:" + m_folder / "pulse/native"}
{
    writeBytes(m_folder / "microphone.pa", kScript);
    start();
}

void PulseServer::useInThisProcess() const
{
    for (const std::string& variable : m_environment) {
        const auto equals = variable.find('=');
        ::setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
    }
}

std::unique_ptr<ChildProcess> PulseServer::startProgram(std::vector<std::string> words) const
{
    words.insert(words.begin(), {"setpriv", "--pdeathsig", "KILL"});
    return std::make_unique<ChildProcess>(std::move(words), m_environment);
}

void PulseServer::start()
{
    std::filesystem::remove(m_folder / "pulse/native"); // which a killed server leaves behind
    m_server = startProgram({"pulseaudio", "-n", "-F", m_folder / "microphone.pa", "--daemonize=no",
                             "--exit-idle-time=-1", "--use-pid-file=no", "--realtime=no",
                             "--high-priority=no", "--log-target=file:" + m_folder / "log"});
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!answers()) {
        if (std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("PulseAudio does not answer: " + readBytes(m_folder / "log"));
        std::this_thread::sleep_for(kAskAgain);
    }
    m_awake = startProgram({"pacat", "--playback", std::string("--device=") + kSink,
                            "--latency-msec=20", "--rate=48000", "--channels=1", "/dev/zero"});
}

bool PulseServer::answers() const
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = m_folder / "pulse/native";
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    const int client = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool connected =
        ::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(client);
    return connected;
}

void PulseServer::kill()
{
    m_server.reset(); // a ChildProcess ends with SIGKILL
    m_awake.reset();
}

void PulseServer::signal(int number)
{
    m_server->send(number);
}

std::unique_ptr<ChildProcess> PulseServer::play(const std::string& path) const
{
    return startProgram({"paplay", std::string("--device=") + kSink, path});
}

} // namespace imprint::test
