#include "engine/core/engine_model.h"

#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

using namespace imprint;
using imprint::test::errorOf;

TEST_CASE("ModelInfo: settings of which a model has one value are brought back to it, others stay",
          "[core]")
{
    ModelInfo model{.name = "m", .width = 1, .height = 1, .defaults = {.seed = 3, .steps = 4}};
    model.defaults.blinks = false;
    model.fixedSettings = {"steps", "blinks", "headMotion"};
    SessionConfig wished;
    wished.prompt = "a red fox";
    wished.seed = 9;
    wished.steps = 2;
    wished.headMotion = 1;
    wished.ispaLayers = 5;
    SessionConfig expected = wished;
    expected.steps = 4;
    expected.blinks = false;
    expected.headMotion = SessionConfig{}.headMotion;
    CHECK(withFixedSettings(model, wished) == expected);
    model.fixedSettings.clear();
    CHECK(withFixedSettings(model, wished) == wished);
}

TEST_CASE("ModelInfo: where no persona will come about that is said before anything is made",
          "[core]")
{
    ModelInfo model;
    model.name = "m";
    const auto refusal = [&](const SessionConfig& config) {
        return errorOf([&] { requirePersona(model, config); });
    };
    CHECK_FALSE(refusal({.ispaLayers = 1}).code.has_value());
    CHECK(refusal({}).code == ErrorCode::BadConfig);
    CHECK(refusal({.ispaLayers = 1, .ispaControl = IspaControl::Flipped}).names("control"));
    model.noPersona = "it forgets";
    const auto never = refusal({.ispaLayers = 1});
    CHECK(never.code == ErrorCode::Unsupported);
    CHECK(never.names("'m' keeps no persona: it forgets"));
}
