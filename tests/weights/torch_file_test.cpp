#include "engine/weights/torch_zip/torch_file.h"

#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/torch_bytes.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

std::string counting(std::size_t size)
{
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i)
        bytes.push_back(static_cast<char>(i));
    return bytes;
}

/// A file of one dictionary with one tensor "w" over storage "0" of `storageBytes` bytes.
std::string fileOf(const TensorWords& words, std::size_t storageBytes)
{
    return torchBytes(PickleWriter().raw("}").text("w").tensor(words).raw("s").done(),
                      {{"0", counting(storageBytes)}});
}

CaughtError torchFileError(const std::string& bytes)
{
    return errorOf([&] { TorchFile::parse(asBytes(bytes), "bad.pt"); });
}

std::vector<std::string> names(const TorchFile& file)
{
    std::vector<std::string> result;
    for (const auto& [name, tensor] : file.tensors())
        result.push_back(name);
    return result;
}

struct HostileTensor {
    TensorWords words;
    std::size_t storageBytes;
    std::string named; ///< what the message must say, besides file and tensor
};

constexpr std::int64_t kHuge = INT64_MAX;

} // namespace

TEST_CASE("TorchFile: tensors in dictionaries and lists get dotted names", "[weights]")
{
    const TensorWords words{"FloatStorage", "0", 2, 0, {2}, {1}};
    const std::string bytes = torchBytes(PickleWriter()
                                             .raw("}(")
                                             .text("generator")
                                             .orderedDict()
                                             .raw("(")
                                             .text("model.a")
                                             .tensor(words)
                                             .text("model.b")
                                             .tensor(words)
                                             .raw("u}")
                                             .text("_metadata")
                                             .orderedDict()
                                             .raw("sb")
                                             .text("optimizer")
                                             .raw("}")
                                             .number(7)
                                             .raw("](")
                                             .number(5)
                                             .tensor(words)
                                             .raw("es")
                                             .text("step")
                                             .number(700)
                                             .text("names")
                                             .raw("(N")
                                             .text("x")
                                             .raw("tNNu")
                                             .done(),
                                         {{"0", counting(8)}});
    const TorchFile file = TorchFile::parse(asBytes(bytes), "good.pt");
    CHECK(file.path() == "good.pt");
    CHECK(names(file) ==
          std::vector<std::string>{"generator.model.a", "generator.model.b", "optimizer.7.1"});
}

TEST_CASE("TorchFile: offsets, strides and shared storages are kept", "[weights]")
{
    const TensorWords dense{"ShortStorage", "0", 12, 2, {2, 3}, {3, 1}};
    const TensorWords strided{"ShortStorage", "0", 12, 1, {3, 2}, {1, 4}};
    const TensorWords none{"ShortStorage", "0", 12, 12, {3, 0}, {1, 1}};
    const TensorWords ones{"ShortStorage", "0",    12, 11,
                           {1, 1},         {9, 77}}; // a size of one has no stride
    const TensorWords scalar{"ShortStorage", "0", 12, 5, {}, {}};
    const std::string bytes = torchBytes(PickleWriter()
                                             .raw("}(")
                                             .text("dense")
                                             .tensor(dense)
                                             .text("none")
                                             .tensor(none)
                                             .text("ones")
                                             .tensor(ones)
                                             .text("scalar")
                                             .tensor(scalar)
                                             .text("strided")
                                             .tensor(strided)
                                             .raw("u")
                                             .done(),
                                         {{"0", counting(24)}});
    const TorchFile file = TorchFile::parse(asBytes(bytes), "good.pt");
    const auto whole = asBytes(bytes);
    const std::byte* storage = whole.data() + bytes.find(counting(24));
    const auto at = [&](const StoredTensor& tensor) { return tensor.bytes.data() - storage; };

    const StoredTensor& first = file.tensors().at("dense");
    CHECK(first.type == DataType::I16);
    CHECK(first.shape == dense.shape);
    CHECK(first.strides.empty());
    CHECK(at(first) == 4);
    CHECK(first.bytes.size() == 12);

    const StoredTensor& second = file.tensors().at("strided");
    CHECK(second.strides == strided.strides);
    CHECK(at(second) == 2);
    CHECK(second.bytes.size() == 14); // elements 1 to 7

    CHECK(file.tensors().at("none").bytes.empty());
    CHECK(file.tensors().at("none").shape == none.shape);
    CHECK(file.tensors().at("ones").strides.empty());
    CHECK(at(file.tensors().at("ones")) == 22);
    CHECK(file.tensors().at("scalar").bytes.size() == 2);
}

TEST_CASE("TorchFile: every storage class has its type", "[weights]")
{
    const auto [name, type] = GENERATE(table<std::string, DataType>({
        {"DoubleStorage", DataType::F64},
        {"FloatStorage", DataType::F32},
        {"HalfStorage", DataType::F16},
        {"BFloat16Storage", DataType::BF16},
        {"LongStorage", DataType::I64},
        {"IntStorage", DataType::I32},
        {"ShortStorage", DataType::I16},
        {"CharStorage", DataType::I8},
        {"ByteStorage", DataType::U8},
        {"BoolStorage", DataType::Bool},
    }));
    const std::string bytes = fileOf({name, "0", 3, 0, {3}, {1}}, 3 * elementBytes(type));
    const TorchFile file = TorchFile::parse(asBytes(bytes), "good.pt");
    CHECK(file.tensors().at("w").type == type);
    CHECK(file.tensors().at("w").bytes.size() == 3 * elementBytes(type));
}

TEST_CASE("TorchFile: an opened file keeps its bytes when it is moved", "[weights]")
{
    const TemporaryFolder folder;
    writeFile(folder / "a.pt", fileOf({"ByteStorage", "0", 4, 0, {4}, {1}}, 4));
    auto first = TorchFile::open(folder / "a.pt");
    const TorchFile second = std::move(first);
    CHECK(second.path() == folder / "a.pt");
    CHECK(second.tensors().at("w").bytes[3] == std::byte{3});
}

TEST_CASE("TorchFile: hostile tensors are refused by name", "[weights]")
{
    const auto tried = GENERATE(values<HostileTensor>({
        {{"FloatStorage", "0", 4, 0, {-1, 4}, {4, 1}}, 16, "negative size or stride -1"},
        {{"FloatStorage", "0", 4, 0, {2, 2}, {2, -1}}, 16, "negative size or stride -1"},
        {{"FloatStorage", "0", 4, 3, {2}, {-1}}, 16, "negative size or stride -1"},
        {{"FloatStorage", "0", 4, -1, {2}, {1}}, 16, "in front of its storage"},
        {{"FloatStorage", "0", 4, 3, {2}, {1}}, 16, "behind its storage of 4 elements"},
        {{"FloatStorage", "0", 4, 0, {2, 2}, {3, 1}}, 16, "behind its storage of 4 elements"},
        {{"FloatStorage", "0", 4, 0, {5}, {0}}, 16, "5 elements, more than the 4"},
        {{"FloatStorage", "0", 4, 5, {0}, {1}}, 16, "behind its storage"},
        {{"FloatStorage", "0", 4, kHuge, {2}, {1}}, 16, "behind its storage"},
        {{"FloatStorage", "0", 4, 0, {2, 2}, {kHuge, kHuge}}, 16, "strides that overflow"},
        {{"FloatStorage", "0", 4, 0, {2, 2}, {kHuge, 1}}, 16, "strides that overflow"},
        {{"FloatStorage", "0", 4, 4, {2}, {kHuge - 1}}, 16, "behind its storage"},
        {{"FloatStorage", "0", 4, 0, {kHuge, kHuge}, {1, 1}}, 16, "size overflows"},
        {{"FloatStorage", "0", 4, 0, {0, kHuge, kHuge}, {1, 1, 1}}, 16, "size overflows"},
        {{"FloatStorage", "0", 4, 0, {std::int64_t{1} << 40}, {0}},
         16,
         "elements, more than the 4"},
        {{"FloatStorage", "0", 4, 0, {2, 2}, {1}}, 16, "2 dimensions, but 1 strides"},
        // The archive's entry is shorter or longer than the pickle says, or no whole number of elements.
        {{"FloatStorage", "0", 4, 0, {4}, {1}}, 12, "storage of 12 bytes, but 4 elements"},
        {{"FloatStorage", "0", 4, 0, {4}, {1}}, 20, "storage of 20 bytes, but 4 elements"},
        {{"FloatStorage", "0", 4, 0, {4}, {1}}, 17, "storage of 17 bytes"},
        {{"FloatStorage", "0", -4, 0, {4}, {1}}, 16, "but -4 elements"},
        {{"DoubleStorage", "0", kHuge, 0, {4}, {1}}, 16, "elements of 8 bytes"},
        {{"FloatStorage", "1", 4, 0, {4}, {1}}, 16, "the storage '1', which is missing"},
        {{"FloatStorage", "../version", 4, 0, {4}, {1}}, 16, "which is missing"},
        {{"FloatStorage", std::string(100, '0'), 4, 0, {4}, {1}}, 16, "which is missing"},
    }));
    const CaughtError error = torchFileError(fileOf(tried.words, tried.storageBytes));
    CAPTURE(tried.named, error.line);
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names("bad.pt"));
    CHECK(error.names("tensor 'w'"));
    CHECK(error.names(tried.named));
}

TEST_CASE("TorchFile: what is no file of weights is refused by name", "[weights]")
{
    const std::string empty = PickleWriter().raw("}").done();
    const auto [bytes, named] = GENERATE_COPY(table<std::string, std::string>({
        {zipBytes({}), "empty archive"},
        {zipBytes({{"model/readme", "hello"}}), "has no 'data.pkl'"},
        {zipBytes({{"data.pkl", empty}}), "outside of its one folder"},
        {zipBytes({{"a/data.pkl", empty}, {"b/data.pkl", empty}}), "'b/data.pkl' outside"},
        {torchBytes(empty, {}, "big"), "big-endian"},
        {torchBytes(PickleWriter().raw("]").done(), {}), "something else than a dictionary"},
        {torchBytes(PickleWriter().tensor({"FloatStorage", "0", 1, 0, {}, {}}).done(), {}),
         "something else than a dictionary"},
        {torchBytes(PickleWriter().raw("}]]s").done(), {}), "neither text nor number"},
        {torchBytes(PickleWriter().raw("}").text(std::string(600, 'k')).raw("]s").done(), {}),
         "a name of more than 512 bytes"},
        {torchBytes(PickleWriter().global("os", "system").done(), {}), "'os.system'"},
    }));
    const CaughtError error = torchFileError(bytes);
    CAPTURE(named, error.line);
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names("bad.pt"));
    CHECK(error.names(named));
}

TEST_CASE("TorchFile: one name for two tensors is refused", "[weights]")
{
    const TensorWords words{"FloatStorage", "0", 2, 0, {2}, {1}};
    const std::string twice =
        PickleWriter().raw("}(").text("a").tensor(words).text("a").tensor(words).raw("u").done();
    const std::string dotted = PickleWriter()
                                   .raw("}(")
                                   .text("a.b")
                                   .tensor(words)
                                   .text("a")
                                   .raw("}")
                                   .text("b")
                                   .tensor(words)
                                   .raw("su")
                                   .done();
    CHECK(torchFileError(torchBytes(twice, {{"0", counting(8)}})).names("the tensor 'a' twice"));
    CHECK(torchFileError(torchBytes(dotted, {{"0", counting(8)}})).names("the tensor 'a.b' twice"));
}

TEST_CASE("TorchFile: containers in containers end", "[weights]")
{
    // Deeper than any checkpoint; a dictionary that holds itself; lists that hold one list twice, level by level.
    std::string deep;
    std::string closing;
    for (int i = 0; i < 1000; ++i) {
        deep += "}X" + littleEndian(1, 4) + "a";
        closing += "s";
    }
    const std::string nested = PickleWriter().raw(deep + "}" + closing).done();
    const std::string itself = PickleWriter().raw("}q\1").text("a").raw("h\1s").done();
    CHECK(torchFileError(torchBytes(nested, {})).names("nests its values deeper than 16"));
    CHECK(torchFileError(torchBytes(itself, {})).names("nests its values deeper than 16"));

    std::string wide = "]q\1";
    for (int level = 2; level < 8; ++level) {
        wide += "](";
        for (int i = 0; i < 20; ++i)
            wide += "h" + littleEndian(static_cast<std::uint64_t>(level - 1), 1);
        wide += "eq" + littleEndian(static_cast<std::uint64_t>(level), 1);
    }
    const std::string laughs =
        PickleWriter().raw("}(").text("unused").raw("(" + wide + "t").text("a").raw("h\7u").done();
    CHECK(torchFileError(torchBytes(laughs, {})).names("more memory than the file is large"));
}
