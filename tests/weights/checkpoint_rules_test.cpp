#include "engine/weights/checkpoint_rules.h"

#include "engine/weights/strict_json.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

CheckpointRules parse(const std::string& text)
{
    return checkpointRules(parseStrictJson(text, "m.json"), "m.json");
}

} // namespace

TEST_CASE("CheckpointRules: every published spelling becomes the network's name", "[weights]")
{
    const CheckpointRules rules{
        .wrappers = {"_fsdp_wrapped_module.", "_orig_mod."},
        .prefixes = {"base_model.model.", "model.diffusion_model.", "model.", "net."}};
    const std::string stored = GENERATE(values<std::string>({
        "blocks.0.ffn.2.weight",
        "model.blocks.0.ffn.2.weight",
        "net.blocks.0.ffn.2.weight",
        "model.diffusion_model.blocks.0.ffn.2.weight",
        "base_model.model.blocks.0.ffn.2.weight",
        "_orig_mod.model.blocks.0.ffn.2.weight",
        "model._fsdp_wrapped_module.blocks.0._fsdp_wrapped_module.ffn.2.weight",
        "_fsdp_wrapped_module.model._orig_mod.blocks.0._orig_mod._fsdp_wrapped_module.ffn.2.weight",
    }));
    CAPTURE(stored);
    CHECK(networkName(stored, rules) == "blocks.0.ffn.2.weight");
}

TEST_CASE("CheckpointRules: one prefix goes, and only at the beginning", "[weights]")
{
    const CheckpointRules rules{.prefixes = {"model.", "net."}};
    CHECK(networkName("model.model.a", rules) == "model.a");
    CHECK(networkName("model.net.a", rules) == "net.a");
    CHECK(networkName("a.model.b", rules) == "a.model.b");
    CHECK(networkName("models.a", rules) == "models.a");
    CHECK(networkName("model.a", {}) == "model.a");
}

TEST_CASE("CheckpointRules: they are read from a manifest", "[weights]")
{
    CHECK(parse("{}") == CheckpointRules{});
    const CheckpointRules rules = parse(R"({"dictionaries":["generator_ema","generator"],
        "wrappers":["_orig_mod."],"prefixes":["model."],"ignored":["_cls_pred_branch"]})");
    CHECK(rules == CheckpointRules{.dictionaries = {"generator_ema", "generator"},
                                   .wrappers = {"_orig_mod."},
                                   .prefixes = {"model."},
                                   .ignored = {"_cls_pred_branch"}});
}

TEST_CASE("CheckpointRules: bad rules are refused by key", "[weights]")
{
    const auto [text, named] = GENERATE(table<std::string, std::string>({
        {"[]", "no object"},
        {R"({"prefix":["model."]})", "unknown key 'prefix'"},
        {R"({"prefixes":"model."})", "no list in 'prefixes'"},
        {R"({"prefixes":[1]})", "something in 'prefixes' that is no text"},
        {R"({"wrappers":[""]})", "something in 'wrappers' that is no text"},
    }));
    const std::string json = text;
    const CaughtError error = errorOf([&] { parse(json); });
    REQUIRE(error.code == ErrorCode::BadConfig);
    CHECK(error.names("m.json"));
    CHECK(error.names(named));
}
