#include "engine/weights/safetensors_file.h"

#include "engine/core/error.h"
#include "engine/weights/mapped_file.h"
#include "engine/weights/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000; // the reference implementation's limit
constexpr std::size_t kLengthBytes = 8;

template <class... Parts>
[[noreturn]] void failFile(const std::string& path, const Parts&... problem)
{
    throw Error(ErrorCode::BadInput, concat("'", path, "' ", problem...),
                "The file is damaged or not a safetensors file; get it again");
}

/// Reads the entry of one tensor; every failure names file and tensor.
class EntryReader {
public:
    EntryReader(const std::string& path, const std::string& name, const json& entry)
        : m_path(path)
        , m_name(name)
        , m_entry(entry)
    {
    }

    StoredTensor read(std::span<const std::byte> data) const
    {
        if (!m_entry.is_object())
            fail("is not described by an object");
        for (const auto& item : m_entry.items())
            if (item.key() != "dtype" && item.key() != "shape" && item.key() != "data_offsets")
                fail("has the unknown key '", printable(item.key()), "'");
        StoredTensor tensor{.type = readType(), .shape = readShape(), .bytes = readBytes(data)};
        const std::uint64_t expected = shapeBytes(tensor);
        if (tensor.bytes.size() != expected)
            fail("has ", tensor.bytes.size(), " bytes, but its shape and type need ", expected);
        return tensor;
    }

private:
    template <class... Parts>
    [[noreturn]] void fail(const Parts&... problem) const
    {
        failFile(m_path, "tensor '", printable(m_name), "' ", problem...);
    }

    const json& member(const char* key) const
    {
        const auto found = m_entry.find(key);
        if (found == m_entry.end())
            fail("lacks '", key, "'");
        return *found;
    }

    DataType readType() const
    {
        const json& value = member("dtype");
        if (!value.is_string())
            fail("has a dtype that is not a string");
        const auto& name = value.get_ref<const std::string&>();
        if (const auto type = dataTypeOf(name))
            return *type;
        fail("has the unknown dtype '", printable(name), "'");
    }

    std::uint64_t readUnsigned(const json& value, const char* key) const
    {
        if (!value.is_number_unsigned())
            fail("has a value in '", key, "' that is not a whole number in [0, 2^64)");
        return value.get<std::uint64_t>();
    }

    std::vector<std::int64_t> readShape() const
    {
        const json& value = member("shape");
        if (!value.is_array() || value.size() > kMaxDimensions)
            fail("has a shape that is not a list of at most ", kMaxDimensions, " numbers");
        std::vector<std::int64_t> shape;
        for (const json& item : value) {
            const std::uint64_t size = readUnsigned(item, "shape");
            if (!std::in_range<std::int64_t>(size))
                fail("has the absurd size ", size, " in its shape");
            shape.push_back(static_cast<std::int64_t>(size));
        }
        return shape;
    }

    std::span<const std::byte> readBytes(std::span<const std::byte> data) const
    {
        const json& value = member("data_offsets");
        if (!value.is_array() || value.size() != 2)
            fail("has data_offsets that are not a pair");
        const std::uint64_t begin = readUnsigned(value[0], "data_offsets");
        const std::uint64_t end = readUnsigned(value[1], "data_offsets");
        if (begin > end)
            fail("begins at byte ", begin, " behind its end ", end);
        if (end > data.size())
            fail("ends at byte ", end, " of the data, but the file holds only ", data.size());
        return data.subspan(begin, end - begin);
    }

    std::uint64_t shapeBytes(const StoredTensor& tensor) const
    {
        std::uint64_t bytes = elementBytes(tensor.type);
        bool empty = false;
        for (const std::int64_t size : tensor.shape) {
            // An empty tensor's other sizes must multiply without overflow too: strides are made of them.
            const auto factor = static_cast<std::uint64_t>(std::max<std::int64_t>(size, 1));
            if (__builtin_mul_overflow(bytes, factor, &bytes) ||
                !std::in_range<std::int64_t>(bytes))
                fail("has a shape whose size overflows");
            empty = empty || size == 0;
        }
        return empty ? 0 : bytes;
    }

    const std::string& m_path;
    const std::string& m_name;
    const json& m_entry;
};

std::uint64_t readHeaderLength(std::span<const std::byte> bytes, const std::string& path)
{
    if (bytes.size() < kLengthBytes)
        failFile(path, "is too short for a safetensors file: ", bytes.size(), " bytes");
    std::uint64_t length = 0;
    for (std::size_t i = kLengthBytes; i-- > 0;)
        length = length << 8 | std::to_integer<std::uint64_t>(bytes[i]);
    if (length > kMaxHeaderBytes)
        failFile(path, "claims a header of ", length, " bytes; the limit is ", kMaxHeaderBytes);
    if (length > bytes.size() - kLengthBytes)
        failFile(path, "claims a header of ", length, " bytes, but only ",
                 bytes.size() - kLengthBytes, " follow");
    return length;
}

std::map<std::string, std::string, std::less<>> readMetadata(const json& entry,
                                                             const std::string& path)
{
    if (!entry.is_object())
        failFile(path, "has metadata that are not an object");
    std::map<std::string, std::string, std::less<>> metadata;
    for (const auto& item : entry.items()) {
        if (!item.value().is_string())
            failFile(path, "has metadata '", printable(item.key()), "' that are not a string");
        metadata.emplace(item.key(), item.value().get_ref<const std::string&>());
    }
    return metadata;
}

/// Every byte of the data must belong to exactly one tensor: no overlap, no gap, nothing behind the last one.
void checkCoverage(const StoredTensors& tensors, std::span<const std::byte> data,
                   const std::string& path)
{
    struct Piece {
        std::uint64_t begin;
        std::uint64_t end;
        std::string_view name;
    };
    std::vector<Piece> pieces;
    for (const auto& [name, tensor] : tensors) {
        const auto begin = static_cast<std::uint64_t>(tensor.bytes.data() - data.data());
        pieces.push_back({begin, begin + tensor.bytes.size(), name});
    }
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    std::uint64_t covered = 0;
    for (const Piece& piece : pieces) {
        if (piece.begin < covered)
            failFile(path, "tensor '", printable(piece.name),
                     "' overlaps the one before it: it begins at byte ", piece.begin,
                     ", that one ends at ", covered);
        if (piece.begin > covered)
            failFile(path, "has a gap of ", piece.begin - covered, " bytes before tensor '",
                     printable(piece.name), "'");
        covered = piece.end;
    }
    if (covered != data.size())
        failFile(path, "has ", data.size() - covered, " bytes that belong to no tensor at its end");
}

} // namespace

SafetensorsFile SafetensorsFile::parse(std::span<const std::byte> bytes, const std::string& name)
{
    const std::uint64_t length = readHeaderLength(bytes, name);
    const auto text = bytes.subspan(kLengthBytes, length);
    const auto data = bytes.subspan(kLengthBytes + length);
    if (text.empty() || text.front() != std::byte{'{'})
        failFile(name, "has a header that does not begin with '{'");
    const json header =
        parseStrictJson({reinterpret_cast<const char*>(text.data()), text.size()}, name);

    SafetensorsFile file;
    file.m_path = name;
    for (const auto& item : header.items()) {
        if (item.key() == "__metadata__")
            file.m_metadata = readMetadata(item.value(), name);
        else
            file.m_tensors.emplace(item.key(),
                                   EntryReader(name, item.key(), item.value()).read(data));
    }
    checkCoverage(file.m_tensors, data, name);
    return file;
}

SafetensorsFile SafetensorsFile::open(const std::string& path)
{
    auto mapping = MappedFile::open(path);
    SafetensorsFile file = parse(mapping->bytes(), path);
    file.m_file = std::move(mapping);
    return file;
}

} // namespace imprint::engine
