#include "app/doctor/doctor_report.h"
#include "app/doctor/plain_words.h"
#include "tests/support/child_process.h"

#include <catch2/catch.hpp>

using namespace imprint::app;
using namespace imprint::test;

TEST_CASE("Doctor: the report is aligned, and says what to type", "[doctor]")
{
    const std::vector<Check> checks{
        {.name = "ab", .found = {"fine"}},
        {.name = "longer", .verdict = Verdict::Missing, .found = {"one", "two"}, .mend = {"do"}}};
    CHECK(toText(checks) == "ok       ab      fine\n"
                            "missing  longer  one\n"
                            "                 two\n"
                            "                 -> do\n"
                            "\n"
                            "Nothing is broken. What is missing (1) is needed only for what its "
                            "line names.\n");
    const auto json = toJson(checks);
    CHECK(json.at("verdict") == "missing");
    CHECK(json.at("checks").size() == 2);
    CHECK(json.at("checks")[1].at("name") == "longer");
    CHECK(json.at("checks")[1].at("verdict") == "missing");
    CHECK(json.at("checks")[1].at("found") == std::vector<std::string>{"one", "two"});
    CHECK(json.at("checks")[1].at("mend") == std::vector<std::string>{"do"});
}

TEST_CASE("Doctor: the worst verdict counts", "[doctor]")
{
    CHECK(worstOf({}) == Verdict::Ok);
    CHECK(worstOf({{.verdict = Verdict::Note}, {}}) == Verdict::Note);
    CHECK(worstOf({{.verdict = Verdict::Missing}, {.verdict = Verdict::Note}}) == Verdict::Missing);
    CHECK(worstOf({{}, {.verdict = Verdict::Broken}, {.verdict = Verdict::Missing}}) ==
          Verdict::Broken);
    CHECK(toText({{.verdict = Verdict::Broken, .found = {"x"}, .mend = {"y"}}})
              .find("1 of 1 are broken") != std::string::npos);
}

TEST_CASE("Doctor: what is to be typed reaches a program as it is meant", "[doctor]")
{
    for (const std::string text : {"plain.mp4", "two words", "it's", "a\"b", "$HOME", "`ls`", "",
                                   "*", "~", "back\\slash", "new\nline", "ä"}) {
        const ProgramEnd end = runCaptured({"sh", "-c", "printf %s " + shellWord(text)});
        CHECK(end.out == text);
    }
    CHECK(shellWord("plain-1_2.mp4") == "plain-1_2.mp4");
}

TEST_CASE("Doctor: amounts are read easily", "[doctor]")
{
    CHECK(bytesInWords(0) == "0.0 kB");
    CHECK(bytesInWords(13'425'191) == "13.4 MB");
    CHECK(bytesInWords(25'200'000'000) == "25.2 GB");
    CHECK(countInWords(1, "core") == "1 core");
    CHECK(countInWords(2, "core") == "2 cores");
    CHECK(listed({}).empty());
    CHECK(listed({"a", "b"}) == "a, b");
}
