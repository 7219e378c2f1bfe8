#include "tests/outputs/stream_servers.h"

#include "tests/outputs/live_moments.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace imprint::test {
namespace {

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool accepts(int port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    const bool open =
        ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(descriptor);
    return open;
}

constexpr char kStreamModule[] = "/usr/lib/nginx/modules/ngx_stream_module.so";

/// What both servers of a test begin with.
std::string preamble(const std::string& folder)
{
    return "daemon off;\nmaster_process off;\n"
           "pid " +
           folder +
           "/nginx.pid;\n"
           "error_log " +
           folder +
           "/nginx.log error;\n"
           "events {}\n";
}

/// nginx finds its module by name, below where Debian built it to look.
std::string configuration(const std::string& folder, int port)
{
    return "load_module modules/ngx_rtmp_module.so;\n" + preamble(folder) +
           "rtmp { server { listen 127.0.0.1:" + std::to_string(port) +
           ";\n"
           "  application live { live on; record all; record_path " +
           folder +
           ";\n"
           "    record_suffix -%s.flv; record_unique on; } } }\n";
}

std::string tlsConfiguration(const std::string& folder, const TlsFiles& files, int port, int behind)
{
    return "load_module modules/ngx_stream_module.so;\n" + preamble(folder) +
           "stream { server { listen 127.0.0.1:" + std::to_string(port) +
           " ssl;\n"
           "  ssl_certificate " +
           files.certificate + ";\n  ssl_certificate_key " + files.key +
           ";\n"
           "  proxy_pass 127.0.0.1:" +
           std::to_string(behind) + "; } }\n";
}

ChildProcess startNginx(const std::string& folder, const std::string& configuration)
{
    const std::string file = folder + "/nginx.conf";
    std::ofstream(file) << configuration;
    return startServer({"nginx", "-c", file, "-e", folder + "/nginx.log"});
}

} // namespace

int freePort(Transport transport)
{
    const int descriptor = ::socket(
        AF_INET, (transport == Transport::Tcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    const bool bound =
        ::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(descriptor);
    if (!bound)
        throw std::runtime_error("no port of the loopback is free");
    return ntohs(address.sin_port);
}

ChildProcess startServer(const std::vector<std::string>& words)
{
    std::vector<std::string> all{"setpriv", "--pdeathsig", "KILL"};
    all.insert(all.end(), words.begin(), words.end());
    return ChildProcess(std::move(all));
}

RtmpServer::RtmpServer(const std::string& folder, int port)
    : m_folder(folder)
    , m_program(startNginx(folder, configuration(folder, port)))
{
    if (!eventually([&] { return accepts(port); }))
        throw std::runtime_error("nginx does not start");
}

std::vector<std::string> RtmpServer::recordings() const
{
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder))
        if (entry.path().extension() == ".flv")
            found.push_back(entry.path().string());
    std::sort(found.begin(), found.end());
    return found;
}

TlsFiles makeTlsFiles(const std::string& folder)
{
    const TlsFiles files{.certificate = folder + "/certificate.pem", .key = folder + "/key.pem"};
    const ProgramEnd end =
        runCaptured({"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                     "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                     files.key, "-out", files.certificate});
    if (end.exitCode != 0)
        throw std::runtime_error("openssl makes no certificate: " + end.err);
    return files;
}

TlsFront::TlsFront(const std::string& folder, const TlsFiles& files, int port, int behind)
    : m_program(startNginx(folder, tlsConfiguration(folder, files, port, behind)))
{
    if (!eventually([&] { return accepts(port); }))
        throw std::runtime_error("nginx does not start before TLS");
}

bool TlsFront::isAvailable()
{
    if (std::filesystem::exists(kStreamModule))
        return true;
    std::puts("[skipped] nginx's stream module is not installed");
    return false;
}

bool hasPrograms(const std::vector<std::string>& programs)
{
    for (const std::string& program : programs)
        if (!isInstalled(program)) {
            std::printf("[skipped] %s is not installed\n", program.c_str());
            return false;
        }
    return true;
}

} // namespace imprint::test
