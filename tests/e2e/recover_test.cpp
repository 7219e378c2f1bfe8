#include "app/outputs/file_hold.h"
#include "app/outputs/matroska_scan.h"
#include "tests/e2e/imprint_cli.h"
#include "tests/support/file_bytes.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace imprint::test;
using imprint::app::FileHold;
using imprint::app::MatroskaScan;
using imprint::app::scanMatroska;

namespace {

bool isFinished(const std::string& path)
{
    if (path.ends_with(".mkv"))
        return scanMatroska(path).value_or(MatroskaScan{}).ended;
    return readBytes(path).find("moof") == std::string::npos;
}

/// What a killed program leaves of a recording of four seconds.
std::string leaveUnfinished(const TemporaryFolder& folder, const std::string& name)
{
    const std::string path = folder / name;
    const int status = runProgram({IMPRINT_RECORD_UNTIL_KILLED, path, "100", "h264"});
    REQUIRE(WIFSIGNALED(status));
    REQUIRE(!isFinished(path));
    return path;
}

} // namespace

TEST_CASE("recover: what the doctor tells to type finishes what a crash left", "[e2e]")
{
    if (!hasGear({"ffprobe"}))
        return;
    const TemporaryFolder folder;
    const std::string first = leaveUnfinished(folder, "it's take 1.mp4");
    const std::string second = leaveUnfinished(folder, "b.mov");
    const std::string third = leaveUnfinished(folder, "c.mkv");

    const std::vector<std::string> inFolder{"env", "-C", folder.path()};
    auto doctor = inFolder;
    const auto words = cliWords({"doctor", "--json"});
    doctor.insert(doctor.end(), words.begin(), words.end());
    const auto report = nlohmann::json::parse(runCaptured(doctor, cliEnvironment()).out);
    const auto check = report.at("checks").back();
    CHECK(check.at("name") == "recordings");
    CHECK(check.at("verdict") == "note");
    REQUIRE(check.at("found").size() == 4);

    auto shell = inFolder;
    const std::string bin = std::filesystem::path(IMPRINT_CLI).parent_path().string();
    for (const std::string& word :
         {std::string("sh"), std::string("-c"),
          "PATH=" + bin + ":$PATH; " + check.at("mend").at(0).get<std::string>()})
        shell.push_back(word);
    const ProgramEnd end = runCaptured(shell);
    INFO(end.err);
    CHECK(end.exitCode == 0);
    for (const std::string& path : {first, second, third}) {
        CHECK(isFinished(path));
        CHECK(probeMovie(path).frames >= 75);
    }
    CHECK(runCliJson({"recover", folder.path()}).at("recordings").empty());
}

TEST_CASE("recover: a folder is only listed, with what to type for one and for all", "[e2e]")
{
    if (!hasGear({"ffprobe"}))
        return;
    const TemporaryFolder folder;
    const std::string path = leaveUnfinished(folder, "a b.mp4");
    const std::string before = readBytes(path);
    const ProgramEnd end = runCli({"recover", folder.path()});
    CHECK(end.exitCode == 0);
    CHECK(end.out.find("unfinished  " + path) != std::string::npos);
    CHECK(end.out.find("-> imprint-cli recover --all " + folder.path()) != std::string::npos);
    CHECK(end.out.find("-> imprint-cli recover '" + path + "'") != std::string::npos);
    CHECK(readBytes(path) == before);

    const auto one = runCliJson({"recover", path});
    REQUIRE(one.at("recordings").size() == 1);
    CHECK(one.at("recordings")[0].at("finished") == true);
    CHECK(isFinished(path));
    CHECK(probeMovie(path).frames >= 75);
    const std::string whole = readBytes(path);
    const ProgramEnd again = runCli({"recover", path});
    CHECK(again.exitCode == 0);
    CHECK(again.out.find("left as it is") != std::string::npos);
    CHECK(readBytes(path) == whole);
}

TEST_CASE("recover: a file that is being written is never touched", "[e2e]")
{
    const TemporaryFolder folder;
    const std::string path = leaveUnfinished(folder, "a.mp4");
    const std::string before = readBytes(path);
    const FileHold recorder = FileHold::existing(path); // as the program that writes it holds it
    const ProgramEnd one = runCli({"recover", path});
    CHECK(one.exitCode == 1);
    CHECK(one.err.find("is being recorded") != std::string::npos);
    const auto all = runCliJson({"recover", "--all", folder.path()});
    CHECK(all.at("recordings").empty());
    CHECK(readBytes(path) == before);
}

TEST_CASE("recover: wrong use and files that are not there", "[e2e][bad-input]")
{
    const TemporaryFolder folder;
    const std::string nowhere = folder / "nowhere.mp4";
    const ProgramEnd missing = runCli({"recover", nowhere});
    CHECK(missing.exitCode == 1);
    CHECK(missing.err.find(nowhere) != std::string::npos);
    writeBytes(folder / "text.txt", "text");
    CHECK(runCli({"recover", "--all", folder / "text.txt"}).exitCode == 2);
    const ProgramEnd foreign = runCli({"recover", folder / "text.txt"});
    CHECK(foreign.exitCode == 0);
    CHECK(foreign.out.find("left as it is") != std::string::npos);
    CHECK(readBytes(folder / "text.txt") == "text");
}
