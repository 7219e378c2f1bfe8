#include "engine/link/tls/tls_stream.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <kj/exception.h>

#include <algorithm>
#include <climits>
#include <cstddef>
#include <string>
#include <utility>

namespace imprint::link {
namespace {

kj::Exception failed(kj::String why)
{
    return {kj::Exception::Type::DISCONNECTED, __FILE__, __LINE__, kj::mv(why)};
}

constexpr std::size_t kChunk = 16384 + 512; // one record of TLS

/// OpenSSL works on two memory buffers; this moves bytes between them and the socket.
class TlsStream final : public kj::AsyncIoStream {
public:
    TlsStream(kj::Own<kj::AsyncIoStream> plain, SslPtr connection)
        : m_plain(kj::mv(plain))
        , m_ssl(std::move(connection))
        , m_arrived(BIO_new(BIO_s_mem()))
        , m_leaving(BIO_new(BIO_s_mem()))
        , m_buffer(kj::heapArray<kj::byte>(kChunk))
        , m_sent(kj::Promise<void>(kj::READY_NOW).fork())
    {
        BIO_set_mem_eof_return(m_arrived, -1);          // empty means "wait", not "ended"
        SSL_set_bio(m_ssl.get(), m_arrived, m_leaving); // which now owns them
    }

    kj::Promise<void> shakeHands()
    {
        ERR_clear_error();
        const int result = SSL_do_handshake(m_ssl.get());
        auto sent = sendLeaving();
        if (result == 1)
            return sent;
        if (SSL_get_error(m_ssl.get(), result) != SSL_ERROR_WANT_READ) {
            return sent.then([problem = failed(refusal())]() mutable -> kj::Promise<void> {
                return kj::mv(problem); // the other side is told first
            });
        }
        return sent.then([this] { return receive(); }).then([this](bool more) -> kj::Promise<void> {
            if (!more)
                return failed(kj::str("TLS: the other side hung up"));
            return shakeHands();
        });
    }

    kj::Promise<size_t> tryRead(void* buffer, size_t minBytes, size_t maxBytes) override
    {
        return readOn(static_cast<kj::byte*>(buffer), minBytes, maxBytes, 0);
    }

    kj::Promise<void> write(const void* buffer, size_t size) override
    {
        encrypt(kj::arrayPtr(static_cast<const kj::byte*>(buffer), size));
        return sendLeaving();
    }

    kj::Promise<void> write(kj::ArrayPtr<const kj::ArrayPtr<const kj::byte>> pieces) override
    {
        for (const auto piece : pieces)
            encrypt(piece);
        return sendLeaving();
    }

    kj::Promise<void> whenWriteDisconnected() override { return m_plain->whenWriteDisconnected(); }

    void shutdownWrite() override
    {
        SSL_shutdown(m_ssl.get());
        m_closing = sendLeaving()
                        .then([this] { m_plain->shutdownWrite(); })
                        .eagerlyEvaluate(
                            [](kj::Exception&&) {}); // it is gone already, which is what was wanted
    }

    void abortRead() override { m_plain->abortRead(); }

    void getsockopt(int level, int option, void* value, unsigned* length) override
    {
        m_plain->getsockopt(level, option, value, length);
    }

private:
    kj::Promise<size_t> readOn(kj::byte* buffer, size_t minBytes, size_t maxBytes, size_t have)
    {
        while (have < maxBytes) {
            ERR_clear_error();
            size_t count = 0;
            const int result = SSL_read_ex(m_ssl.get(), buffer + have, maxBytes - have, &count);
            if (result == 1) {
                have += count;
                continue;
            }
            const int why = SSL_get_error(m_ssl.get(), result);
            if (why == SSL_ERROR_ZERO_RETURN || (why == SSL_ERROR_WANT_READ && have >= minBytes))
                return have;
            if (why != SSL_ERROR_WANT_READ)
                return failed(refusal());
            // Also what reading has to answer, a change of keys.
            return sendLeaving()
                .then([this] { return receive(); })
                .then([=, this](bool more) -> kj::Promise<size_t> {
                    if (!more)
                        return have;
                    return readOn(buffer, minBytes, maxBytes, have);
                });
        }
        return have;
    }

    /// Moves what the socket has to OpenSSL. Gives false at its end.
    kj::Promise<bool> receive()
    {
        return m_plain->tryRead(m_buffer.begin(), 1, m_buffer.size()).then([this](size_t count) {
            return count > 0 && BIO_write(m_arrived, m_buffer.begin(), static_cast<int>(count)) > 0;
        });
    }

    void encrypt(kj::ArrayPtr<const kj::byte> bytes)
    {
        if (bytes.size() == 0)
            return;
        ERR_clear_error();
        size_t written = 0;
        if (SSL_write_ex(m_ssl.get(), bytes.begin(), bytes.size(), &written) != 1 ||
            written != bytes.size())
            kj::throwFatalException(failed(refusal()));
    }

    /// Sends what OpenSSL has made, behind all that was made before.
    kj::Promise<void> sendLeaving()
    {
        char* data = nullptr;
        const long size = BIO_get_mem_data(m_leaving, &data);
        if (size > 0) {
            auto bytes = kj::heapArray<kj::byte>(reinterpret_cast<kj::byte*>(data),
                                                 static_cast<std::size_t>(size));
            BIO_reset(m_leaving);
            m_sent = m_sent.addBranch()
                         .then([this, bytes = kj::mv(bytes)]() mutable {
                             auto written = m_plain->write(bytes.begin(), bytes.size());
                             return written.attach(kj::mv(bytes));
                         })
                         .fork();
        }
        return m_sent.addBranch();
    }

    kj::String refusal()
    {
        const long verified = SSL_get_verify_result(m_ssl.get());
        if (verified != X509_V_OK)
            return kj::str("TLS: certificate refused: ", X509_verify_cert_error_string(verified));
        return kj::str("TLS: ", opensslProblem().c_str());
    }

    kj::Own<kj::AsyncIoStream> m_plain;
    SslPtr m_ssl;
    BIO* m_arrived; // owned by m_ssl
    BIO* m_leaving; // owned by m_ssl
    kj::Array<kj::byte> m_buffer;
    kj::ForkedPromise<void> m_sent;
    kj::Promise<void> m_closing = nullptr;
};

} // namespace

kj::Promise<kj::Own<kj::AsyncIoStream>> secured(kj::Own<kj::AsyncIoStream> plain, SslPtr connection)
{
    auto stream = kj::heap<TlsStream>(kj::mv(plain), std::move(connection));
    auto& shaking = *stream;
    return shaking.shakeHands().then(
        [stream = kj::mv(stream)]() mutable -> kj::Own<kj::AsyncIoStream> {
            return kj::mv(stream);
        });
}

} // namespace imprint::link
