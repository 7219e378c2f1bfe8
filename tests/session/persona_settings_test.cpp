#include "app/session/persona_settings.h"

#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// A persona file that has one byte of data, and says this of itself.
std::string personaFile(const TemporaryFolder& folder, const nlohmann::json& description)
{
    const std::string header =
        nlohmann::json{{"__metadata__", {{"imprint.persona", description.dump()}}},
                       {"x", {{"dtype", "U8"}, {"shape", {1}}, {"data_offsets", {0, 1}}}}}
            .dump();
    writeFile(folder / "a.persona", safetensorsBytes(header, 1));
    return folder / "a.persona";
}

nlohmann::json noting(const nlohmann::json& settings)
{
    return {{"notes", {{"settings", settings.dump()}}}};
}

} // namespace

TEST_CASE("Settings of a persona: what it was made with counts, all else stays", "[session]")
{
    const TemporaryFolder folder;
    SessionConfig defaults;
    defaults.kvWindowFrames = 9;
    const std::string file = personaFile(
        folder,
        noting({{"ispaLayers", 4}, {"ispaWarmup", 24}, {"ispaRung", "bias"}, {"prompt", "Ada"}}));
    SessionConfig expected = defaults;
    expected.ispaLayers = 4;
    expected.ispaWarmup = 24;
    expected.ispaRung = IspaRung::Bias;
    expected.prompt = "Ada";
    CHECK(settingsOfPersona(file, defaults) == expected);
}

TEST_CASE("Settings of a persona: what is none, or damaged, is named", "[session]")
{
    const TemporaryFolder folder;
    const auto refused = [&](const std::string& file) {
        const auto error = errorOf([&] { settingsOfPersona(file, {}); });
        CHECK(error.names(folder.path()));
        return error.code;
    };
    CHECK(refused(folder / "none") == ErrorCode::NotFound);
    writeFile(folder / "noise", "no tensors at all");
    CHECK(refused(folder / "noise") == ErrorCode::BadInput);
    CHECK(refused(personaFile(folder, {{"notes", nlohmann::json::object()}})) ==
          ErrorCode::BadInput);
    CHECK(refused(personaFile(folder, noting({{"ispaLayers", 9999}}))) == ErrorCode::BadConfig);
}
