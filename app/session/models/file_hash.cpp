#include "app/session/models/file_hash.h"

#include "engine/core/error.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

namespace imprint::app {
namespace {

constexpr std::size_t kPiece = std::size_t{4} << 20;

std::string hexadecimal(const unsigned char* bytes, unsigned count)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < count; ++i) {
        text += kDigits[bytes[i] >> 4];
        text += kDigits[bytes[i] & 15];
    }
    return text;
}

} // namespace

std::string hashOfFile(const std::string& path, const std::function<void(std::int64_t)>& progress,
                       std::stop_token stop)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::NotFound, concat("'", path, "' cannot be opened"));
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(),
                                                                         &EVP_MD_CTX_free);
    IMPRINT_ASSERT(digest && EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) == 1);
    std::vector<char> piece(kPiece);
    std::int64_t done = 0;
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())), file.gcount() > 0) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Stopped, concat("the check of '", path, "' was stopped"));
        EVP_DigestUpdate(digest.get(), piece.data(), static_cast<std::size_t>(file.gcount()));
        done += file.gcount();
        progress(done);
    }
    if (file.bad())
        throw Error(ErrorCode::Io, concat("'", path, "' cannot be read to its end"));
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned count = 0;
    EVP_DigestFinal_ex(digest.get(), bytes.data(), &count);
    return hexadecimal(bytes.data(), count);
}

} // namespace imprint::app
