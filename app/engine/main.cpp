#include "app/session/crash_trace.h"
#include "app/session/models/model_source.h"
#include "engine/core/error.h"
#include "engine/core/kept_memory.h"
#include "engine/core/log_targets.h"
#include "engine/link/server/engine_server.h"
#include "engine/link/server/parent_process.h"
#include "engine/link/tls/certificate.h"
#include "engine/pipeline/model_catalogue.h"
#include "engine/pipeline/umt5_prompts.h"

#include <ATen/Parallel.h>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace {

using namespace imprint;

enum ExitCode : int { kDone = 0, kFailed = 1, kWrongUse = 2 };

struct EngineOptions {
    int childSocket = -1; // -1: not a child
    std::string listen;   // empty: does not
    std::string tokenFile;
    std::string certificate;
    std::string key;
    std::string logFile; // empty: none
    bool makeCertificate = false;
    bool json = false;
    bool verbose = false;
};

/// The token in a file, without the line's end.
std::string readToken(const std::string& path)
{
    if (path.empty())
        return {};
    std::ifstream file(path, std::ios::binary);
    std::string token{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad())
        throw Error(ErrorCode::NotFound,
                    concat("the file of the token '", path, "' cannot be read"),
                    "Make one: head -c 24 /dev/urandom | base64 > " + path);
    while (!token.empty() && (token.back() == '\n' || token.back() == '\r'))
        token.pop_back();
    if (token.empty())
        throw Error(ErrorCode::BadConfig, concat("'", path, "' holds no token"),
                    "Make one: head -c 24 /dev/urandom | base64 > " + path);
    return token;
}

void requireOneDuty(const EngineOptions& options)
{
    const int duties = (options.childSocket >= 0 ? 1 : 0) + (options.listen.empty() ? 0 : 1) +
                       (options.makeCertificate ? 1 : 0);
    if (duties != 1)
        throw Error(ErrorCode::BadConfig, "the engine was not told what to do, or too much",
                    "Give one of --listen, --make-certificate, --child-fd");
    if (options.certificate.empty() != options.key.empty())
        throw Error(ErrorCode::BadConfig, "a certificate goes with its key",
                    "Give both --certificate and --key");
}

ExitCode makeCertificate(const EngineOptions& options)
{
    if (options.certificate.empty())
        throw Error(ErrorCode::BadConfig, "--make-certificate was not told where to",
                    "Give --certificate and --key, two files to make");
    link::makeSelfSigned(options.certificate, options.key);
    const std::string fingerprint = link::fingerprintOfFile(options.certificate);
    if (options.json)
        fmt::print("{}\n", nlohmann::json{{"fingerprint", fingerprint}}.dump());
    else
        fmt::print("made '{}' and '{}'\nfingerprint {}\n", options.certificate, options.key,
                   fingerprint);
    return kDone;
}

std::shared_ptr<const EngineModel> loadModel(const std::string& model, const std::string& device)
{
    engine::requireDevice(device);
    return engine::loadEngineModel(
        app::modelSource(model), device,
        {.openPrompts =
             [](const engine::Umt5Files& files) { // models without prompts need no folder
                 return engine::openUmt5Prompts({.folder = app::promptCacheFolder()})(files);
             }});
}

void sayWhere(const EngineOptions& options, const std::string& address)
{
    const std::string fingerprint =
        options.certificate.empty() ? "" : link::fingerprintOfFile(options.certificate);
    if (options.json) {
        fmt::print("{}\n",
                   nlohmann::json{{"listening", address}, {"fingerprint", fingerprint}}.dump());
    } else {
        fmt::print("listening on {}\n", address);
        if (!fingerprint.empty())
            fmt::print("fingerprint {}\n", fingerprint);
    }
    std::fflush(stdout);
}

/// Listens until it is asked to end.
void listen(link::EngineServer& server, const EngineOptions& options, const sigset_t& signals)
{
    link::ListenSetup setup{.address = options.listen, .token = readToken(options.tokenFile)};
    if (!options.certificate.empty())
        setup.identity = link::ServerIdentity{options.certificate, options.key};
    sayWhere(options, server.listen(setup));
    int signal = 0;
    ::sigwait(&signals, &signal);
}

ExitCode serve(const EngineOptions& options)
{
    // Before any thread: all of them leave these signals to sigwait.
    sigset_t signals;
    sigemptyset(&signals);
    if (options.childSocket < 0) {
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    }
    // Stages run side by side, one core each; small matrices lose more to barriers than they gain from threads.
    at::set_num_threads(1);
    link::EngineServer server({.load = loadModel, .version = IMPRINT_VERSION});
    if (options.childSocket >= 0) {
        server.serve(options.childSocket);
        server.waitUntilAlone();
    } else {
        listen(server, options, signals);
    }
    return kDone;
}

ExitCode run(const EngineOptions& options)
{
    requireOneDuty(options);
    if (options.childSocket >= 0)
        link::endWithParent();
    const LogLevel terminal = options.verbose ? LogLevel::Debug : LogLevel::Warning;
    openLog({.terminal = terminal,
             .kept = std::min(terminal, LogLevel::Info),
             .file = options.logFile});
    if (!options.logFile.empty())
        app::writeTraceOnCrash(options.logFile);
    return options.makeCertificate ? makeCertificate(options) : serve(options);
}

int runCommandLine(int argc, char** argv)
{
    CLI::App parser("Imprint's engine: makes the pictures, for the app that starts it or for one "
                    "on another machine",
                    "imprint-engine");
    parser.set_version_flag("--version", IMPRINT_VERSION);
    EngineOptions options;
    parser.add_option("--listen", options.listen,
                      "Serve apps that connect to host:port; port 0 takes a free one. Beyond this "
                      "machine only with TLS and a token");
    parser.add_option("--token-file", options.tokenFile,
                      "File with the token that an app must know");
    parser.add_option("--certificate", options.certificate,
                      "PEM file with the certificate for TLS 1.3");
    parser.add_option("--key", options.key, "PEM file with its key");
    parser.add_flag("--make-certificate", options.makeCertificate,
                    "Make the two files --certificate and --key, and print the fingerprint");
    parser
        .add_option("--child-fd", options.childSocket,
                    "Serve the app that started this program, over this open socket")
        ->check(CLI::Range(0, 1 << 20));
    parser.add_option("--log-file", options.logFile,
                      "File that gets what it logs, and where it was if it crashes");
    parser.add_flag("--json", options.json, "Print what it listens on as one JSON object");
    parser.add_flag("-v,--verbose", options.verbose, "Print more about what is going on");
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return parser.exit(problem);
        std::fprintf(stderr, "imprint-engine: %s. See imprint-engine --help\n", problem.what());
        return kWrongUse;
    }
    return run(options);
}

} // namespace

int main(int argc, char** argv)
{
    try {
        imprint::keepFreedMemory();
        return runCommandLine(argc, argv);
    } catch (const imprint::Error& problem) {
        std::fprintf(stderr, "imprint-engine: %s\n", problem.oneLine().c_str());
        return problem.code() == imprint::ErrorCode::BadConfig ? kWrongUse : kFailed;
    } catch (const std::exception& problem) {
        std::fprintf(
            stderr,
            "imprint-engine: unexpected error: %s. This is a bug in Imprint; please report it\n",
            problem.what());
        return kFailed;
    }
}
