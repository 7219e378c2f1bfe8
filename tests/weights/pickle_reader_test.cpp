#include "engine/weights/torch_zip/pickle.h"

#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/torch_bytes.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

using Shape = PickleContainer::Shape;

constexpr const char* kFile = "bad.pt";

Pickle read(const std::string& bytes)
{
    const std::string path = kFile;
    AllocationBudget budget(path, bytes.size());
    return readPickle(asBytes(bytes), path, budget);
}

CaughtError pickleError(const std::string& bytes)
{
    return errorOf([&] { read(bytes); });
}

const PickleContainer& rootOf(const Pickle& pickle)
{
    REQUIRE(pickle.container(pickle.root) != nullptr);
    return *pickle.container(pickle.root);
}

std::string_view textOf(const PickleValue& value)
{
    return std::get<PickleText>(value).text;
}

struct Hostile {
    std::string bytes;
    std::string named; ///< what the message must say, besides the file
};

std::string tensorOf(const TensorWords& words)
{
    return PickleWriter().tensor(words).done();
}

} // namespace

TEST_CASE("Pickle: plain values of every kind are read", "[weights]")
{
    const std::string bytes = PickleWriter(5)
                                  .raw("](N\x88\x89K\xffM\xff\xffJ\xff\xff\xff\xff")
                                  .raw(std::string("\x8a\x00\x8a\x01\x80", 5))
                                  .number(std::int64_t{1} << 40)
                                  .raw(std::string("G\x3f\xf8\0\0\0\0\0\0", 9))
                                  .text("four")
                                  .raw("\x8c\3one")
                                  .raw("\x8d" + littleEndian(5, 8) + "eight")
                                  .raw("C\2ab")
                                  .raw("B" + littleEndian(1, 4) + "c")
                                  .global("torch", "float32")
                                  .raw("e")
                                  .done();
    const Pickle pickle = read(bytes); // texts in it are parts of the bytes
    const PickleContainer& list = rootOf(pickle);
    REQUIRE(list.shape == Shape::List);
    REQUIRE(list.items.size() == 16);
    CHECK(std::holds_alternative<std::monostate>(list.items[0]));
    CHECK(std::get<bool>(list.items[1]));
    CHECK_FALSE(std::get<bool>(list.items[2]));
    const std::vector<std::int64_t> whole = {255, 65535, -1, 0, -128, std::int64_t{1} << 40};
    for (std::size_t i = 0; i < whole.size(); ++i)
        CHECK(std::get<std::int64_t>(list.items[3 + i]) == whole[i]);
    CHECK(std::get<double>(list.items[9]) == 1.5);
    CHECK(textOf(list.items[10]) == "four");
    CHECK(textOf(list.items[11]) == "one");
    CHECK(textOf(list.items[12]) == "eight");
    CHECK(std::get<PickleBytes>(list.items[13]).bytes.size() == 2);
    CHECK(std::get<PickleBytes>(list.items[14]).bytes.size() == 1);
    CHECK(std::get<PickleGlobal>(list.items[15]).name == PickleName::ElementType);
}

TEST_CASE("Pickle: containers, memo and frames of both ways of writing", "[weights]")
{
    // {"a": ("x", "x"), "b": ["x"]}, in protocol 2 and in protocol 4.
    const std::string old = PickleWriter()
                                .raw("}q")
                                .raw(std::string(1, '\0') + "(")
                                .text("a")
                                .text("x")
                                .raw("r" + littleEndian(1, 4) + "h\1\x86")
                                .text("b")
                                .raw("]j" + littleEndian(1, 4) + "au")
                                .done();
    const std::string body = "}\x94(\x8c\1"
                             "a\x8c\1x\x94h\1\x86\x8c\1"
                             "b]h\1au";
    const std::string framed =
        PickleWriter(4).raw("\x95" + littleEndian(body.size() + 1, 8) + body).done();
    for (const std::string& bytes : {old, framed}) {
        const Pickle pickle = read(bytes);
        const PickleContainer& dict = rootOf(pickle);
        REQUIRE(dict.shape == Shape::Dict);
        REQUIRE(dict.items.size() == 4);
        CHECK(textOf(dict.items[0]) == "a");
        const PickleContainer& pair = *pickle.container(dict.items[1]);
        CHECK(pair.shape == Shape::Tuple);
        CHECK(textOf(pair.items.at(1)) == "x");
        const PickleContainer& list = *pickle.container(dict.items[3]);
        CHECK(list.shape == Shape::List);
        CHECK(textOf(list.items.at(0)) == "x");
    }
}

TEST_CASE("Pickle: tensors are described as they are written", "[weights]")
{
    const TensorWords words{"BFloat16Storage", "17", 40, 3, {2, 5}, {1, 2}};
    const std::string plain = tensorOf(words);
    const std::string parameter = PickleWriter()
                                      .global("torch._utils", "_rebuild_parameter")
                                      .raw("(")
                                      .tensor(words)
                                      .raw("\x88")
                                      .orderedDict()
                                      .raw("tR")
                                      .done();
    const std::string ofClass = PickleWriter(4)
                                    .text("torch._tensor")
                                    .text("_rebuild_from_type_v2")
                                    .raw("\x93(")
                                    .global("torch._utils", "_rebuild_tensor_v2")
                                    .global("torch.nn.parameter", "Parameter")
                                    .tensorArguments(words)
                                    .raw("}tR")
                                    .done();
    for (const std::string& bytes : {plain, parameter, ofClass}) {
        const Pickle pickle = read(bytes);
        CHECK(std::get<PickleReference>(pickle.root).kind == PickleKind::Tensor);
        REQUIRE(pickle.tensors.size() == 1);
        CHECK(pickle.tensors[0].offset == 3);
        CHECK(pickle.tensors[0].shape == words.shape);
        CHECK(pickle.tensors[0].strides == words.strides);
        const PickledStorage& storage = pickle.storages.at(pickle.tensors[0].storage);
        CHECK(storage.type == DataType::BF16);
        CHECK(storage.key == "17");
        CHECK(storage.count == 40);
    }
}

TEST_CASE("Pickle: a shape may be a Size, an ordered dictionary may have metadata", "[weights]")
{
    const Pickle size =
        read(PickleWriter().global("torch", "Size").raw("(").numbers({4, 5}).raw("tR").done());
    CHECK(rootOf(size).items.size() == 2);

    const Pickle dict = read(
        PickleWriter().orderedDict().raw("}").text("_metadata").orderedDict().raw("sb").done());
    CHECK(rootOf(dict).shape == Shape::OrderedDict);
    CHECK(rootOf(dict).items.empty());
}

TEST_CASE("Pickle: every global outside the list is refused by name", "[weights]")
{
    const auto [module, name] = GENERATE(table<std::string, std::string>({
        {"os", "system"},
        {"posix", "system"},
        {"builtins", "eval"},
        {"__builtin__", "exec"},
        {"subprocess", "Popen"},
        {"collections", "OrderedDict.__class__"},
        {"collections", "defaultdict"},
        {"torch._utils", "_rebuild_tensor"},
        {"torch.storage", "_load_from_bytes"},
        {"torch", "load"},
        {"torch.hub", "load"},
        {"numpy.core.multiarray", "scalar"},
        {"", ""},
    }));
    const std::string call = "(X" + littleEndian(8, 4) + "rm -rf ~tR";
    const std::string lines = PickleWriter().global(module, name).raw(call).done();
    const std::string stacked = PickleWriter(4).text(module).text(name).raw("\x93" + call).done();
    for (const std::string& bytes : {lines, stacked}) {
        const CaughtError error = pickleError(bytes);
        REQUIRE(error.code == ErrorCode::BadInput);
        CHECK(error.names(kFile));
        CHECK(error.names("'" + module + "." + name + "'"));
    }
}

TEST_CASE("Pickle: hostile pickles are refused by name", "[weights]")
{
    const auto tried = GENERATE(values<Hostile>({
        {"", "ends too early"},
        {"\x80", "ends too early"},
        {"}.", "no pickle of protocol"},
        {PickleWriter(1).raw("}").done(), "no pickle of protocol"},
        {PickleWriter(6).raw("}").done(), "no pickle of protocol"},
        {"\x80\2}", "ends too early"},
        {PickleWriter().done(), "never made"},
        {PickleWriter().raw("}}").done(), "more than one thing"},
        {PickleWriter().raw("(}").done(), "more than one thing"},
        {PickleWriter().raw("}").done() + "}", "1 bytes follow behind its end"},
        // Stack, marks and memo.
        {PickleWriter().raw("\x85").done(), "never made"},
        {PickleWriter().raw("K\1\x86").done(), "never made"},
        {PickleWriter().raw("t").done(), "no beginning"},
        {PickleWriter().raw("K\1(\x85").done(), "never made"}, // beneath the mark
        {PickleWriter().raw("(e").done(), "never made"},
        {PickleWriter().raw("h\5").done(), "value 5 is remembered"},
        {PickleWriter().raw("K\1q\2h\1").done(), "value 1 is remembered"},
        {PickleWriter().raw("q\1").done(), "never made"},
        {PickleWriter().raw("K\1r\xff\xff\xff\xff").done(), "kept as number 4294967295"},
        // Lengths.
        {PickleWriter().raw("X" + littleEndian(9, 4) + "abc").done(), "9 bytes, but only 4"},
        {PickleWriter().raw("X\xff\xff\xff\xff").done(), "4294967295 bytes, but only"},
        {PickleWriter().raw("\x8d\xff\xff\xff\xff\xff\xff\xff\xff").done(),
         "18446744073709551615 bytes"},
        {PickleWriter().raw("\x8e\xff\xff\xff\xff\xff\xff\xff\x7f").done(), "bytes, but only"},
        {PickleWriter().raw("\x8b\xff\xff\xff\x7f").done(), "2147483647 bytes, but only"},
        {PickleWriter().raw("\x8a\x09" + std::string(9, '\1')).done(), "whole number of 9 bytes"},
        {PickleWriter(4).raw("\x95" + littleEndian(100, 8) + "}").done(), "frame of 100 bytes"},
        {PickleWriter().raw("cos\nsys").done(), "ends within a name"},
        {PickleWriter().raw("cos").done(), "ends within a name"},
        {PickleWriter(4).raw("K\1K\2\x93").done(), "name is no text"},
        // Operations that have no place here: INST, OBJ, NEWOBJ, NEWOBJ_EX, extensions, sets, buffers, DUP, POP, old texts.
        {PickleWriter().raw("(ios\nsystem\n").done(), "operation 105"},
        {PickleWriter().raw("(o").done(), "operation 111"},
        {PickleWriter().orderedDict().raw(")\x81").done(), "operation 129"},
        {PickleWriter(4).raw("\x92").done(), "operation 146"},
        {PickleWriter().raw("\x82\1").done(), "operation 130"},
        {PickleWriter(4).raw("\x8f").done(), "operation 143"},
        {PickleWriter(5).raw("\x97").done(), "operation 151"},
        {PickleWriter().raw("}2").done(), "operation 50"},
        {PickleWriter().raw("}0").done(), "operation 48"},
        {PickleWriter().raw("Pabc\n").done(), "operation 80"},
        {PickleWriter().raw("S'abc'\n").done(), "operation 83"},
        {PickleWriter().raw("\x80\2}").done(), "operation 128"},
        // Containers of a wrong kind.
        {PickleWriter().raw("}(K\1u").done(), "a key has no value"},
        {PickleWriter().raw("]K\1K\2s").done(), "another kind"},
        {PickleWriter().raw("}K\1a").done(), "another kind"},
        {PickleWriter().raw(")K\1a").done(), "another kind"},
        {PickleWriter().raw("K\1K\1a").done(), "what is added to is of a wrong kind"},
        // Calls.
        {PickleWriter().raw("K\1)R").done(), "what is called"},
        {PickleWriter().global("torch", "FloatStorage").raw(")R").done(), "only may be named"},
        {PickleWriter().global("torch", "Tensor").raw(")R").done(), "only may be named"},
        {PickleWriter().global("torch", "float32").raw(")R").done(), "only may be named"},
        {PickleWriter().global("collections", "OrderedDict").raw("(K\1tR").done(), "OrderedDict"},
        {PickleWriter().global("collections", "OrderedDict").raw("]R").done(), "no tuple"},
        {PickleWriter().global("torch", "Size").raw(")R").done(), "a Size is made from 0"},
        {PickleWriter().global("torch", "Size").raw("(K\1tR").done(), "a Size is no tuple"},
        {PickleWriter().raw("}}b").done(), "a state is given"},
        {PickleWriter().orderedDict().raw("K\1b").done(), "is no dictionary"},
        {PickleWriter().orderedDict().raw("}").text("__class__").raw("K\1sb").done(),
         "more state than its '_metadata'"},
        // Tensors.
        {PickleWriter().global("torch._utils", "_rebuild_tensor_v2").raw(")R").done(),
         "described by 0 values"},
        {PickleWriter().global("torch._utils", "_rebuild_tensor_v2").raw("(}K\1))\x89}tR").done(),
         "the storage of a tensor"},
        {PickleWriter()
             .global("torch._utils", "_rebuild_tensor_v2")
             .raw("(")
             .storage({})
             .raw("K\1))\x89}")
             .raw("}")
             .text("conj")
             .raw("\x88stR")
             .done(),
         "hooks or metadata"},
        {PickleWriter()
             .global("torch._utils", "_rebuild_tensor_v2")
             .raw("(")
             .storage({})
             .raw("K\1(\x88t)\x89}tR")
             .done(),
         "the shape of a tensor is of a wrong kind"},
        {tensorOf({"FloatStorage", "0", 1, 0, std::vector<std::int64_t>(65, 1)}), "65 dimensions"},
        {PickleWriter().global("torch._utils", "_rebuild_parameter").raw("(}\x88}tR").done(),
         "the tensor of a parameter"},
        {PickleWriter()
             .global("torch._tensor", "_rebuild_from_type_v2")
             .raw("(")
             .global("torch._tensor", "_rebuild_from_type_v2")
             .global("torch", "Tensor")
             .raw(")}tR")
             .done(),
         "not made of a tensor"},
        {PickleWriter()
             .global("torch._tensor", "_rebuild_from_type_v2")
             .raw("(")
             .global("torch._utils", "_rebuild_tensor_v2")
             .global("torch", "FloatStorage")
             .raw(")}tR")
             .done(),
         "not made of a tensor"},
        {PickleWriter().raw("K\1Q").done(), "the name of a storage is no tuple"},
        {PickleWriter().raw("(").text("module").raw("}}}}tQ").done(),
         "something else than a storage"},
        {PickleWriter().raw("(").text("storage").global("torch", "Size").raw("}}}tQ").done(),
         "the class of a storage"},
    }));
    const CaughtError error = pickleError(tried.bytes);
    CAPTURE(tried.named, error.line);
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names(kFile));
    CHECK(error.names(tried.named));
}

TEST_CASE("Pickle: every truncation of a good pickle is refused", "[weights]")
{
    const std::string whole = tensorOf({"FloatStorage", "0", 6, 0, {2, 3}, {3, 1}});
    REQUIRE_FALSE(pickleError(whole).code.has_value());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        REQUIRE(pickleError(whole.substr(0, size)).code == ErrorCode::BadInput);
    }
}

TEST_CASE("Pickle: a small pickle cannot make much of itself", "[weights]")
{
    // Values that are remembered again and again: 4 bytes each for a tensor of 64 dimensions, 1 byte each for a list.
    PickleWriter tensors;
    tensors.global("torch._utils", "_rebuild_tensor_v2").raw("q\1");
    tensors.tensorArguments({"FloatStorage", "0", 1, 0, std::vector<std::int64_t>(64, 1),
                             std::vector<std::int64_t>(64, 1)});
    tensors.raw("q\2");
    std::string again;
    for (int i = 0; i < 20'000; ++i)
        again += "h\1h\2R";
    const std::string lists(300'000, ']');
    for (const std::string& bytes : {tensors.raw(again).done(), PickleWriter().raw(lists).done()}) {
        const CaughtError error = pickleError(bytes);
        REQUIRE(error.code == ErrorCode::BadInput);
        CHECK(error.names("more memory than the file is large"));
    }
}
