#include "engine/link/tls/tls_context.h"

#include "engine/core/error.h"
#include "engine/link/tls/certificate.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <filesystem>

namespace imprint::link {
namespace {

SslContextPtr newContext(const SSL_METHOD* method)
{
    SslContextPtr context(SSL_CTX_new(method));
    if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) != 1)
        throw Error(ErrorCode::Internal, concat("TLS 1.3 cannot be used: ", opensslProblem()));
    return context;
}

void requireFile(const std::string& path, const char* what)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        throw Error(ErrorCode::NotFound, concat("the ", what, " '", path, "' is no file"),
                    "imprint-engine --make-certificate makes both");
}

/// Replaces OpenSSL's own check: the certificate itself is known, who signed it and until when does not matter.
int acceptPinned(X509_STORE_CTX* store, void* pinned)
{
    const X509* certificate = X509_STORE_CTX_get0_cert(store);
    const auto& fingerprint = *static_cast<const std::string*>(pinned);
    if (certificate != nullptr && fingerprintOf(*certificate) == fingerprint)
        return 1;
    X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_REJECTED);
    return 0;
}

} // namespace

std::string opensslProblem()
{
    std::string text;
    while (const unsigned long code = ERR_get_error())
        if (const char* reason = ERR_reason_error_string(code))
            text = reason; // the last is the outermost
    return text.empty() ? "no reason given" : text;
}

TlsServer::TlsServer(const ServerIdentity& identity)
{
    requireFile(identity.certificateFile, "certificate");
    requireFile(identity.keyFile, "key");
    m_context = newContext(TLS_server_method());
    if (SSL_CTX_use_certificate_chain_file(m_context.get(), identity.certificateFile.c_str()) != 1)
        throw Error(
            ErrorCode::BadInput,
            concat("'", identity.certificateFile, "' is no certificate: ", opensslProblem()),
            "It must be a PEM file");
    if (SSL_CTX_use_PrivateKey_file(m_context.get(), identity.keyFile.c_str(), SSL_FILETYPE_PEM) !=
        1)
        throw Error(ErrorCode::BadInput,
                    concat("'", identity.keyFile, "' is not the key of '", identity.certificateFile,
                           "': ", opensslProblem()),
                    "Both must be PEM files that were made together");
}

SslPtr TlsServer::connection() const
{
    SslPtr connection(SSL_new(m_context.get()));
    IMPRINT_ASSERT(connection != nullptr, opensslProblem());
    SSL_set_accept_state(connection.get());
    return connection;
}

TlsClient::TlsClient(const ServerTrust& trust)
    : m_fingerprint(trust.fingerprint.empty() ? "" : normalFingerprint(trust.fingerprint))
    , m_context(newContext(TLS_client_method()))
{
    SSL_CTX_set_verify(m_context.get(), SSL_VERIFY_PEER, nullptr);
    if (!m_fingerprint.empty()) {
        SSL_CTX_set_cert_verify_callback(m_context.get(), acceptPinned, &m_fingerprint);
    } else if (!trust.authorityFile.empty()) {
        requireFile(trust.authorityFile, "certificate of the authority");
        if (SSL_CTX_load_verify_file(m_context.get(), trust.authorityFile.c_str()) != 1)
            throw Error(ErrorCode::BadInput,
                        concat("'", trust.authorityFile, "' is no certificate: ", opensslProblem()),
                        "It must be a PEM file");
    } else {
        SSL_CTX_set_default_verify_paths(m_context.get());
    }
}

SslPtr TlsClient::connection(const std::string& host) const
{
    SslPtr connection(SSL_new(m_context.get()));
    IMPRINT_ASSERT(connection != nullptr, opensslProblem());
    SSL_set_connect_state(connection.get());
    if (m_fingerprint.empty()) {
        // An address is compared as one, a name as one.
        if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection.get()), host.c_str()) != 1) {
            SSL_set1_host(connection.get(), host.c_str());
            // What the macro SSL_set_tlsext_host_name stands for, without its cast.
            SSL_ctrl(connection.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                     const_cast<char*>(host.c_str()));
        }
        ERR_clear_error();
    }
    return connection;
}

} // namespace imprint::link
