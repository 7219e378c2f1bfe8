#include "engine/core/error.h"
#include "engine/link/client/engine_process.h"
#include "tests/support/child_process.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace imprint;
using namespace imprint::test;

namespace {

ProgramEnd engine(std::vector<std::string> words)
{
    words.insert(words.begin(), IMPRINT_ENGINE_PROGRAM);
    return runCaptured(words);
}

} // namespace

TEST_CASE("imprint-engine: wrong use exits with 2 and says what to do", "[e2e]")
{
    const TemporaryFolder folder;
    std::ofstream(folder / "short") << "abc\n";
    std::ofstream(folder / "empty") << "\n";
    struct {
        std::vector<std::string> words;
        int exitCode;
        std::string says;
    } const calls[] = {
        {{}, 2, "--listen"},
        {{"--listen", "nowhere"}, 2, "host:port"},
        {{"--listen", "0.0.0.0:0"}, 2, "without both TLS and a token"},
        {{"--listen", "127.0.0.1:0", "--token-file", folder / "short"}, 2, "can be guessed"},
        {{"--listen", "127.0.0.1:0", "--token-file", folder / "empty"}, 2, "holds no token"},
        {{"--listen", "127.0.0.1:0", "--token-file", folder / "none"}, 1, "cannot be read"},
        {{"--listen", "127.0.0.1:0", "--certificate", "a"}, 2, "--key"},
        {{"--listen", "127.0.0.1:0", "--certificate", "a", "--key", "b"}, 1, "'a'"},
        {{"--make-certificate"}, 2, "--certificate"},
        {{"--child-fd", "-1"}, 2, "--child-fd"},
        {{"--nonsense"}, 2, "--nonsense"},
    };
    for (const auto& call : calls) {
        const ProgramEnd end = engine(call.words);
        CAPTURE(call.words, end.err);
        REQUIRE(end.exitCode == call.exitCode);
        REQUIRE(end.err.find(call.says) != std::string::npos);
        REQUIRE(end.err.find('\n') == end.err.size() - 1);
    }
}

TEST_CASE("imprint-engine: listens with its own certificate, serves, and ends on SIGTERM", "[e2e]")
{
    const TemporaryFolder folder;
    const auto made = engine(
        {"--make-certificate", "--certificate", folder / "crt", "--key", folder / "key", "--json"});
    REQUIRE(made.exitCode == 0);
    const std::string fingerprint = nlohmann::json::parse(made.out)["fingerprint"];
    std::ofstream(folder / "token") << "a token that is long enough\n";

    // Its standard output goes to a file, which shows when it listens.
    ChildProcess listening(
        {"sh", "-c",
         concat("exec '", IMPRINT_ENGINE_PROGRAM, "' --listen 127.0.0.1:0 --token-file '",
                folder / "token", "' --certificate '", folder / "crt", "' --key '", folder / "key",
                "' --json > '", folder / "out", "'")});
    nlohmann::json said;
    REQUIRE(listening.waitForFiles(folder.path(), [&] {
        std::ifstream file(folder / "out");
        std::string line;
        if (!std::getline(file, line) || file.eof())
            return false;
        said = nlohmann::json::parse(line);
        return true;
    }));
    REQUIRE(said["fingerprint"] == fingerprint);
    {
        const EngineProcess client = EngineProcess::connect({.address = said["listening"],
                                                             .token = "a token that is long enough",
                                                             .fingerprint = fingerprint});
        REQUIRE(client.load("pocket")->info().name == "pocket");
        REQUIRE_THROWS_WITH(client.load("other"), Catch::Contains("there is no model 'other'"));
    }
    listening.send(SIGTERM);
    REQUIRE(listening.wait().exitCode == 0);
}
