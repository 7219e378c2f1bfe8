#include "app/session/models/model_manifest.h"

#include "app/session/resources.h"
#include "engine/core/error.h"
#include "tests/session/models/written_folder.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <map>
#include <set>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// A manifest, with one thing changed.
std::string manifest(const std::string& changed = {}, const std::string& by = {})
{
    std::string text = R"({"version": 1, "kind": "model",
        "name": "one", "title": "One", "does": "Talks", "runs": false,
        "licence": {"weights": "CC BY-NC 4.0", "code": "MIT", "conflict": "Both are said",
                    "output": "not-for-sale", "meaning": "Do not sell it."},
        "memory": {"about_bytes": 20, "text": "20 B", "tensors": 825, "parameters": 1000,
                   "token_pixels": 16, "activation_bytes": 5, "sizes": ["832x480", "576x320"]},
        "files": [{"role": "lora", "lora": {"alpha": 64, "rank": 128},
                   "rules": {"prefixes": ["model."]}, "hub": "Some/Body", "path": "a++/b.pt", "to": "one/b.pt", "about_bytes": 7}],
        "uses": ["eyes"],
        "recipe": {"network": {"dim": 1536, "num_heads": 12, "num_layers": 30, "text_len": 512},
                   "sampler": {"blockFrames": 3},
                   "cache": {"kind": "window", "windowFrames": 12, "sinkFrames": 3}}})";
    if (!changed.empty()) {
        const auto at = text.find(changed);
        REQUIRE(at != std::string::npos);
        text.replace(at, changed.size(), by);
    }
    return text;
}

std::string part(const std::string& name = "eyes")
{
    return concat(R"({"version": 1, "kind": "part", "name": ")", name, R"(", "title": "Eyes",
        "licence": {"weights": "MIT", "code": "MIT", "output": "may-sell", "meaning": "Sell it."},
        "memory": {"weight_bytes": 100, "working_bytes": 10, "resident": true},
        "files": [{"role": "vae", "address": "https://example.org/eyes.bin", "to": "parts/eyes.bin", "bytes": 9,
                   "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"}]})");
}

std::vector<KnownModel> shipped()
{
    return readKnownModels(resourceDirectory() + "/manifests");
}

} // namespace

TEST_CASE("Model manifest: what it says is read, with the files of its parts", "[models][manifest]")
{
    const WrittenFolder folder;
    folder.write("one.json", manifest());
    folder.write("eyes.json", part());
    folder.write("notes.txt", "no manifest");
    const auto models = readKnownModels(folder.path());
    REQUIRE(models.size() == 1);
    const KnownModel& one = models[0];
    CHECK(one.licence.name == "CC BY-NC 4.0");
    CHECK(one.licence.code == "MIT");
    CHECK(one.licence.conflict == "Both are said");
    CHECK(one.licence.output == OutputRights::NotForSale);
    REQUIRE(one.downloads.size() == 2);
    CHECK(one.downloads[0].address == "https://huggingface.co/Some/Body/resolve/main/a%2B%2B/b.pt");
    CHECK(one.downloads[0].page == "https://huggingface.co/Some/Body");
    CHECK(one.downloads[0].place == "one/b.pt");
    CHECK(one.downloads[0].role == FileRole::Lora);
    CHECK(one.downloads[0].loraAlpha == 64);
    CHECK(one.downloads[0].loraRank == 128);
    CHECK(one.downloads[0].rules == R"({"prefixes":["model."]})");
    CHECK(one.downloads[1].role == FileRole::Vae);
    CHECK(one.downloads[0].aboutBytes == 7);
    CHECK_FALSE(one.downloads[0].exactBytes);
    CHECK(isOwnFile(one, one.downloads[0]));
    CHECK(one.downloads[1].address == "https://example.org/eyes.bin");
    CHECK(one.downloads[1].exactBytes);
    CHECK(one.downloads[1].sha256.size() == 64);
    CHECK_FALSE(isOwnFile(one, one.downloads[1]));
    CHECK(one.memory.network.layers == 30);
    CHECK(one.memory.cache.windowFrames == 12);
    CHECK(one.memory.sizes.size() == 2);
    REQUIRE(one.memory.parts.size() == 1);
    CHECK(one.memory.parts[0].weightBytes == 100);
    CHECK(one.recipe.find("windowFrames") != std::string::npos);
}

TEST_CASE("Model manifest: a broken one is refused with the file's name and the key",
          "[models][manifest]")
{
    const auto [changed, by, named] = GENERATE(table<const char*, const char*, const char*>({
        {"\"version\": 1", "\"version\": 2", "version"},
        {"\"kind\": \"model\"", "\"kind\": \"car\"", "kind"},
        {"\"title\": \"One\", ", "", "title"},
        {"\"runs\": false", "\"runs\": \"no\"", "runs"},
        {"not-for-sale", "sell-it-all", "output"},
        {"\"does\"", "\"dose\"", "dose"},
        {"\"code\": \"MIT\"", "\"coda\": \"MIT\"", "coda"},
        {"\"meaning\"", "\"meening\"", "meening"},
        {"\"role\": \"lora\"", "\"role\": \"lira\"", "role"},
        {"\"role\": \"lora\"", "\"role\": \"vae\"", "lora"},
        {"\"lora\": {\"alpha\": 64, \"rank\": 128},", "", "lora"},
        {"\"rank\": 128", "\"rank\": 0", "rank"},
        {"{\"prefixes\": [\"model.\"]}", "[]", "rules"},
        {"one/b.pt", "../b.pt", "'to'"},
        {"one/b.pt", "/etc/b.pt", "'to'"},
        {"one/b.pt", "one/.hidden", "'to'"},
        {"Some/Body", "evil.example/a/b", "files[0]"},
        {"Some/Body", "Some/Body?x", "files[0]"},
        {"a++/b.pt", "../../b.pt", "files[0]"},
        {"\"hub\": \"Some/Body\", \"path\": \"a++/b.pt\"", "\"address\": \"http://example.org/b\"",
         "'address'"},
        {"\"hub\": \"Some/Body\", \"path\": \"a++/b.pt\"", "\"address\": \"file:///etc/b\"",
         "'address'"},
        {"\"name\": \"one\"", "\"name\": \"../one\"", "name"},
        {"\"name\": \"one\"", "\"name\": \"two\"", "another model"},
        {"\"about_bytes\": 7", "\"about_bytes\": -7", "about_bytes"},
        {"\"about_bytes\": 7", "\"about_bytes\": 7.5", "about_bytes"},
        {"\"about_bytes\": 7", "\"about_bytes\": 7, \"sha256\": \"abc\"", "sha256"},
        {"\"about_bytes\": 7", "\"about_bytes\": 7, \"mirror\": \"x\"", "mirror"},
        {"[\"eyes\"]", "[\"ears\"]", "ears"},
        {"[\"eyes\"]", "[7]", "uses"},
        {"\"dim\": 1536", "\"dim\": 0", "dim"},
        {"\"blockFrames\"", "\"frames\"", "blockFrames"},
        {"\"kind\": \"window\"", "\"kind\": \"hole\"", "kind"},
        {"832x480", "832", "size"},
        {"832x480", "832x480x3", "size"},
        {"\"tensors\": 825, ", "", "tensors"},
        {"}}})", "}}", "one.json"},
    }));
    CAPTURE(changed, by);
    const WrittenFolder folder;
    folder.write("eyes.json", part());
    std::string text = manifest();
    const bool end = std::string(changed) == "}}})";
    folder.write("one.json", end ? text.substr(0, text.size() - 1) : manifest(changed, by));
    const CaughtError caught = errorOf([&] { readKnownModels(folder.path()); });
    CHECK(caught.names("one.json"));
    CHECK(caught.names(named));
}

TEST_CASE("Model manifest: a folder that is not there is an error", "[models][manifest]")
{
    CHECK(errorOf([] { readKnownModels("/nonexistent"); }).names("/nonexistent"));
}

TEST_CASE("Model manifest: Imprint's own are read, and every model says what may be done with it",
          "[models][manifest]")
{
    std::set<std::string> names;
    for (const KnownModel& model : shipped()) {
        CAPTURE(model.name);
        names.insert(model.name);
        CHECK_FALSE(model.licence.name.empty());
        CHECK_FALSE(model.licence.code.empty());
        CHECK_FALSE(model.licence.meaning.empty());
        CHECK_FALSE(model.memoryText.empty());
        if (model.downloads.empty())
            CHECK(model.runs); // what is built in runs
        const bool bars = model.licence.name.find("NC") != std::string::npos;
        CHECK((model.licence.output == OutputRights::NotForSale) == bars);
    }
    for (const char* name :
         {"pocket", "puppet", "longlive", "self-forcing", "causal-forcing-chunkwise",
          "causal-forcing-framewise", "causal-forcing-framewise-2step", "krea-realtime",
          "longlive2", "livetalk", "liveavatar"})
        CHECK(names.contains(name));
}

TEST_CASE("Model manifest: Imprint's own tell one file the same way wherever it is needed",
          "[models][manifest]")
{
    std::map<std::string, std::string> addresses;
    for (const KnownModel& model : shipped())
        for (const ModelDownload& file : model.downloads) {
            CAPTURE(file.place);
            CHECK(file.address.starts_with("https://"));
            CHECK(addresses.emplace(file.place, file.address).first->second == file.address);
            CHECK((isOwnFile(model, file) || file.place.starts_with("parts/")));
        }
    CHECK(addresses.size() > 15);
}
