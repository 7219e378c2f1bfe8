#include "tests/e2e/imprint_cli.h"
#include "tests/session/models/file_server.h"
#include "tests/session/models/written_folder.h"

#include "engine/core/error.h"

#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>

using imprint::concat;
using namespace imprint::test;

namespace fs = std::filesystem;

namespace {

/// The manifest of a model with one file of its own and one that it shares.
std::string manifest(const std::string& name)
{
    return concat(R"({"version": 1, "kind": "model", "name": ")", name, R"(", "title": "Model )",
                  name, R"(", "does": "Nothing", "runs": false,
        "licence": {"weights": "CC BY-NC 4.0", "code": "MIT", "conflict": "Two things are said",
                    "output": "not-for-sale", "meaning": "For research."},
        "memory": {"about_bytes": 0, "text": "Little"},
        "files": [{"role": "generator", "hub": "Some/Body", "path": ")",
                  name, R"(.bin", "to": ")", name, R"(/w.bin", "about_bytes": 0}],
        "uses": ["eyes"]})");
}

constexpr char kPart[] = R"({"version": 1, "kind": "part", "name": "eyes", "title": "Eyes",
    "licence": {"weights": "MIT", "code": "MIT", "output": "may-sell", "meaning": "Sell it."},
    "memory": {"weight_bytes": 0, "working_bytes": 0, "resident": true},
    "files": [{"role": "generator", "hub": "Some/Body", "path": "eyes.bin", "to": "parts/eyes.bin", "about_bytes": 0,
               "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"}]})";

/// A user's machine that knows two models, which a server has; "hello" is the part that they share.
class Machine {
public:
    Machine()
    {
        fs::create_directories(m_folder / "resources/models");
        m_folder.write("resources/manifests/one.json", manifest("one"));
        m_folder.write("resources/manifests/two.json", manifest("two"));
        m_folder.write("resources/manifests/eyes.json", kPart);
        server.add("/Some/Body/resolve/main/eyes.bin", {.content = "hello"});
    }

    std::vector<std::string> environment() const
    {
        return {"IMPRINT_RESOURCES=" + m_folder / "resources",
                "IMPRINT_MODELS=" + m_folder / "here", "IMPRINT_HUB_MIRROR=" + server.root(),
                "HF_TOKEN=of-the-environment"};
    }

    ProgramEnd run(std::vector<std::string> words) const
    {
        words.insert(words.begin(), "models");
        return runCaptured(cliWords(words), environment());
    }

    std::string here() const { return m_folder / "here"; }
    bool has(const std::string& file) const { return m_folder.has("here/" + file); }
    std::string text(const std::string& file) const
    {
        return readBytes(m_folder / ("here/" + file));
    }
    void write(const std::string& file, const std::string& text) const
    {
        m_folder.write("here/" + file, text);
    }

    FileServer server{{.content = std::string(50'000, 'w')}};

private:
    WrittenFolder m_folder;
};

bool names(const ProgramEnd& end, const std::string& text)
{
    return end.err.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("models: the list tells of every model whether its output may be sold", "[e2e][models]")
{
    const auto list = runCliJson({"models", "list"});
    std::map<std::string, nlohmann::json> models;
    for (const auto& model : list.at("models"))
        models[model.at("name")] = model;
    CHECK(models.at("pocket").at("state") == "built in");
    CHECK(models.at("pocket").at("runs") == true);
    CHECK(models.at("pocket").at("output") == "may-sell");
    CHECK(models.at("self-forcing").at("output") == "not-for-sale");
    CHECK(models.at("longlive").at("output") == "may-sell");
    const ProgramEnd end = runCli({"models", "list"});
    CHECK(end.exitCode == 0);
    CHECK(end.out.find("krea-realtime") != std::string::npos);
    CHECK(end.out.find("not for sale") != std::string::npos);
}

TEST_CASE("models: a page has licence, files and memory", "[e2e][models]")
{
    const auto page = runCliJson({"models", "show", "longlive"});
    CHECK(page.at("licence").at("weights") == "Apache-2.0");
    const auto& size = page.at("memory").at("sizes").at(0);
    CHECK(size.at("size") == "832x480");
    CHECK(size.at("tokens_per_frame") == 1560);
    CHECK(size.at("kv_bytes_per_frame_layer") == 9'584'640);
    CHECK(size.at("kv_bytes") == 12 * 30 * std::int64_t{9'584'640});
    CHECK(size.at("kv_bytes_by_frames").at("21") == 21 * 30 * std::int64_t{9'584'640});
    CHECK(page.at("files").size() == 7);
    const ProgramEnd end = runCli({"models", "show", "livetalk"});
    CHECK(end.out.find("Not resolved: ") != std::string::npos); // README and LICENSE.md differ
    CHECK(end.out.find("2.64") != std::string::npos);           // GiB of its cache at 512x512
}

TEST_CASE("models: download, check and removal of models that share a file", "[e2e][models]")
{
    const Machine machine;
    const ProgramEnd fetched = machine.run({"download", "one"});
    INFO(fetched.err);
    REQUIRE(fetched.exitCode == 0);
    CHECK(fetched.err.empty());
    CHECK(fetched.out.find("For research.") != std::string::npos); // before it is used
    CHECK(fetched.out.find("Two things are said") != std::string::npos);
    CHECK(machine.text("one/w.bin") == std::string(50'000, 'w'));
    CHECK(machine.text("parts/eyes.bin") == "hello");
    CHECK(machine.run({"download", "one"}).exitCode == 0); // nothing is missing
    CHECK(machine.server.requests() == 2);
    CHECK(machine.run({"download", "two", "--json"}).exitCode == 0);
    CHECK(machine.server.requests() == 3); // the shared file was here

    CHECK(machine.run({"verify", "one"}).exitCode == 0);
    machine.write("one/w.bin", std::string(50'000, 'v'));
    machine.write("parts/eyes.bin", "hallo");
    const ProgramEnd checked = machine.run({"verify", "one", "--json"});
    CHECK(checked.exitCode == 1);
    CHECK(names(checked, "'one/w.bin', 'parts/eyes.bin'"));
    const auto files = nlohmann::json::parse(checked.out).at("files");
    CHECK(files.at(0).at("state") == "damaged");

    const ProgramEnd unasked = machine.run({"remove", "one"});
    CHECK(unasked.exitCode == 2);
    CHECK(names(unasked, "--yes"));
    CHECK(machine.has("one/w.bin"));
    CHECK(machine.run({"remove", "one", "--yes"}).exitCode == 0);
    CHECK_FALSE(machine.has("one"));
    CHECK(machine.has("parts/eyes.bin"));
    const ProgramEnd last = machine.run({"remove", "two", "--yes", "--json"});
    CHECK(nlohmann::json::parse(last.out).at("removed").size() == 4);
    CHECK_FALSE(machine.has("parts"));
    CHECK(machine.run({"remove", "two", "--yes"}).exitCode == 1);
}

TEST_CASE("models: Ctrl-C keeps what came, and the same command goes on", "[e2e][models]")
{
    Machine machine;
    machine.server.change({.content = std::string(50'000, 'w'), .stallsHalf = true});
    fs::create_directories(fs::path(machine.here()) / "one");
    ChildProcess program(cliWords({"models", "download", "one"}), machine.environment());
    const std::string part = machine.here() + "/one/w.bin.part";
    std::error_code none;
    REQUIRE(program.waitForFiles(machine.here() + "/one", [&] {
        return fs::exists(part, none) && fs::file_size(part, none) == 25'000;
    }));
    program.send(SIGINT);
    const ProgramEnd end = program.wait();
    CHECK(end.exitCode == 1);
    CHECK(end.signal == 0);
    CHECK(names(end, "The same command goes on from there"));
    machine.server.change({.content = std::string(50'000, 'w')});
    CHECK(machine.run({"download", "one"}).exitCode == 0);
    CHECK(machine.text("one/w.bin") == std::string(50'000, 'w'));
    CHECK(machine.server.ranges().at(1) == "25000-");
}

TEST_CASE("models: what cannot be done is said with the way out", "[e2e][models]")
{
    const Machine machine;
    const ProgramEnd unknown = machine.run({"show", "three"});
    CHECK(unknown.exitCode == 1);
    CHECK(names(unknown, "Models: one, two"));
    const ProgramEnd offline = machine.run({"download", "one", "--offline"});
    CHECK(offline.exitCode == 1);
    CHECK(names(offline, "one/w.bin, parts/eyes.bin"));
    CHECK(machine.server.requests() == 0);
    const ProgramEnd mirror = machine.run({"download", "one", "--mirror", "http://example.org"});
    CHECK(mirror.exitCode == 2);
    CHECK(names(mirror, "http://example.org"));
    CHECK(machine.run({}).exitCode == 2);
    CHECK(machine.run({"list", "one"}).exitCode == 2);
    CHECK(machine.run({"download"}).exitCode == 2);
}

TEST_CASE("models: a gated model needs a token, which comes from a file where there is a mirror",
          "[e2e][models]")
{
    Machine machine;
    machine.server.change({.content = "gated", .token = "of-the-file"});
    machine.write("token", "of-the-file\n");
    const ProgramEnd refused = machine.run({"download", "one"});
    CHECK(refused.exitCode == 1);
    CHECK(names(refused, "not given to everybody (401)"));
    CHECK(names(refused, "--token-file"));
    CHECK(machine.server.tokens().at(0).empty()); // the environment's stays at home
    const ProgramEnd fetched =
        machine.run({"download", "one", "--token-file", machine.here() + "/token"});
    INFO(fetched.err);
    CHECK(fetched.exitCode == 0);
    CHECK(machine.text("one/w.bin") == "gated");
}
