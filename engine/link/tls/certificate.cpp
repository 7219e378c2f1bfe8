#include "engine/link/tls/certificate.h"

#include "engine/core/error.h"
#include "engine/link/tls/tls_context.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <system_error>

namespace imprint::link {
namespace {

struct Free {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using CertificatePtr = std::unique_ptr<X509, Free>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Free>;
using FilePtr = std::unique_ptr<std::FILE, Free>;

constexpr int kFingerprintDigits = 64;

void require(bool done, const char* what)
{
    if (!done)
        throw Error(ErrorCode::Internal, concat(what, " failed: ", opensslProblem()));
}

CertificatePtr signedBy(EVP_PKEY& key)
{
    constexpr long kTenYears = 10L * 365 * 24 * 3600;
    CertificatePtr certificate(X509_new());
    require(certificate != nullptr, "making a certificate");
    std::uint32_t serial = 0;
    require(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1,
            "drawing a serial number");
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial + 1ULL);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600); // clocks of two machines differ
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kTenYears);
    X509_set_pubkey(certificate.get(), &key);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    const unsigned char common[] = "imprint-engine";
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    require(X509_sign(certificate.get(), &key, EVP_sha256()) > 0, "signing a certificate");
    return certificate;
}

FilePtr newFile(const std::string& path, mode_t mode)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0)
        throw Error(ErrorCode::Io,
                    concat("'", path, "' cannot be made: ", std::generic_category().message(errno)),
                    "Name a file that does not exist yet, in a folder that can be written");
    return FilePtr(::fdopen(descriptor, "w"));
}

void finish(FilePtr file, bool written, const std::string& path)
{
    if (!written || std::fflush(file.get()) != 0)
        throw Error(ErrorCode::Io, concat("'", path, "' cannot be written"), "Is the disk full?");
}

} // namespace

std::string fingerprintOf(const X509& certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    require(X509_digest(&certificate, EVP_sha256(), digest.data(), &size) == 1,
            "hashing a certificate");
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        constexpr const char* kDigits = "0123456789abcdef";
        text += kDigits[digest[i] >> 4];
        text += kDigits[digest[i] & 15];
    }
    return text;
}

std::string fingerprintOfFile(const std::string& certificateFile)
{
    const FilePtr file(std::fopen(certificateFile.c_str(), "re"));
    if (!file)
        throw Error(ErrorCode::NotFound,
                    concat("the certificate '", certificateFile, "' cannot be read"),
                    "imprint-engine --make-certificate makes one");
    const CertificatePtr certificate(PEM_read_X509(file.get(), nullptr, nullptr, nullptr));
    if (!certificate)
        throw Error(ErrorCode::BadInput,
                    concat("'", certificateFile, "' is no certificate: ", opensslProblem()),
                    "It must be a PEM file");
    return fingerprintOf(*certificate);
}

std::string normalFingerprint(const std::string& typed)
{
    constexpr const char* kPrefix = "sha256:";
    std::string digits;
    for (const char letter : typed.starts_with(kPrefix) ? typed.substr(7) : typed) {
        if (letter == ':')
            continue;
        digits += letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    if (digits.size() != kFingerprintDigits ||
        digits.find_first_not_of("0123456789abcdef") != std::string::npos)
        throw Error(
            ErrorCode::BadConfig, concat("'", typed, "' is no fingerprint of a certificate"),
            "imprint-engine prints its own when it starts to listen: 64 hexadecimal digits");
    return digits;
}

void makeSelfSigned(const std::string& certificateFile, const std::string& keyFile)
{
    const KeyPtr key(EVP_EC_gen("P-256"));
    require(key != nullptr, "making a key");
    const CertificatePtr certificate = signedBy(*key);
    FilePtr keyOut = newFile(keyFile, 0600);
    FilePtr certificateOut = newFile(certificateFile, 0644);
    const bool keyWritten =
        PEM_write_PrivateKey(keyOut.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
    finish(std::move(keyOut), keyWritten, keyFile);
    const bool written = PEM_write_X509(certificateOut.get(), certificate.get()) == 1;
    finish(std::move(certificateOut), written, certificateFile);
}

} // namespace imprint::link
