#include "app/gui/problem_report.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::app;

TEST_CASE("Problem report: says what helps, and not what its user wrote", "[gui]")
{
    ProblemFacts facts;
    facts.version = "1.2.3";
    facts.model = "pocket";
    facts.config.prompt = "my secret wedding speech";
    facts.config.ispaLayers = 3;
    facts.stats.engine.failures = 2;
    facts.stats.source.trouble = "no microphone was found";
    facts.lines.push_back({.number = 7, .when = {}, .level = LogLevel::Warning, .text = "a line"});
    const std::string report = problemReport(facts);
    CHECK(report.find("Imprint 1.2.3, model pocket") != std::string::npos);
    CHECK(report.find("ispaLayers = 3") != std::string::npos);
    CHECK(report.find("2 failures") != std::string::npos);
    CHECK(report.find("no microphone was found") != std::string::npos);
    CHECK(report.find("7 warning: a line") != std::string::npos);
    CHECK(report.find("secret") == std::string::npos);
}
