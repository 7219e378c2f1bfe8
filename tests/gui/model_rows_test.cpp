#include "app/gui/model_rows.h"

#include "app/gui/fixed_settings.h"
#include "ui/models/field_list.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::app;
using ui::ModelState;

namespace {

KnownModel known(const char* name)
{
    return {.name = name,
            .title = name,
            .does = "Talks",
            .licence = {.name = "X", .output = OutputRights::NotForSale, .meaning = "No."},
            .memoryBytes = 20,
            .memoryText = "20 B",
            .downloads = {{.address = "https://x", .place = concat(name, "/a"), .aboutBytes = 70},
                          {.address = "https://x", .place = "parts/b", .aboutBytes = 30}}};
}

InstalledModel installed(const char* name)
{
    return {.name = name,
            .title = name,
            .directory = concat("/models/", name),
            .runs = true,
            .licence = {.name = "CC0-1.0", .output = OutputRights::MaySell},
            .bytes = 13};
}

} // namespace

TEST_CASE("Model rows: what runs stands first, then what is here, then what is known",
          "[gui][models]")
{
    ModelRowFacts found;
    found.known = {known("big"), known("small")};
    found.known[1].downloads.clear();
    found.installed = {installed("own"), installed("small")};
    const auto rows = modelRows(found, {}, "own", {{"own", 84}});
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].name == QStringLiteral("own"));
    CHECK(rows[0].open);
    CHECK(rows[0].memoryBytes == 84);
    CHECK(rows[0].memoryMeasured);
    CHECK(rows[1].name == QStringLiteral("small"));
    CHECK(rows[1].state == ModelState::Ready);
    CHECK_FALSE(rows[1].canDownload);
    CHECK(rows[2].name == QStringLiteral("big"));
    CHECK(rows[2].state == ModelState::CannotRun);
    CHECK(rows[2].canDownload);
    CHECK(rows[2].diskBytes == 100);
    CHECK(rows[2].lamp == ui::LicenceLamp::NotForSale);
}

TEST_CASE("Model rows: a download of an earlier day is paused, one of now says how it stands",
          "[gui][models]")
{
    ModelRowFacts found;
    found.known = {known("big"), known("other")};
    found.folder = "/models";
    found.downloads["big"] = {.havingBytes = 40, .ownBytes = 10, .missingFiles = 1};
    found.downloads["other"] = {
        .havingBytes = 30, .ownBytes = 0, .missingFiles = 1}; // a shared part
    auto rows = modelRows(found, {}, "", {});
    CHECK(rows[0].name == QStringLiteral("big"));
    CHECK(rows[0].state == ModelState::Paused);
    CHECK(rows[0].doneBytes == 40);
    CHECK(rows[0].totalBytes == 100);
    CHECK(rows[1].state == ModelState::CannotRun);
    rows = modelRows(found,
                     {{.name = "big",
                       .phase = DownloadPhase::Failed,
                       .doneBytes = 50,
                       .totalBytes = 110,
                       .problem = "no line",
                       .hint = "Plug it in"}},
                     "", {});
    CHECK(rows[0].state == ModelState::Failed);
    CHECK(rows[0].totalBytes == 110);
    CHECK(rows[0].problem == QStringLiteral("no line. Plug it in."));
}

TEST_CASE("Model rows: what this version runs can be used once it is downloaded", "[gui][models]")
{
    ModelRowFacts found;
    found.known = {known("longlive")};
    found.known[0].runs = true;
    found.folder = "/models";
    CHECK(modelRows(found, {}, "", {})[0].state == ModelState::Absent);
    found.downloads["longlive"] = {.havingBytes = 40, .ownBytes = 10, .missingFiles = 1};
    CHECK(modelRows(found, {}, "", {})[0].state == ModelState::Paused);
    found.downloads["longlive"] = {.havingBytes = 100, .ownBytes = 70, .missingFiles = 0};
    auto rows = modelRows(found, {}, "", {});
    CHECK(rows[0].state == ModelState::Ready);
    CHECK(rows[0].diskBytes == 100);
    CHECK_FALSE(rows[0].open);
    rows = modelRows(found, {}, "longlive", {});
    CHECK(rows[0].open);
    found.known[0].runs = false;
    CHECK(modelRows(found, {}, "", {})[0].state == ModelState::Downloaded);
}

TEST_CASE("Model rows: a broken model says what is wrong and is not opened", "[gui][models]")
{
    ModelRowFacts found;
    found.installed = {installed("own")};
    found.installed[0].trouble = "its file w is missing";
    const auto rows = modelRows(found, {}, "", {});
    CHECK(rows[0].state == ModelState::Broken);
    CHECK(rows[0].problem == QStringLiteral("its file w is missing"));
}

TEST_CASE("Settings link: what a running session has built on is known by its key",
          "[gui][settings]")
{
    SessionConfig running;
    const QStringList fixed = fixedWhileRunning(running);
    CHECK(fixed.contains(QStringLiteral("seed")));
    CHECK_FALSE(fixed.contains(QStringLiteral("prompt")));
    CHECK_FALSE(fixed.contains(QStringLiteral("nods")));
    CHECK(fixed.size() < static_cast<qsizetype>(ui::fieldSpecs<SessionConfig>().size()));
}
