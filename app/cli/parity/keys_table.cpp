#include "app/cli/parity/keys_table.h"

#include "engine/core/error.h"
#include "engine/weights/strict_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/evp.h>

#include <array>
#include <set>

namespace imprint::app {
namespace {

std::string md5Of(const std::string& text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_md5(), nullptr) != 1)
        throw Error(ErrorCode::Unsupported, "this machine's OpenSSL makes no MD5");
    std::string words;
    for (unsigned int i = 0; i < size; ++i)
        words += fmt::format("{:02x}", digest[i]);
    return words;
}

} // namespace

std::string keyDigest(const engine::WeightListing& listing)
{
    std::multiset<std::string> words;
    for (const auto& [name, shape] : listing.shapes()) {
        words.insert(name);
        words.insert(fmt::format("{}:{}", name, fmt::join(shape, "_")));
    }
    return md5Of(fmt::format("{}", fmt::join(words, ",")));
}

ParityTable keysTable(const ParityCase& parityCase, const engine::WeightListing& listing)
{
    ParityTable table;
    table.expected["keys"] = engine::readStrictJson(parityCase.directory + "/keys.json");
    for (const char* entry : {"tensors", "parameters", "md5"})
        if (parityCase.config.contains(entry))
            table.expected[entry] = parityCase.config.at(entry);
    table.got = {{"keys", listing.shapes()},
                 {"tensors", listing.shapes().size()},
                 {"parameters", listing.parameters()},
                 {"md5", keyDigest(listing)}};
    return table;
}

} // namespace imprint::app
