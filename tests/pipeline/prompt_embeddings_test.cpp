#include "tests/support/torch_test.h"

#include "engine/pipeline/prompt_embeddings.h"
#include "engine/weights/weight_file.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"

#include <chrono>
#include <filesystem>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kRows = 12;
constexpr std::int64_t kWidth = 6;

/// An encoder that counts, and whose embedding of a prompt has as many real rows as the prompt has letters.
struct CountingEncoder {
    std::vector<std::vector<std::string>> calls = {};
    at::ScalarType type = at::kFloat;

    std::vector<at::Tensor> operator()(const std::vector<std::string>& prompts)
    {
        calls.push_back(prompts);
        std::vector<at::Tensor> embeddings;
        for (const std::string& prompt : prompts)
            embeddings.push_back(embedding(prompt));
        return embeddings;
    }

    at::Tensor embedding(const std::string& prompt) const
    {
        const auto rows = static_cast<std::int64_t>(prompt.size());
        at::Tensor result = RandomTensors(std::hash<std::string>()(prompt))({kRows, kWidth});
        result.slice(0, rows).zero_();
        return result.to(type);
    }
};

struct Cache {
    TemporaryFolder folder;
    CountingEncoder encoder = {};
    PromptCacheSettings settings = {
        .folder = folder / "prompts", .encoder = "weights 1", .rows = kRows, .width = kWidth};

    /// As a new start of the program would have it.
    PromptEmbeddings open()
    {
        return {settings, [this](const auto& prompts) { return encoder(prompts); }};
    }

    std::vector<fs::path> files() const
    {
        std::vector<fs::path> paths;
        for (const auto& entry : fs::directory_iterator(settings.folder))
            paths.push_back(entry.path());
        return paths;
    }
};

using Calls = std::vector<std::vector<std::string>>;

} // namespace

TEST_CASE("PromptEmbeddings: a prompt is encoded once, also across starts", "[pipeline][prompts]")
{
    Cache cache;
    cache.encoder.type = GENERATE(at::kFloat, at::kBFloat16);
    const at::Tensor expected = cache.encoder.embedding("a fox");
    CHECK_FALSE(cache.open().has({"a fox"}));
    CHECK(at::equal(cache.open()({"a fox"})[0], expected));
    CHECK(cache.open().has({"a fox"}));
    const at::Tensor kept = cache.open()({"a fox"})[0];
    CHECK(kept.scalar_type() == expected.scalar_type());
    CHECK(at::equal(kept, expected));
    CHECK(cache.encoder.calls == Calls{{"a fox"}});
}

TEST_CASE("PromptEmbeddings: what is not kept is encoded together, each once",
          "[pipeline][prompts]")
{
    Cache cache;
    cache.open()({"b"});
    const auto embeddings = cache.open()({"a", "b", "c", "a"});
    CHECK(cache.encoder.calls == Calls{{"b"}, {"a", "c"}});
    const char* const prompts[] = {"a", "b", "c", "a"};
    REQUIRE(embeddings.size() == 4);
    for (std::size_t i = 0; i < 4; ++i)
        CHECK(at::equal(embeddings[i], cache.encoder.embedding(prompts[i])));
}

TEST_CASE("PromptEmbeddings: a prompt that fills all rows, and one without any",
          "[pipeline][prompts]")
{
    Cache cache;
    const std::string full(kRows, 'x');
    cache.open()({full, ""});
    const auto kept = cache.open()({full, ""});
    CHECK(cache.encoder.calls.size() == 1);
    CHECK(at::equal(kept[0], cache.encoder.embedding(full)));
    CHECK(at::equal(kept[1], at::zeros({kRows, kWidth})));
}

TEST_CASE("PromptEmbeddings: another encoder finds nothing", "[pipeline][prompts]")
{
    Cache cache;
    cache.open()({"a"});
    cache.settings.encoder = "weights 2";
    CHECK_FALSE(cache.open().has({"a"}));
    cache.open()({"a"});
    CHECK(cache.encoder.calls.size() == 2);
}

TEST_CASE("PromptEmbeddings: a damaged file is made anew and written over", "[pipeline][prompts]")
{
    Cache cache;
    cache.open()({"a fox"});
    const std::string path = cache.files().at(0).string();
    const std::string whole = readBytes(path);

    SECTION("cut off")
    {
        writeBytes(path, whole.substr(0, whole.size() - 1));
    }
    SECTION("empty")
    {
        writeBytes(path, "");
    }
    SECTION("one bit of the numbers")
    {
        std::string bytes = whole;
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        writeBytes(path, bytes);
    }
    SECTION("another shape")
    {
        writeSafetensors(path, {{"prompt_embedding", at::zeros({3, kWidth + 1})}},
                         {{"sha256", std::string(64, '0')}});
    }
    SECTION("another content")
    {
        writeSafetensors(path, {{"weight", at::zeros({3, kWidth})}});
    }
    CHECK(at::equal(cache.open()({"a fox"})[0], cache.encoder.embedding("a fox")));
    CHECK(cache.encoder.calls.size() == 2);
    CHECK((readBytes(path) == whole)); // not printed: bytes
    cache.open()({"a fox"});
    CHECK(cache.encoder.calls.size() == 2);
}

TEST_CASE("PromptEmbeddings: what was not used for the longest goes first", "[pipeline][prompts]")
{
    Cache cache;
    cache.open()({"aaa"});
    const auto one = static_cast<std::int64_t>(fs::file_size(cache.files().at(0)));
    cache.settings.limitBytes = 2 * one + one / 2;
    const auto age = [](const fs::path& path, int hours) {
        fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(hours));
    };
    const fs::path first = cache.files().at(0);
    cache.open()({"bbb"});
    const auto both = cache.files();
    age(first, 3);
    age(both.at(0) == first ? both.at(1) : both.at(0), 1);
    cache.open()({"aaa"}); // written before the other one, and used after it
    cache.open()({"ccc"}); // one too many
    CHECK(cache.files().size() == 2);
    CHECK(cache.open().has({"aaa", "ccc"}));
    CHECK_FALSE(cache.open().has({"bbb"}));
}

TEST_CASE("PromptEmbeddings: a limit below one prompt keeps the latest", "[pipeline][prompts]")
{
    Cache cache;
    cache.settings.limitBytes = 0;
    cache.open()({"a"});
    cache.open()({"b", "c"});
    CHECK(cache.files().size() == 2);
    CHECK(cache.open().has({"b", "c"}));
}

TEST_CASE("PromptEmbeddings: a folder that cannot be made costs the cache alone",
          "[pipeline][prompts]")
{
    Cache cache;
    writeBytes(cache.settings.folder, "a file in its place");
    CHECK(at::equal(cache.open()({"a"})[0], cache.encoder.embedding("a")));
    CHECK(at::equal(cache.open()({"a"})[0], cache.encoder.embedding("a")));
    CHECK(cache.encoder.calls.size() == 2);
}

TEST_CASE("PromptEmbeddings: what the encoder throws is passed on, and wrong shapes are refused",
          "[pipeline][prompts]")
{
    Cache cache;
    const PromptEmbeddings stopped(cache.settings, [](const auto&) -> std::vector<at::Tensor> {
        throw Error(ErrorCode::Stopped, "stopped");
    });
    CHECK(errorOf([&] { stopped({"a"}); }).code == ErrorCode::Stopped);
    const PromptEmbeddings narrow(cache.settings, [](const auto&) {
        return std::vector{at::zeros({kRows, kWidth - 1})};
    });
    CHECK(errorOf([&] { narrow({"a"}); }).code == ErrorCode::BadShape);
    CHECK_FALSE(cache.open().has({"a"}));
}
