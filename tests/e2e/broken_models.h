#pragma once

#include "tests/support/file_bytes.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace imprint::test {

/// Rewrites the header of a safetensors file; the data stays.
template <class Edit>
void editSafetensors(const std::string& path, Edit&& edit)
{
    const std::string bytes = readBytes(path);
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < 8; ++i)
        length |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    auto header = nlohmann::json::parse(bytes.substr(8, length));
    std::forward<Edit>(edit)(header);
    const std::string text = header.dump();
    std::string result;
    for (std::size_t i = 0; i < 8; ++i)
        result.push_back(static_cast<char>(text.size() >> (8 * i) & 0xff));
    writeBytes(path, result + text + bytes.substr(8 + length));
}

/// Turns a matrix [m, n] into [n, m].
inline void swapShape(const std::string& path, const std::string& tensor)
{
    editSafetensors(path, [&](nlohmann::json& header) {
        auto& shape = header.at(tensor).at("shape");
        std::swap(shape.at(0), shape.at(1));
    });
}

inline void renameTensor(const std::string& path, const std::string& tensor)
{
    editSafetensors(path, [&](nlohmann::json& header) {
        header[tensor + "_renamed"] = header.at(tensor);
        header.erase(tensor);
    });
}

/// A config whose generator would not fit into any memory.
inline void makeWider(const std::string& configPath)
{
    auto config = nlohmann::json::parse(readBytes(configPath));
    config.at("generator").at("dim") = 1'000'000;
    writeBytes(configPath, config.dump());
}

} // namespace imprint::test
