#pragma once

#include "tests/support/child_process.h"

#include <string>
#include <vector>

namespace imprint::test {

enum class Transport { Tcp, Udp };

/// A port of the loopback that nobody uses at this moment.
int freePort(Transport transport);

/// A program that dies with the test, however that ends.
ChildProcess startServer(const std::vector<std::string>& words);

/// nginx with its RTMP module, of which nothing lies outside `folder`: application "live", every stream recorded there.
/// Ready when it is made. Throws std::runtime_error otherwise.
class RtmpServer {
public:
    RtmpServer(const std::string& folder, int port);

    void send(int signal) { m_program.send(signal); }

    /// The recorded streams, the oldest first.
    std::vector<std::string> recordings() const;

private:
    std::string m_folder;
    ChildProcess m_program;
};

/// A certificate for `localhost`, which is its own authority, with its key.
struct TlsFiles {
    std::string certificate;
    std::string key;
};

/// Makes them in `folder` with openssl. Throws std::runtime_error otherwise.
TlsFiles makeTlsFiles(const std::string& folder);

/// nginx with its stream module: takes TLS on one port of the loopback and hands what is inside to another. Ready when it is
/// made. Throws std::runtime_error otherwise.
class TlsFront {
public:
    TlsFront(const std::string& folder, const TlsFiles& files, int port, int behind);

    /// Whether nginx has that module; else prints "[skipped] ...".
    static bool isAvailable();

private:
    ChildProcess m_program;
};

/// Prints "[skipped] ..." and returns false if one of the programs is not installed.
bool hasPrograms(const std::vector<std::string>& programs);

} // namespace imprint::test
