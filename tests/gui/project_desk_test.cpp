#include "app/gui/project_desk.h"

#include "app/session/image_copy.h"
#include "tests/support/file_bytes.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <QSignalSpy>
#include <QTest>

#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// A studio whose engine is never started: what the desk does with files, edits and unsaved work needs none.
struct Desk {
    explicit Desk(const TemporaryFolder& folder)
        : desk(studio, folder.path())
    {
    }

    bool waitFor(const std::function<bool()>& reached) const
    {
        return QTest::qWaitFor(reached, 30'000);
    }

    void save(const std::string& path)
    {
        const QSignalSpy saved(&desk, &ProjectDesk::saved);
        desk.save(QString::fromStdString(path));
        REQUIRE(waitFor([&] { return saved.count() == 1; }));
    }

    Studio studio{StudioSettings{}};
    ProjectDesk desk;
};

Character named(const char* name)
{
    Character character;
    character.name = name;
    return character;
}

} // namespace

TEST_CASE("ProjectDesk: what is saved is opened as it was, whoever opens it", "[gui]")
{
    const TemporaryFolder state;
    const TemporaryFolder folder;
    const Picture picture{.width = 1, .height = 1, .rgb = {1, 2, 3}};
    {
        Desk first(state);
        CHECK_FALSE(first.desk.isChanged());
        Character anna = named("Anna");
        anna.consent = "herself";
        anna.picture = copyOfImage(picture);
        first.desk.changeCharacter(anna);
        first.desk.changeTimeline({{.seconds = 3, .text = "red hair"}});
        audio::VoiceSettings voice;
        voice.gate = true;
        voice.muted = true;
        first.studio.changeVoice(voice);
        first.desk.noteSound({.from = SoundFrom::File, .file = "a.wav"});
        first.desk.setWindowState([] { return QByteArray("layout"); });
        CHECK(first.desk.isChanged());
        first.save(folder / "a.imprint");
        CHECK_FALSE(first.desk.isChanged());
        CHECK(first.desk.name() == QStringLiteral("a"));
    }
    Desk second(state);
    const QSignalSpy opened(&second.desk, &ProjectDesk::opened);
    const QSignalSpy window(&second.desk, &ProjectDesk::windowStateWanted);
    const QSignalSpy sound(&second.desk, &ProjectDesk::soundWanted);
    second.desk.open(QString::fromStdString(folder / "a.imprint"));
    REQUIRE(second.waitFor([&] { return opened.count() == 1; }));
    const Project& project = second.desk.project();
    CHECK(project.edits.character.name == "Anna");
    CHECK(project.edits.character.consent == "herself");
    CHECK(pictureOf(project.edits.character.picture)->rgb == picture.rgb);
    CHECK(project.edits.timeline.size() == 1);
    CHECK(project.edits.voice.gate);
    CHECK_FALSE(project.edits.voice.muted);
    CHECK(window.count() == 1);
    CHECK(window.first().first().toByteArray() == QByteArray("layout"));
    CHECK(sound.count() == 1);
    CHECK_FALSE(second.desk.isChanged());
    CHECK_FALSE(second.desk.history().stack().canUndo());
}

TEST_CASE("ProjectDesk: a file that cannot be read changes nothing, and is told", "[gui]")
{
    const TemporaryFolder state;
    Desk desk(state);
    desk.desk.changeCharacter(named("Anna"));
    const QSignalSpy problem(&desk.studio, &Studio::problem);
    writeBytes(state / "bad.imprint", "{\"imprint\":");
    desk.desk.open(QString::fromStdString(state / "bad.imprint"));
    REQUIRE(desk.waitFor([&] { return problem.count() == 1; }));
    CHECK(problem.first().first().toString().contains(QStringLiteral("bad.imprint")));
    CHECK(desk.desk.project().edits.character.name == "Anna");
    desk.desk.save(QString::fromStdString(state / "no/folder.imprint"));
    REQUIRE(desk.waitFor([&] { return problem.count() == 2; }));
    CHECK(desk.desk.isChanged());
    CHECK(desk.desk.path().isEmpty());
}

TEST_CASE("ProjectDesk: edits are taken back in the studio too, and muting is none", "[gui]")
{
    const TemporaryFolder state;
    Desk desk(state);
    audio::VoiceSettings voice;
    voice.gate = true;
    desk.studio.changeVoice(voice);
    desk.studio.setMuted(true);
    desk.desk.changeCharacter(named("Anna"));
    CHECK(desk.desk.history().stack().count() == 2);
    QSignalSpy character(&desk.desk, &ProjectDesk::characterChanged);
    desk.desk.history().stack().undo();
    CHECK(desk.desk.project().edits.character.name.empty());
    CHECK(character.count() == 1);
    desk.desk.history().stack().undo();
    CHECK_FALSE(desk.studio.voice().gate);
    CHECK(desk.studio.isMuted());
    CHECK_FALSE(desk.desk.isChanged());
    desk.desk.history().stack().redo();
    CHECK(desk.studio.voice().gate);
    CHECK(desk.desk.history().stack().count() == 2); // undo and redo are no new edits
}

TEST_CASE("ProjectDesk: a face that somebody brings to the studio is kept, and forgets the persona",
          "[gui]")
{
    const TemporaryFolder state;
    Desk desk(state);
    Character anna = named("Anna");
    anna.persona = "anna.persona";
    desk.desk.changeCharacter(anna);
    const Picture face{.width = 2, .height = 1, .rgb = {1, 2, 3, 4, 5, 6}};
    desk.studio.setReference(face);
    desk.desk.nameCharacter("Berta", "herself");
    const auto& character = desk.desk.project().edits.character;
    REQUIRE(desk.waitFor([&] { return character.picture.bytes != nullptr; }));
    CHECK(pictureOf(character.picture)->rgb == face.rgb);
    CHECK(character.persona.empty());
    CHECK(character.name == "Berta");
    desk.studio.setReference(std::nullopt);
    CHECK(character.picture.bytes == nullptr);
    desk.desk.history().stack().setIndex(1);
    CHECK(character == anna);
}

TEST_CASE("ProjectDesk: unsaved work of a run that ended is there again", "[gui]")
{
    const TemporaryFolder state;
    {
        Desk first(state);
        first.desk.changeCharacter(named("Anna"));
    }
    Desk second(state);
    const QSignalSpy restored(&second.desk, &ProjectDesk::leftWorkRestored);
    second.desk.lookForLeftWork();
    REQUIRE(second.waitFor([&] { return restored.count() == 1; }));
    CHECK(second.desk.project().edits.character.name == "Anna");
    CHECK(second.desk.isChanged());
}

TEST_CASE("ProjectDesk: work of a crash is offered, and only its user decides", "[gui]")
{
    const TemporaryFolder state;
    Project lost;
    lost.model = "pocket";
    lost.edits.character.name = "Anna";
    {
        Autosave autosave({.folder = state.path(), .delay = std::chrono::milliseconds(1)});
        autosave.changed(lost, "/films/talk.imprint");
    }
    for (const auto& entry : std::filesystem::directory_iterator(state.path()))
        if (entry.path().extension() == ".autosave") { // as a crash leaves it
            std::string bytes = readBytes(entry.path().string());
            bytes.replace(bytes.find("true"), 4, "false");
            writeBytes(entry.path().string(), bytes);
        }
    Desk desk(state);
    QSignalSpy offered(&desk.desk, &ProjectDesk::recoveryOffered);
    desk.desk.lookForLeftWork();
    REQUIRE(desk.waitFor([&] { return offered.count() == 1; }));
    CHECK(desk.desk.project().edits.character.name.empty());

    SECTION("it is restored")
    {
        desk.desk.restoreLeftWork();
        CHECK(desk.desk.project().edits.character.name == "Anna");
        CHECK(desk.desk.name() == QStringLiteral("talk"));
        CHECK(desk.desk.isChanged());
        // Its file goes once this run has kept the work itself.
        CHECK(desk.waitFor([&] {
            return std::distance(std::filesystem::directory_iterator(state.path()), {}) == 2;
        }));
    }
    SECTION("it is discarded")
    {
        desk.desk.discardLeftWork();
        CHECK(desk.desk.project().edits.character.name.empty());
        CHECK(std::distance(std::filesystem::directory_iterator(state.path()), {}) == 1);
    }
}

TEST_CASE("ProjectDesk: a persona and the settings that it brought are one step", "[gui]")
{
    const TemporaryFolder state;
    const TemporaryFolder folder;
    const std::string file = folder / "ada.persona";
    const std::string header = nlohmann::json{
        {"__metadata__",
         {{"imprint.persona",
           nlohmann::json{{"notes", {{"settings", R"({"ispaLayers": 4, "ispaWarmup": 24})"}}}}
               .dump()}}}}.dump();
    writeFile(file, safetensorsBytes(header, 0));
    Desk desk(state);
    desk.desk.history().begin({});
    const QSignalSpy changed(&desk.studio, &Studio::personaChanged);
    desk.studio.openPersona(file);
    REQUIRE(desk.waitFor([&] { return changed.count() == 1; }));
    CHECK(desk.studio.config().ispaLayers == 4);
    CHECK(desk.studio.config().ispaWarmup == 24);
    CHECK(desk.desk.project().edits.character.persona == file);

    desk.studio.takeBackPerson(); // no engine could show it
    CHECK(desk.studio.persona().empty());
    CHECK(desk.studio.config().ispaLayers == 0);
    CHECK(desk.desk.project().edits.character.persona.empty());

    desk.studio.openPersona(file);
    REQUIRE(desk.waitFor([&] { return changed.count() == 3; }));
    desk.studio.restartWith(desk.studio.config()); // another run began with it: it counts
    desk.studio.takeBackPerson();
    CHECK(desk.studio.persona() == file);
    desk.studio.setReference(Picture{.width = 1, .height = 1, .rgb = {1, 2, 3}});
    CHECK(desk.studio.persona().empty()); // it knew another person
}

TEST_CASE("Studio: a persona that cannot be read is told, and changes nothing", "[gui]")
{
    const TemporaryFolder state;
    Desk desk(state);
    const QSignalSpy problem(&desk.studio, &Studio::problem);
    desk.studio.openPersona(state / "none");
    REQUIRE(desk.waitFor([&] { return problem.count() == 1; }));
    CHECK(problem.first().first().toString().contains(QStringLiteral("none")));
    CHECK(desk.studio.persona().empty());
}
