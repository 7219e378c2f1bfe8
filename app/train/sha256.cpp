#include "app/train/sha256.h"

#include "engine/core/error.h"

#include <openssl/evp.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>

namespace imprint::train {
namespace {

struct FreeDigest {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using DigestPtr = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

void opensslCheck(int result, const std::string& path)
{
    if (result != 1)
        throw Error(ErrorCode::Internal, concat("OpenSSL cannot hash '", path, "'"));
}

} // namespace

std::string sha256OfFile(const std::string& path)
{
    const DigestPtr digest(EVP_MD_CTX_new());
    opensslCheck(EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr), path);
    std::ifstream file(path, std::ios::binary);
    std::array<char, 1 << 16> buffer{};
    while (file.read(buffer.data(), buffer.size()), file.gcount() > 0)
        opensslCheck(
            EVP_DigestUpdate(digest.get(), buffer.data(), static_cast<std::size_t>(file.gcount())),
            path);
    if (!file.eof())
        throw Error(ErrorCode::Io, concat("'", path, "' cannot be read"));
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned size = 0;
    opensslCheck(EVP_DigestFinal_ex(digest.get(), hash.data(), &size), path);
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned>(hash[i]));
        text += digits;
    }
    return text;
}

} // namespace imprint::train
