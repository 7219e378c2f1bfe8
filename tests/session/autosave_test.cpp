#include "app/session/autosave.h"

#include "app/session/state_directory.h"
#include "tests/session/random_project.h"
#include "tests/support/environment_variable.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/killed_program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/wait_for.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <filesystem>
#include <set>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

Autosave::Settings settingsFor(const TemporaryFolder& folder, std::atomic<int>& written)
{
    return {.folder = folder.path(),
            .delay = std::chrono::milliseconds(1),
            .now = [] { return 1'700'000'000; },
            .written = [&written] { ++written; }};
}

/// Another program, which keeps a change and is killed, or waits to be.
KilledProgram otherProgram(const TemporaryFolder& folder, const Project& project)
{
    return KilledProgram([&](const auto& ready) {
        Autosave autosave(
            {.folder = folder.path(), .delay = std::chrono::milliseconds(1), .written = ready});
        autosave.changed(project, "other.imprint");
        KilledProgram::waitForTheEnd();
    });
}

} // namespace

TEST_CASE("Autosave: what a killed program changed is found, and only once it is dead",
          "[session][autosave]")
{
    const TemporaryFolder folder;
    const Project project = randomProject(5);
    KilledProgram other = otherProgram(folder, project);
    CHECK(findLeftAutosaves(folder.path()).empty()); // it lives
    other.kill();
    {
        std::vector<LeftAutosave> left = findLeftAutosaves(folder.path());
        REQUIRE(left.size() == 1);
        CHECK(left.front().project == project);
        CHECK(left.front().note.projectPath == "other.imprint");
        CHECK_FALSE(left.front().note.ended);
        CHECK(findLeftAutosaves(folder.path()).empty()); // this one has been found
    }
    std::vector<LeftAutosave> again = findLeftAutosaves(folder.path()); // but nobody decided
    REQUIRE(again.size() == 1);
    again.front().discard();
    again.clear();
    CHECK(findLeftAutosaves(folder.path()).empty());
    CHECK(folder.count() == 0);
}

TEST_CASE("Autosave: programs that run at the same time keep out of each other's way",
          "[session][autosave]")
{
    const TemporaryFolder folder;
    std::atomic<int> written = 0;
    const Project one = randomProject(6);
    const Project two = randomProject(7);
    KilledProgram other = otherProgram(folder, one);
    {
        Autosave autosave(settingsFor(folder, written));
        autosave.changed(two, "two.imprint");
        REQUIRE(eventually([&] { return written == 1; }));
        CHECK(findLeftAutosaves(folder.path()).empty());
        other.kill();
        std::vector<LeftAutosave> left = findLeftAutosaves(folder.path());
        REQUIRE(left.size() == 1);
        CHECK(left.front().project == one);
        left.front().discard();
    }
    const std::vector<LeftAutosave> left = findLeftAutosaves(folder.path());
    REQUIRE(left.size() == 1);
    CHECK(left.front().project == two);
}

TEST_CASE("Autosave: a program that ends keeps what was not saved, and says that it ended",
          "[session][autosave]")
{
    const TemporaryFolder folder;
    std::atomic<int> written = 0;
    const Project project = randomProject(8);
    {
        Autosave::Settings settings = settingsFor(folder, written);
        settings.delay = std::chrono::hours(1); // the end does not wait for it
        Autosave autosave(settings);
        autosave.changed(randomProject(9), "");
        autosave.changed(project, "mine.imprint");
    }
    CHECK(written == 1);
    const std::vector<LeftAutosave> left = findLeftAutosaves(folder.path());
    REQUIRE(left.size() == 1);
    CHECK(left.front().project == project);
    CHECK(left.front().note.ended);
    CHECK(left.front().note.savedAt == 1'700'000'000);
}

TEST_CASE("Autosave: what was saved leaves nothing behind", "[session][autosave]")
{
    const TemporaryFolder folder;
    std::atomic<int> written = 0;
    {
        Autosave autosave(settingsFor(folder, written));
        autosave.changed(randomProject(1), "a");
        REQUIRE(eventually([&] { return written == 1; }));
        autosave.saved();
        REQUIRE(
            eventually([&] { return folder.count() == 1; })); // the lock of the program that runs
        autosave.changed(randomProject(2), "a");
        autosave.saved(); // before it was written
    }
    CHECK(folder.count() == 0);
}

TEST_CASE("Autosave: what changed after saving is kept", "[session][autosave]")
{
    const TemporaryFolder folder;
    std::atomic<int> written = 0;
    const Project project = randomProject(4);
    {
        Autosave::Settings settings = settingsFor(folder, written);
        settings.delay = std::chrono::hours(1);
        Autosave autosave(settings);
        autosave.changed(randomProject(3), "a");
        autosave.saved();
        autosave.changed(project, "a");
    }
    const std::vector<LeftAutosave> left = findLeftAutosaves(folder.path());
    REQUIRE(left.size() == 1);
    CHECK(left.front().project == project);
}

TEST_CASE("Autosave: changes without a pause are written all the same", "[session][autosave]")
{
    const TemporaryFolder folder;
    std::atomic<int> written = 0;
    Autosave::Settings settings = settingsFor(folder, written);
    settings.delay = std::chrono::milliseconds(50);
    Autosave autosave(settings);
    int changes = 0;
    CHECK(eventually([&] {
        autosave.changed(randomProject(static_cast<unsigned>(++changes)), "a");
        return written >= 2;
    }));
    CHECK(changes > 2);
}

TEST_CASE("Autosave: a disk that refuses is reported, and tried again", "[session][autosave]")
{
    const TemporaryFolder folder;
    std::atomic<int> written = 0;
    std::atomic<int> failed = 0;
    Autosave::Settings settings = settingsFor(folder, written);
    settings.failed = [&](const Error&) { ++failed; };
    Autosave autosave(settings);
    std::string lock;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        lock = entry.path().string();
    const std::string blocked = lock.substr(0, lock.size() - 5) + ".autosave.part";
    std::filesystem::create_directory(blocked);
    autosave.changed(randomProject(1), "a");
    REQUIRE(eventually([&] { return failed == 1; }));
    std::filesystem::remove(blocked);
    autosave.changed(randomProject(2), "a");
    REQUIRE(eventually([&] { return written == 1; }));
    CHECK(errorOf([&] { Autosave({.folder = folder / "none"}); }).code == ErrorCode::Io);
}

TEST_CASE("Autosave: one that cannot be read is told, not hidden", "[session][autosave]")
{
    const TemporaryFolder folder;
    const Project project = randomProject(5);
    otherProgram(folder, project).kill();
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        if (entry.path().extension() == ".autosave") {
            const std::string bytes = readBytes(entry.path().string());
            writeBytes(entry.path().string(), bytes.substr(0, bytes.size() / 2));
        }
    const std::vector<LeftAutosave> left = findLeftAutosaves(folder.path());
    REQUIRE(left.size() == 1);
    CHECK_FALSE(left.front().project);
    CHECK_FALSE(left.front().trouble.empty());
}

TEST_CASE("StateDirectory: follows the user's wish, and is theirs alone", "[session][autosave]")
{
    const TemporaryFolder folder;
    const EnvironmentVariable home("XDG_STATE_HOME", folder / "state");
    const std::string state = stateDirectory();
    CHECK(state == (folder / "state") + "/imprint");
    CHECK(std::filesystem::status(state).permissions() == std::filesystem::perms::owner_all);
    home.set("/proc/none");
    CHECK(errorOf([&] { stateDirectory(); }).code == ErrorCode::Io);
}
