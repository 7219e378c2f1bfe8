#include "tests/e2e/imprint_cli.h"
#include "tests/support/pipewire_server.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>

using namespace imprint::test;

namespace {

struct Diagnosis {
    ProgramEnd end;
    nlohmann::json report;

    const nlohmann::json& check(const std::string& name) const
    {
        for (const auto& check : report.at("checks"))
            if (check.at("name") == name)
                return check;
        throw std::runtime_error("no check of " + name);
    }
    std::string verdict(const std::string& name) const { return check(name).at("verdict"); }
    std::string text(const std::string& name) const { return check(name).dump(); }
};

/// Runs the doctor in `folder`, with nothing in its environment but a PATH and what is given.
ProgramEnd runDoctor(const TemporaryFolder& folder, const std::vector<std::string>& environment,
                     const std::vector<std::string>& arguments)
{
    std::vector<std::string> words{"env",
                                   "-i",
                                   "-C",
                                   folder.path(),
                                   std::string("PATH=") + std::getenv("PATH"),
                                   "HOME=" + folder.path(),
                                   "XDG_RUNTIME_DIR=" + folder.path()};
    for (const auto& given : {cliEnvironment(), environment, cliWords({"doctor"}), arguments})
        words.insert(words.end(), given.begin(), given.end());
    return runCaptured(words);
}

Diagnosis diagnose(const TemporaryFolder& folder, const std::vector<std::string>& environment = {})
{
    Diagnosis diagnosis{.end = runDoctor(folder, environment, {"--json"})};
    INFO(diagnosis.end.err);
    CHECK(diagnosis.end.err.empty());
    diagnosis.report = nlohmann::json::parse(diagnosis.end.out);
    CHECK(diagnosis.end.exitCode == (diagnosis.report.at("verdict") == "broken" ? 1 : 0));
    return diagnosis;
}

bool hasSoundCard()
{
    return std::filesystem::exists("/proc/asound/cards");
}

} // namespace

TEST_CASE("doctor: a machine without servers lacks gear and is not broken", "[e2e]")
{
    const TemporaryFolder folder;
    const Diagnosis diagnosis = diagnose(folder);
    for (const char* name : {"libtorch", "models", "engine", "codecs", "recordings"}) {
        INFO(diagnosis.text(name));
        CHECK(diagnosis.verdict(name) == "ok");
    }
    CHECK(diagnosis.verdict("pipewire") == "missing");
    CHECK(diagnosis.text("pipewire").find("systemctl --user start") != std::string::npos);
    if (!hasSoundCard())
        CHECK(diagnosis.verdict("microphone") == "missing");
    CHECK(diagnosis.text("gpu").find("no CUDA module yet") != std::string::npos);
    CHECK(diagnosis.text("disk").find(folder.path()) != std::string::npos);
    CHECK(diagnosis.text("models").find("pocket, ") != std::string::npos);

    const ProgramEnd text = runDoctor(folder, {}, {});
    CHECK(text.exitCode == diagnosis.end.exitCode);
    CHECK(text.err.empty());
    for (const auto& check : diagnosis.report.at("checks"))
        CHECK(text.out.find(check.at("name").get<std::string>()) != std::string::npos);
    CHECK(text.out.find("-> ") != std::string::npos);
}

TEST_CASE("doctor: what is broken fails, and is told with the way out", "[e2e]")
{
    const TemporaryFolder folder;
    const Diagnosis engine = diagnose(folder, {"IMPRINT_ENGINE=/nowhere/imprint-engine"});
    CHECK(engine.end.exitCode == 1);
    CHECK(engine.verdict("engine") == "broken");
    CHECK(engine.text("engine").find("/nowhere/imprint-engine") != std::string::npos);
    CHECK(engine.text("engine").find("--engine here") != std::string::npos);
    CHECK(engine.verdict("models") == "ok"); // the others are looked at all the same

    // A program that starts, and is no engine.
    const Diagnosis foreign = diagnose(folder, {"IMPRINT_ENGINE=/bin/true"});
    CHECK(foreign.verdict("engine") == "broken");

    const Diagnosis models = diagnose(folder, {"IMPRINT_RESOURCES=/nowhere"});
    CHECK(models.end.exitCode == 1);
    CHECK(models.verdict("models") == "broken");
    CHECK(models.text("models").find("/nowhere") != std::string::npos);
}

TEST_CASE("doctor: a forced BLAS is noted", "[e2e]")
{
    const TemporaryFolder folder;
    const Diagnosis diagnosis = diagnose(folder, {"OPENBLAS_CORETYPE=Haswell"});
    CHECK(diagnosis.verdict("libtorch") == "note");
    CHECK(diagnosis.text("libtorch").find("unset OPENBLAS_CORETYPE") != std::string::npos);
}

TEST_CASE("doctor: beside a sound server there are microphones and room for a camera", "[e2e]")
{
    if (PipeWireServer::skipped({"pactl"}))
        return;
    PipeWireServer server;
    REQUIRE(runCaptured({"pactl", "load-module", "module-null-sink", "sink_name=testmic",
                         "rate=48000", "channels=1", "media.class=Audio/Sink"},
                        server.environment())
                .exitCode == 0);
    server.waitForNode("testmic");
    const TemporaryFolder folder;
    const Diagnosis diagnosis = diagnose(folder, server.environment());
    INFO(diagnosis.text("pipewire") << diagnosis.text("microphone"));
    CHECK(diagnosis.verdict("pipewire") == "ok");
    CHECK(diagnosis.text("pipewire").find("session manager") != std::string::npos);
    CHECK(diagnosis.verdict("microphone") == "ok");
    CHECK(diagnosis.text("microphone").find("--mic pulse ") != std::string::npos);
    CHECK(diagnosis.text("microphone").find("--mic pulse:NAME") != std::string::npos);

    server.killDaemon();
    CHECK(diagnose(folder, server.environment()).verdict("pipewire") == "missing");
}
