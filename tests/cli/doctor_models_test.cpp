#include "app/doctor/models_check.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace imprint::app;
using namespace imprint::test;

namespace {

// SHA-256 of "hello"
constexpr char kHello[] = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

/// A folder `models` with one model whose one file holds "hello".
class PlantedModel {
public:
    PlantedModel()
    {
        std::filesystem::create_directories(m_folder / "m");
        writeBytes(file(), "hello");
        manifest("");
    }

    std::string file() const { return m_folder / "m/w.safetensors"; }

    /// more  further keys, each with a comma behind
    void manifest(const std::string& more)
    {
        writeBytes(m_folder / "m/manifest.json",
                   "{" + more +
                       R"("licence": "L-1", "may_sell_output": true, "files": {"w.safetensors":)"
                       R"( {"bytes": 5, "sha256": ")" +
                       kHello + "\"}}}");
    }

    ModelFindings found() const
    {
        const auto models = findModelsIn(m_folder.path());
        REQUIRE(models.size() == 1);
        return models.front();
    }

    Verdict verdict() const
    {
        return judge(ModelsFindings{.folder = m_folder.path(), .models = {found()}}).verdict;
    }

    const TemporaryFolder& folder() const { return m_folder; }

private:
    TemporaryFolder m_folder;
};

} // namespace

TEST_CASE("Doctor: a whole model is told with size and licence", "[doctor]")
{
    const PlantedModel model;
    CHECK(model.found().name == "m");
    CHECK(model.found().licence == "L-1");
    CHECK(model.found().maySellOutput);
    CHECK(model.found().bytes == 5);
    CHECK(model.found().damage.empty());
    CHECK(model.verdict() == Verdict::Ok);
}

TEST_CASE("Doctor: a model's file that is missing, cut or changed by one bit is found", "[doctor]")
{
    const PlantedModel model;
    SECTION("missing")
    {
        std::filesystem::remove(model.file());
        CHECK(model.found().damage.front().find("is missing") != std::string::npos);
    }
    SECTION("cut")
    {
        writeBytes(model.file(), "hell");
        CHECK(model.found().damage.front().find("4 bytes in place of 5") != std::string::npos);
    }
    SECTION("changed")
    {
        writeBytes(model.file(), "hellO");
        CHECK(model.found().damage.front().find("was changed") != std::string::npos);
    }
    CHECK(model.verdict() == Verdict::Broken);
}

TEST_CASE("Doctor: a manifest that is none, and a model that needs another", "[doctor]")
{
    PlantedModel model;
    for (const char* rubbish : {"", "[]", "{\"files\": 3}", "{\"files\": {\"w.safetensors\": {}}}",
                                "{\"licence\": 1, \"files\": {}}"}) {
        writeBytes(model.folder() / "m/manifest.json", rubbish);
        INFO(rubbish);
        CHECK(model.verdict() == Verdict::Broken);
    }
    model.manifest(R"("uses": ["other"],)");
    CHECK(model.found().damage.front().find("needs the model other") != std::string::npos);
    model.manifest(R"("uses": ["m"],)");
    CHECK(model.found().damage.empty());
}

TEST_CASE("Doctor: no folder and no model are broken, with the way out", "[doctor]")
{
    const Check none = judge(ModelsFindings{.folder = "/f"});
    CHECK(none.verdict == Verdict::Broken);
    CHECK_FALSE(none.mend.empty());
    const Check lost = judge(ModelsFindings{.trouble = "not found", .mend = "set it"});
    CHECK(lost.verdict == Verdict::Broken);
    CHECK(lost.found == std::vector<std::string>{"not found"});
    CHECK(lost.mend == std::vector<std::string>{"set it"});
}
