#include "app/session/prompt_timeline.h"

#include "tests/session/models/written_folder.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

TEST_CASE("Prompt timeline: times in three forms, comments and empty lines", "[session][prompts]")
{
    const WrittenFolder folder;
    folder.write("p.txt", "# a walk\n\n 0  a red fox: \"walks\"\r\n0:12.5\tthe fox swims \n"
                          "1:02:00 it is evening\n");
    const auto timeline = readPromptTimeline(folder / "p.txt");
    CHECK(timeline == std::vector<TimedPrompt>{{0, "a red fox: \"walks\""},
                                               {12.5, "the fox swims"},
                                               {3720, "it is evening"}});
}

TEST_CASE("Prompt timeline: a line that is wrong is named with what is wrong", "[session][prompts]")
{
    struct Row {
        const char* text;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"", "no prompt"},
        {"# only words\n", "no prompt"},
        {"1 late\n", "line 1: the first prompt is not at 0"},
        {"0 a\n\nsoon b\n", "line 3: it does not begin with a time"},
        {"0 a\n5\n", "line 2: there is no prompt"},
        {"0 a\n5 b\n5 c\n", "line 3: its time is not behind"},
        {"0 a\n-1 b\n", "line 2: it does not begin with a time"},
        {"0 a\n1:2:3:4 b\n", "line 2: it does not begin with a time"},
        {"0 a\nnan b\n", "line 2: it does not begin with a time"},
        {"0 a\n1e400 b\n", "line 2: it does not begin with a time"},
    }));
    const WrittenFolder folder;
    folder.write("p.txt", row.text);
    const CaughtError error = errorOf([&] { readPromptTimeline(folder / "p.txt"); });
    CAPTURE(error.line);
    CHECK(error.code == ErrorCode::BadInput);
    CHECK(error.names(row.says));
    CHECK(errorOf([&] { readPromptTimeline(folder / "none.txt"); }).code == ErrorCode::NotFound);
}

TEST_CASE("Prompt timeline: changes stand at the frames of their times", "[session][prompts]")
{
    const SessionConfig config{.prompt = "first", .seed = 7};
    const auto changes = promptChanges({{0, "first"}, {1.0, "b"}, {1.53, "c"}}, config, 16);
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].frame == 16);
    CHECK(changes[0].config.prompt == "b");
    CHECK(changes[1].frame == 24);
    CHECK(changes[1].config.prompt == "c");
    CHECK(changes[1].config.seed == 7);
    CHECK(promptChanges({{0, "first"}}, config, 16).empty());
}
