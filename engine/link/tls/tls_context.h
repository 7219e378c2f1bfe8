#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace imprint::link {

struct FreeSsl {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* connection) const { SSL_free(connection); }
};
using SslContextPtr = std::unique_ptr<SSL_CTX, FreeSsl>;
using SslPtr = std::unique_ptr<SSL, FreeSsl>;

/// What the server shows. Files in PEM form.
struct ServerIdentity {
    std::string certificateFile;
    std::string keyFile;
};

/// How a client knows the server. The first that is set counts; none: the system's authorities and the host's name.
struct ServerTrust {
    std::string
        fingerprint; ///< SHA-256 of its certificate in hexadecimal; colons and case do not matter
    std::string authorityFile; ///< PEM file of an authority, or of the server's own certificate
};

/// Makes connections of TLS 1.3 and nothing older; they must not outlive it. Thread: any to make, connections of one
/// object belong to one thread.
class TlsServer {
public:
    /// Throws Error(NotFound | BadInput) naming the file and what is wrong with it.
    explicit TlsServer(const ServerIdentity& identity);

    SslPtr connection() const;

private:
    SslContextPtr m_context;
};

class TlsClient {
public:
    /// Throws Error(BadConfig) for a fingerprint that is none, Error(NotFound | BadInput) for the file.
    explicit TlsClient(const ServerTrust& trust);
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    /// Checks the name or address `host` too, where it trusts an authority.
    SslPtr connection(const std::string& host) const;

private:
    std::string m_fingerprint; // the context points to it
    SslContextPtr m_context;
};

/// What OpenSSL has to say about the last thing that failed on this thread; empties its list.
std::string opensslProblem();

} // namespace imprint::link
