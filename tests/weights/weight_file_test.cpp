#include "tests/support/torch_test.h"

#include "engine/weights/weight_file.h"
#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/torch_bytes.h"

#include <cstring>
#include <limits>
#include <vector>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// a [2, 3] float32, enc.w [4] float32, enc.n [1] int64, encoder.w [1] uint8.
std::string writeExample(const TemporaryFolder& folder)
{
    const std::string path = folder / "model.safetensors";
    writeSafetensors(path, {{"a", at::arange(6, at::kFloat).view({2, 3})},
                            {"enc.w", at::ones({4}, at::kFloat)},
                            {"enc.n", at::full({1}, 7, at::kLong)},
                            {"encoder.w", at::full({1}, 9, at::kByte)}});
    return path;
}

std::string bytesOf(const at::Tensor& tensor)
{
    return {static_cast<const char*>(tensor.const_data_ptr()), tensor.nbytes()};
}

} // namespace

TEST_CASE("WeightFile: written tensors come back bit for bit", "[weights]")
{
    const TemporaryFolder folder;
    const std::map<std::string, at::Tensor> written = {
        {"float", at::rand({3, 5}).t()},
        {"long", at::arange(-4, 4, at::kLong)},
        {"bytes", at::arange(0, 13, at::kByte)}, // makes every later tensor misaligned
        {"scalar", at::scalar_tensor(2.5, at::kFloat)},
        {"coarse", at::rand({7}).to(at::kBFloat16)},
        {"none", at::empty({0, 4}, at::kFloat)},
    };
    writeSafetensors(folder / "t", written);
    const auto read = readAllTensors(folder / "t");
    REQUIRE(read.size() == written.size());
    for (const auto& [name, tensor] : written) {
        CAPTURE(name);
        CHECK(read.at(name).dtype() == tensor.dtype());
        CHECK(at::equal(read.at(name), tensor));
    }
}

TEST_CASE("WeightFile: tensors are converted, integers stay, bytes are counted", "[weights]")
{
    const TemporaryFolder folder;
    WeightFile weights(writeExample(folder), at::kBFloat16);
    const at::Tensor a = weights.require("a", {2, 3});
    CHECK(a.scalar_type() == at::kBFloat16);
    CHECK(a[1][2].item<float>() == 5);
    CHECK(weights.bytesHandedOut() == 12);
    const at::Tensor n = weights.require("enc.n", {1});
    CHECK(n.scalar_type() == at::kLong);
    CHECK(n.item<std::int64_t>() == 7);
    CHECK(weights.bytesHandedOut() == 20);
}

TEST_CASE("WeightFile: every stored type becomes its tensor type", "[weights]")
{
    const auto [name, size, type] = GENERATE(
        table<const char*, std::size_t, at::ScalarType>({{"F64", 8, at::kDouble},
                                                         {"F32", 4, at::kFloat},
                                                         {"F16", 2, at::kHalf},
                                                         {"BF16", 2, at::kBFloat16},
                                                         {"F8_E4M3", 1, at::kFloat8_e4m3fn},
                                                         {"F8_E5M2", 1, at::kFloat8_e5m2},
                                                         {"I64", 8, at::kLong},
                                                         {"I32", 4, at::kInt},
                                                         {"I16", 2, at::kShort},
                                                         {"I8", 1, at::kChar},
                                                         {"U8", 1, at::kByte},
                                                         {"BOOL", 1, at::kBool}}));
    const TemporaryFolder folder;
    writeFile(folder / "t",
              safetensorsBytes(concat(R"({"t":{"dtype":")", name,
                                      R"(","shape":[2],"data_offsets":[0,)", 2 * size, "]}}"),
                               2 * size));
    const at::Tensor tensor = readAllTensors(folder / "t").at("t");
    CHECK(tensor.scalar_type() == type);
    const std::string counting("\0\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17", 16);
    CHECK(std::memcmp(tensor.const_data_ptr(), counting.data(), 2 * size) == 0);
}

TEST_CASE("WeightFile: a byte that is no bool becomes true", "[weights]")
{
    const TemporaryFolder folder;
    std::string bytes =
        safetensorsBytes(R"({"t":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}})", 2);
    bytes.back() = 77;
    writeFile(folder / "t", bytes);
    const at::Tensor tensor = readAllTensors(folder / "t").at("t");
    CHECK(static_cast<const std::uint8_t*>(tensor.const_data_ptr())[1] == 1);
}

TEST_CASE("WeightFile: a mapped tensor is the file's pages, in the stored type", "[weights]")
{
    const TemporaryFolder folder;
    const at::Tensor table = at::rand({40, 6}).to(at::kBFloat16);
    const std::string path = folder / "t";
    writeSafetensors(path, {{"a.table", table},
                            {"b.bytes", at::ones({3}, at::kByte)},
                            {"c.table", table}}); // c lies on an odd place
    at::Tensor mapped;
    at::Tensor copied;
    {
        WeightFile weights(path, at::kFloat);
        mapped = weights.requireMapped("a.table", {40, 6});
        copied = weights.requireMapped("c.table", {40, 6});
        CHECK(weights.bytesHandedOut() == 0);
        CHECK(errorOf([&] { weights.requireMapped("a.table", {40, 6}); }).names("asked for twice"));
        CHECK(errorOf([&] { weights.requireMapped("b.bytes", {4}); }).code == ErrorCode::BadShape);
    }
    std::filesystem::remove(path);             // the pages live on
    CHECK_FALSE(mapped.storage().resizable()); // memory of another's
    CHECK(copied.storage().resizable());
    CHECK(at::equal(mapped, table));
    CHECK(at::equal(copied, table));
}

TEST_CASE("WeightFile: tensors outlive the reader and its file", "[weights]")
{
    const TemporaryFolder folder;
    const std::string path = writeExample(folder);
    at::Tensor a;
    {
        WeightFile weights(path);
        a = weights.require("a", {2, 3});
    }
    a.add_(1); // the file is mapped read-only: writing to a view of it would crash
    CHECK(a.sum().item<float>() == 21);
    CHECK(readAllTensors(path).at("a").sum().item<float>() == 15);
}

TEST_CASE("WeightFile: a wrong shape names tensor, file and both shapes", "[weights]")
{
    const TemporaryFolder folder;
    const std::string path = writeExample(folder);
    WeightFile weights(path);
    const CaughtError error = errorOf([&] { weights.require("a", {3, 2}); });
    REQUIRE(error.code == ErrorCode::BadShape);
    for (const std::string& part :
         {std::string("'a'"), path, std::string("[2, 3]"), std::string("[3, 2]")})
        CHECK(error.names(part));
    CHECK(at::equal(weights.require("a", {2, 3}), at::arange(6, at::kFloat).view({2, 3})));
}

TEST_CASE("WeightFile: of a tensor with more rows the last ones are handed out", "[weights]")
{
    const TemporaryFolder folder;
    writeSafetensors(folder / "t", {{"grow", at::arange(12, at::kFloat).view({6, 2})}});
    WeightFile weights(folder / "t");
    const at::Tensor last = weights.requireLastRows("grow", {3, 2});
    CHECK(at::equal(last, at::arange(6, 12, at::kFloat).view({3, 2})));
    CHECK(last.storage().nbytes() == 24);
    CHECK(weights.bytesHandedOut() == 24);
    weights.finish();
    CHECK(errorOf([&] { weights.requireLastRows("grow", {3, 2}); }).names("asked for twice"));

    WeightFile whole(folder / "t");
    CHECK(whole.requireLastRows("grow", {6, 2}).size(0) == 6);
    const auto refused = [&](at::IntArrayRef shape) {
        WeightFile file(folder / "t");
        return errorOf([&] { file.requireLastRows("grow", shape); }).code == ErrorCode::BadShape;
    };
    CHECK(refused({4, 2}));  // no whole groups of rows
    CHECK(refused({3, 1}));  // other columns
    CHECK(refused({12, 2})); // fewer rows than needed
    CHECK(refused({3, 2, 1}));
}

TEST_CASE("WeightFile: each tensor is handed out once", "[weights]")
{
    const TemporaryFolder folder;
    WeightFile weights(writeExample(folder));
    weights.require("a", {2, 3});
    const CaughtError twice = errorOf([&] { weights.require("a", {2, 3}); });
    REQUIRE(twice.code == ErrorCode::BadInput);
    CHECK(twice.names("'a' was asked for twice"));
    const CaughtError missing = errorOf([&] { weights.require("b", {2, 3}); });
    REQUIRE(missing.code == ErrorCode::BadInput);
    CHECK(missing.names("'b' is missing"));
    CHECK(weights.has("a"));
    CHECK(weights.has("enc.w"));
    CHECK_FALSE(weights.has("b"));
}

TEST_CASE("WeightFile: a tensor nobody asked for is an error at the end", "[weights]")
{
    const TemporaryFolder folder;
    WeightFile weights(writeExample(folder));
    weights.require("a", {2, 3});
    const CaughtError left = errorOf([&] { weights.finish(); });
    REQUIRE(left.code == ErrorCode::BadInput);
    CHECK(left.names("3 tensors"));
    CHECK(left.names("'enc.n', 'enc.w', 'encoder.w'"));

    weights.ignore("enc"); // a scope, not a prefix: "encoder.w" stays
    CHECK(errorOf([&] {
              weights.finish();
          }).names("1 tensors that the model does not use: 'encoder.w'"));
    weights.ignore("encoder");
    CHECK_NOTHROW(weights.finish());
}

TEST_CASE("WeightFile: at most five unused tensors are named", "[weights]")
{
    const TemporaryFolder folder;
    std::map<std::string, at::Tensor> tensors;
    for (int i = 0; i < 7; ++i)
        tensors.emplace(concat("t", i), at::zeros({1}));
    writeSafetensors(folder / "t", tensors);
    const CaughtError error = errorOf([&] { WeightFile(folder / "t").finish(); });
    CHECK(error.names("7 tensors"));
    CHECK(error.names("'t4', ..."));
    CHECK_FALSE(error.names("'t5'"));
}

TEST_CASE("WeightFile: a file of torch.save is handed out like any other", "[weights]")
{
    const TemporaryFolder folder;
    const TensorWords strided{"FloatStorage", "0", 6, 0, {3, 2}, {1, 3}}; // a [2, 3] transposed
    const TensorWords half{"HalfStorage", "1", 3, 1, {2}, {1}};           // misaligned to nothing
    const at::Tensor values = at::arange(6, at::kFloat);
    const at::Tensor halves = at::tensor({9., 0.5, -2.}).to(at::kHalf);
    writeFile(folder / "a.pt", torchBytes(PickleWriter()
                                              .raw("}")
                                              .text("generator")
                                              .raw("}(")
                                              .text("model.w")
                                              .tensor(strided)
                                              .text("model.h")
                                              .tensor(half)
                                              .raw("us")
                                              .done(),
                                          {{"0", bytesOf(values)}, {"1", bytesOf(halves)}}));
    WeightFile weights(folder / "a.pt", LoadOptions{.rules = {.dictionaries = {"generator"},
                                                              .prefixes = {"model."}}});
    const at::Tensor w = weights.require("w", {3, 2});
    CHECK(w.is_contiguous());
    CHECK(at::equal(w, values.view({2, 3}).t()));
    const at::Tensor h = weights.require("h", {2});
    CHECK(h.scalar_type() == at::kFloat);
    CHECK(at::equal(h, at::tensor({0.5F, -2.F})));
    CHECK_NOTHROW(weights.finish());
    CHECK(errorOf([&] { weights.require("x", {1}); }).names("a.pt (generator)"));
}

TEST_CASE("WeightFile: values that are not finite are refused by name", "[weights]")
{
    const TemporaryFolder folder;
    const float bad =
        GENERATE(std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                 -std::numeric_limits<float>::infinity());
    at::Tensor spoiled = at::ones({5, 7});
    spoiled[4][6] = bad;
    writeSafetensors(folder / "t", {{"blocks.1.bad", spoiled}, {"good", at::ones({3})}});
    WeightFile weights(folder / "t", at::kBFloat16);
    CHECK_NOTHROW(weights.require("good", {3}));
    const CaughtError error = errorOf([&] { weights.require("blocks.1.bad", {5, 7}); });
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names("'blocks.1.bad'"));
    CHECK(error.names(folder / "t"));
}

TEST_CASE("WeightFile: a value too large for the wanted type is refused by name", "[weights]")
{
    const TemporaryFolder folder;
    writeSafetensors(folder / "t", {{"large", at::full({2}, 1e6)}});
    CHECK(WeightFile(folder / "t", at::kBFloat16).require("large", {2})[0].item<float>() == 999424);
    const CaughtError error =
        errorOf([&] { WeightFile(folder / "t", at::kHalf).require("large", {2}); });
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names("'large'"));
    CHECK(error.names("Half"));
}

TEST_CASE("WeightFile: progress counts stored bytes up to the whole", "[weights]")
{
    const TemporaryFolder folder;
    std::vector<LoadProgress> seen;
    WeightFile weights(writeExample(folder),
                       LoadOptions{.type = at::kBFloat16, .progress = [&](const LoadProgress& now) {
                                       seen.push_back(now);
                                   }});
    weights.ignore("encoder"); // one byte
    weights.require("a", {2, 3});
    weights.require("enc.n", {1});
    weights.require("enc.w", {4});
    REQUIRE(seen.size() == 3);
    for (const LoadProgress& progress : seen)
        CHECK(progress.totalBytes == 24 + 16 + 8);
    CHECK(seen[0].bytes == 24);
    CHECK(seen[1].bytes == 32);
    CHECK(seen[2].bytes == seen[2].totalBytes);
}

TEST_CASE("WeightFile: loading stops between two tensors", "[weights]")
{
    const TemporaryFolder folder;
    const std::string path = writeExample(folder);
    std::stop_source source;
    WeightFile weights(
        path, LoadOptions{.stop = source.get_token(),
                          .progress = [&](const LoadProgress&) { source.request_stop(); }});
    weights.require("a", {2, 3});
    const CaughtError error = errorOf([&] { weights.require("enc.w", {4}); });
    REQUIRE(error.code == ErrorCode::Stopped);
    CHECK(error.names(path));
}

TEST_CASE("WeightFile: reads across shards and names the shard", "[weights]")
{
    const TemporaryFolder folder;
    writeSafetensors(folder / "1.safetensors", {{"a", at::zeros({1})}});
    writeSafetensors(folder / "2.safetensors", {{"b", at::ones({2})}});
    writeFile(folder / "m.safetensors.index.json",
              R"({"weight_map":{"a":"1.safetensors","b":"2.safetensors"}})");
    WeightFile weights(folder / "m.safetensors.index.json");
    CHECK(weights.require("a", {1}).item<float>() == 0);
    CHECK(errorOf([&] { weights.require("b", {1}); }).names("2.safetensors"));
    CHECK(weights.require("b", {2}).sum().item<float>() == 2);
    CHECK_NOTHROW(weights.finish());
}

TEST_CASE("SafetensorsWriter: refuses what it cannot write and leaves no half file", "[weights]")
{
    const TemporaryFolder folder;
    const CaughtError type = errorOf([&] {
        writeSafetensors(folder / "t", {{"x", at::zeros({1}, at::kBool)}});
    });
    REQUIRE(type.code == ErrorCode::Unsupported);
    CHECK(type.names("'x'"));
    const CaughtError place = errorOf([&] {
        writeSafetensors(folder / "no/t", {{"x", at::zeros({1})}});
    });
    REQUIRE(place.code == ErrorCode::Io);
    CHECK(place.names("no/t"));
    CHECK(std::filesystem::is_empty(folder.path()));
}
