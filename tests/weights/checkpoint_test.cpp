#include "engine/weights/checkpoint.h"

#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/torch_bytes.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

const TensorWords kOne{"ByteStorage", "0", 1, 0, {1}, {1}};
const TensorWords kOther{"ByteStorage", "1", 1, 0, {1}, {1}};

/// {"critic": {"a": 7}, "generator": {"a": 0}, "generator_ema": {"a": 7}, "step": 1}
void writeTrainingState(const std::string& path)
{
    PickleWriter pickle;
    pickle.raw("}(");
    for (const auto& [name, words] : {std::pair("critic", kOther), std::pair("generator", kOne),
                                      std::pair("generator_ema", kOther)})
        pickle.text(name).raw("}").text("model.a").tensor(words).raw("s");
    pickle.text("step").number(1).raw("u");
    writeFile(path, torchBytes(pickle.done(), {{"0", std::string(1, '\0')}, {"1", "\7"}}));
}

std::string safetensorsOf(const std::vector<std::string>& names)
{
    std::string header;
    for (std::size_t i = 0; i < names.size(); ++i)
        header += concat(i == 0 ? "{" : ",", "\"", names[i],
                         R"(":{"dtype":"U8","shape":[1],"data_offsets":[)", i, ",", i + 1, "]}");
    return safetensorsBytes(header + "}", names.size());
}

std::vector<std::string> names(const Checkpoint& checkpoint)
{
    std::vector<std::string> result;
    for (const auto& [name, tensor] : checkpoint.tensors())
        result.push_back(name);
    return result;
}

} // namespace

TEST_CASE("Checkpoint: the first dictionary that is there is used alone", "[weights]")
{
    const TemporaryFolder folder;
    const std::string path = folder / "self_forcing.pt";
    writeTrainingState(path);
    const auto [dictionaries, value] = GENERATE(table<std::vector<std::string>, int>({
        {{"generator_ema", "generator"}, 7},
        {{"generator", "generator_ema"}, 0},
        {{"ema", "generator"}, 0},
    }));
    const Checkpoint checkpoint(path, {.dictionaries = dictionaries, .prefixes = {"model."}});
    REQUIRE(names(checkpoint) == std::vector<std::string>{"a"});
    CHECK(checkpoint.tensors().at("a").stored->bytes[0] == std::byte(value));
    CHECK(checkpoint.name().starts_with(path + " (generator"));
}

TEST_CASE("Checkpoint: without any of the dictionaries the whole file is used", "[weights]")
{
    const TemporaryFolder folder;
    writeTrainingState(folder / "a.pt");
    const Checkpoint checkpoint(folder / "a.pt", {.dictionaries = {"ema", "gener"}});
    CHECK(names(checkpoint) ==
          std::vector<std::string>{"critic.model.a", "generator.model.a", "generator_ema.model.a"});
    CHECK(checkpoint.name() == folder / "a.pt");
}

TEST_CASE("Checkpoint: ignored scopes are left out", "[weights]")
{
    const TemporaryFolder folder;
    writeFile(folder / "a.safetensors",
              safetensorsOf({"_cls.0.weight", "_cls_other", "model._cls", "model.a"}));
    const Checkpoint checkpoint(folder / "a.safetensors",
                                {.prefixes = {"model."}, .ignored = {"_cls"}});
    CHECK(names(checkpoint) == std::vector<std::string>{"_cls_other", "a"});
}

TEST_CASE("Checkpoint: two tensors of one name are refused", "[weights]")
{
    const TemporaryFolder folder;
    writeFile(folder / "a.safetensors", safetensorsOf({"a", "model.a"}));
    const CaughtError error =
        errorOf([&] { Checkpoint(folder / "a.safetensors", {.prefixes = {"model."}}); });
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names("a.safetensors"));
    CHECK(error.names("'a' twice"));
    CHECK(error.names("'model.a'"));
}

TEST_CASE("Checkpoint: it stays valid when it is moved", "[weights]")
{
    const TemporaryFolder folder;
    writeFile(folder / "a.safetensors", safetensorsOf({"a", "b"}));
    Checkpoint first(folder / "a.safetensors", {});
    const Checkpoint second = std::move(first);
    CHECK(second.tensors().at("b").stored->bytes[0] == std::byte{1});
    CHECK(second.tensors().at("b").file->path == folder / "a.safetensors");
}

TEST_CASE("Checkpoint: the container is told by the file, not by its name alone", "[weights]")
{
    const TemporaryFolder folder;
    writeTrainingState(folder / "torch");
    writeFile(folder / "plain", safetensorsOf({"a"}));
    CHECK(names(Checkpoint(folder / "torch", {.dictionaries = {"generator"}})).size() == 1);
    CHECK(names(Checkpoint(folder / "plain", {})).size() == 1);

    const auto refusal = [&](const std::string& name, const std::string& content) {
        writeFile(folder / name, content);
        return errorOf([&] { Checkpoint(folder / name, {}); });
    };
    CHECK(refusal("old.pth", "\x80\2\x8a\nl\xfc\x9c").names("before torch 1.6"));
    CHECK(refusal("page.pt", "<!DOCTYPE html><html>").names("zip archive"));
    CHECK(refusal("page.bin", "<!DOCTYPE html><html>").names("too short for a zip archive"));
    CHECK(errorOf([&] { Checkpoint(folder / "missing.pt", {}); }).code == ErrorCode::NotFound);
}
