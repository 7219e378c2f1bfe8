#include "tests/support/torch_test.h"

#include "engine/pipeline/wan/wan_recipe.h"
#include "engine/weights/config_json.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// A recipe with the sizes of a network and these other sections.
nlohmann::json recipe(const char* sections)
{
    nlohmann::json json = nlohmann::json::parse(sections);
    json["network"] = toJson(WanDitConfig{});
    return json;
}

CaughtError refused(const char* sections)
{
    return errorOf([&] { readWanRecipe(recipe(sections), "m.json"); });
}

} // namespace

TEST_CASE("WanRecipe: what was read is written as it was", "[pipeline][recipe]")
{
    const WanRecipe read = readWanRecipe(
        recipe(R"({"sampler": {"blockFrames": 1, "steps": [1000, 500], "firstSteps": [1000, 750]},
                   "cache": {"kind": "window", "windowFrames": 12, "sinkFrames": 3},
                   "prompts": {"onSwitch": "recache", "keepSinks": false}})"),
        "m.json");
    CHECK(read.network.dim == 1536);
    CHECK(read.sampler.blockFrames == 1);
    CHECK(read.sampler.steps == std::vector<std::int64_t>{1000, 500});
    CHECK(read.sampler.firstSteps == std::vector<std::int64_t>{1000, 750});
    CHECK(read.sampler.shift == 5.0); // left out
    CHECK(read.prompts.onSwitch == PromptSwitch::Recache);
    CHECK_FALSE(read.prompts.keepSinks);
    CHECK(jsonOf(readWanRecipe(jsonOf(read), "again")) == jsonOf(read));

    const CacheSettings cache = cacheSettingsOf(read);
    CHECK(cache.kind == CacheKind::SinkWindow);
    CHECK(cache.capacityFrames == 12);
    CHECK(cache.sinkFrames == 3);
    CHECK(cache.positions == KeyPositions::Absolute);
}

TEST_CASE("WanRecipe: kinds of cache", "[pipeline][recipe]")
{
    const auto cacheFor = [](const char* sections) {
        return cacheSettingsOf(readWanRecipe(recipe(sections), "m.json"));
    };
    const CacheSettings growing = cacheFor(R"({"cache": {"maximumFrames": 21}})");
    CHECK(growing.kind == CacheKind::Growing);
    CHECK(growing.maximumFrames == 21);
    // The context and the block, which never evicts.
    const CacheSettings recompute =
        cacheFor(R"({"cache": {"kind": "recompute", "contextFrames": 6}})");
    CHECK(recompute.kind == CacheKind::SinkWindow);
    CHECK(recompute.capacityFrames == 9);
    CHECK(cacheFor(R"({"cache": {"kind": "window", "windowFrames": 9, "positions": "byRank"}})")
              .positions == KeyPositions::ByRank);
}

TEST_CASE("WanRecipe: slips are named, with their place", "[pipeline][recipe]")
{
    CHECK(refused(R"({"samplers": {}})").names("unknown key 'samplers'"));
    const CaughtError typo = refused(R"({"cache": {"windowframes": 12}})");
    CHECK(typo.names("unknown setting 'windowframes'"));
    CHECK(typo.names("m.json: cache"));
    CHECK(refused(R"({"sampler": {"steps": [1000, 2.5]}})").names("'steps' cannot be"));
    CHECK(refused(R"({"sampler": {"steps": 1000}})").names("'steps' cannot be"));
    CHECK(refused(R"({"sampler": {"steps": []}})").names("'steps' is empty"));
    CHECK(refused(R"({"sampler": {"steps": [500, 750]}})").names("'steps'"));
    CHECK(refused(R"({"sampler": {"firstSteps": [1001]}})").names("'firstSteps'"));
    CHECK(refused(R"({"sampler": {"blockFrames": 0}})").names("'blockFrames'"));
    CHECK(refused(R"({"cache": {"kind": "ring"}})").names("growing, window, recompute"));
    CHECK(
        refused(R"({"prompts": {"onSwitch": "blend", "blendBlocks": 1}})").names("'blendBlocks'"));

    nlohmann::json noSize = recipe("{}");
    noSize["network"].erase("dim");
    CHECK(errorOf([&] { readWanRecipe(noSize, "m.json"); }).names("'dim' is missing"));
    CHECK(errorOf([] { readWanRecipe(nlohmann::json::array(), "m.json"); }).code ==
          ErrorCode::BadConfig);
}

TEST_CASE("WanRecipe: contradictions are refused", "[pipeline][recipe]")
{
    CHECK(refused(R"({"cache": {"windowFrames": 12}})").names("a cache of kind growing"));
    CHECK(refused(R"({"cache": {"kind": "window", "windowFrames": 9, "maximumFrames": 21}})")
              .names("'maximumFrames' is 21"));
    CHECK(refused(R"({"cache": {"kind": "window", "windowFrames": 5, "sinkFrames": 3}})")
              .names("no room for 3 sinks"));
    CHECK(refused(R"({"cache": {"kind": "recompute"}})").names("'contextFrames' is 0"));
    CHECK(refused(R"({"cache": {"kind": "recompute", "contextFrames": 3},
                      "prompts": {"onSwitch": "recache"}})")
              .names("'onSwitch' is recache"));
    CHECK(refused(R"({"sampler": {"evenSteps": 4}})").names("'evenSteps' is 4"));
    CHECK(refused(R"({"prompts": {"shotOffset": 8}})").names("without 'shotPrefix'"));
    CHECK(refused(R"({"prompts": {"shotPrefix": "Cut. ", "onSwitch": "recache"}})")
              .names("'shotPrefix' is not empty"));
    CHECK(refused(R"({"cache": {"kind": "window", "windowFrames": 8, "sinkFrames": 3},
                      "prompts": {"shotPrefix": "Cut. ", "keepShotStart": true}})")
              .names("no room for 3 sinks, the first block of a shot"));
    CHECK_FALSE(refused(R"({"sampler": {"evenSteps": 4, "steps": [], "solver": "unipc"},
                            "cache": {"kind": "window", "windowFrames": 9, "sinkFrames": 3},
                            "prompts": {"shotPrefix": "Cut. ", "keepShotStart": true}})")
                    .code);
}
