#pragma once

#include "tests/support/zip_bytes.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace imprint::test {

/// A tensor as a pickle describes it, with whatever lies a test wants.
struct TensorWords {
    std::string storageClass = "FloatStorage";
    std::string key = "0";
    std::int64_t count = 0; ///< elements of the storage
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape = {};
    std::vector<std::int64_t> strides = {};
};

/// Writes a pickle opcode by opcode, as torch.save does (protocol 2) unless told otherwise.
class PickleWriter {
public:
    explicit PickleWriter(int protocol = 2)
    {
        raw("\x80").raw(littleEndian(static_cast<std::uint64_t>(protocol), 1));
    }

    PickleWriter& raw(const std::string& bytes)
    {
        m_bytes += bytes;
        return *this;
    }

    PickleWriter& text(const std::string& value)
    {
        return raw("X").raw(littleEndian(value.size(), 4)).raw(value);
    }

    PickleWriter& number(std::int64_t value)
    {
        const auto bits = static_cast<std::uint64_t>(value);
        if (value >= INT32_MIN && value <= INT32_MAX)
            return raw("J").raw(littleEndian(bits, 4));
        return raw("\x8a\x08").raw(littleEndian(bits, 8));
    }

    PickleWriter& global(const std::string& module, const std::string& name)
    {
        return raw("c").raw(module).raw("\n").raw(name).raw("\n");
    }

    PickleWriter& orderedDict() { return global("collections", "OrderedDict").raw(")R"); }

    PickleWriter& numbers(const std::vector<std::int64_t>& values)
    {
        raw("(");
        for (const std::int64_t value : values)
            number(value);
        return raw("t");
    }

    PickleWriter& storage(const TensorWords& tensor)
    {
        raw("(").text("storage").global("torch", tensor.storageClass).text(tensor.key);
        return text("cuda:0").number(tensor.count).raw("tQ");
    }

    /// The arguments of a tensor, without the call.
    PickleWriter& tensorArguments(const TensorWords& tensor)
    {
        raw("(").storage(tensor).number(tensor.offset).numbers(tensor.shape);
        return numbers(tensor.strides).raw("\x89").orderedDict().raw("t");
    }

    PickleWriter& tensor(const TensorWords& tensor)
    {
        return global("torch._utils", "_rebuild_tensor_v2").tensorArguments(tensor).raw("R");
    }

    std::string done() const { return m_bytes + "."; }

private:
    std::string m_bytes;
};

/// A file of torch.save: a pickle and its storages by key.
inline std::string torchBytes(const std::string& pickle,
                              const std::map<std::string, std::string>& storages,
                              const std::string& byteOrder = "little")
{
    std::vector<ZipMember> members = {{"model/data.pkl", pickle}, {"model/byteorder", byteOrder}};
    for (const auto& [key, bytes] : storages)
        members.push_back({"model/data/" + key, bytes});
    members.push_back({"model/version", "3\n"});
    return zipBytes(members, {.zip64 = true});
}

/// Row-major strides of a shape.
inline std::vector<std::int64_t> denseStrides(const std::vector<std::int64_t>& shape)
{
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * shape[i];
    return strides;
}

} // namespace imprint::test
