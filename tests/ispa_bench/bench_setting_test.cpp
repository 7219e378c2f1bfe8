#include "tests/support/torch_test.h"

#include "app/cli/ispa_bench/bench_setting.h"

#include <algorithm>
#include <set>

using namespace imprint;
using namespace imprint::app;

namespace {

constexpr BenchSpace kPocket{.layers = 6, .blockFrames = 3, .teacherFrames = 24};

int capacityOf(const SessionConfig& config, int blockFrames)
{
    return config.kvSinkFrames + config.kvWindowFrames + blockFrames;
}

} // namespace

TEST_CASE("Bench settings: keys are unique and all settings are valid", "[ispa_bench]")
{
    for (const int layers : {1, 2, 6, 30, 40})
        for (const auto& settings :
             {allSettings({layers, 3, 24}), quickSettings({layers, 3, 24})}) {
            std::set<std::string> keys;
            for (const BenchSetting& setting : settings) {
                INFO(setting.key);
                if (layers >= 6)
                    CHECK(keys.insert(setting.key).second);
                CHECK_NOTHROW(validate(setting.config));
                CHECK(setting.config.ispaLayers <= layers);
            }
            CHECK(settings.front().key == kTeacherKey);
            CHECK(settings[1].key == kOtherSeedKey);
            std::set<int> seeds;
            for (const BenchSetting& setting : settings) {
                CHECK(isOtherSeed(setting.key) == (setting.seedOffset != 0));
                if (!isOtherSeed(setting.key))
                    continue;
                CHECK(setting.config == settings[0].config); // but for the seed
                CHECK(seeds.insert(setting.seedOffset).second);
            }
        }
    const auto all = allSettings(kPocket);
    CHECK(std::count_if(all.begin(), all.end(), [](const BenchSetting& setting) {
              return isOtherSeed(setting.key);
          }) == 3); // one difference alone is no spread
}

TEST_CASE("Bench settings: the gate asks for sessions of the whole bench", "[ispa_bench]")
{
    const auto all = allSettings(kPocket);
    const auto gate = gateSettings(kPocket);
    CHECK(gate.front().key == kTeacherKey);
    std::set<std::string> keys;
    for (const BenchSetting& setting : gate) {
        INFO(setting.key);
        keys.insert(setting.key);
        CHECK(std::any_of(all.begin(), all.end(), [&](const BenchSetting& other) {
            return other.key == setting.key && other.config == setting.config &&
                   other.seedOffset == setting.seedOffset;
        }));
    }
    CHECK(keys == std::set<std::string>{kTeacherKey, kOtherSeedKey, kSinkWindowKey, halfKey(6),
                                        "kv4", kEightBitsKey, "evict-h2o", "evict-snapkv"});
}

TEST_CASE("Bench settings: layers with their history keep the teacher's cache", "[ispa_bench]")
{
    for (const BenchSetting& setting : allSettings(kPocket)) {
        INFO(setting.key);
        if (setting.config.kvPolicy == CacheKind::Growing && setting.config.fCap > 0)
            CHECK(setting.config.fCap == 24);
        else if (setting.config.ispaLayers > 0 || setting.group == BenchGroup::Storage)
            CHECK(capacityOf(setting.config, 3) == 24);
    }
}

TEST_CASE("Bench settings: K is the share of the layers that its row says", "[ispa_bench]")
{
    std::set<int> layers;
    for (const BenchSetting& setting : allSettings(kPocket))
        if (setting.group == BenchGroup::Layers)
            layers.insert(setting.config.ispaLayers);
    CHECK(layers == std::set<int>{2, 3, 5, 6});
}

TEST_CASE("Bench settings: every control spoils the same session, in the quick form too",
          "[ispa_bench]")
{
    for (const auto& settings : {allSettings(kPocket), quickSettings(kPocket)}) {
        const auto configOf = [&](const std::string& key) {
            for (const BenchSetting& setting : settings)
                if (setting.key == key)
                    return setting.config;
            FAIL("no setting " << key);
            return SessionConfig();
        };
        for (const auto& [control, name] : enumNames(IspaControl{})) {
            if (control == IspaControl::None)
                continue;
            SessionConfig config = configOf(controlKey(control));
            CHECK(config.ispaControl == control);
            config.ispaControl = IspaControl::None;
            CHECK(config == configOf(kControlledKey));
        }
    }
}

TEST_CASE("Bench settings: 8 bits with ISPA take no more than 4 bits in all layers", "[ispa_bench]")
{
    BenchSpace space = kPocket;
    space.eightBitShare = 0.3;
    space.fourBitShare = 0.2;
    const int layers = layersForEightBits(space, 7);
    const auto share = [&](int local) { return 0.3 * (1 - (1 - 7.0 / 24) * local / 6); };
    CHECK(share(layers) <= 0.2);
    CHECK(share(layers - 1) > 0.2);
    space.fourBitShare = 0.01;
    CHECK(layersForEightBits(space, 7) == 6);
    space.fourBitShare = 0.3;
    CHECK(layersForEightBits(space, 7) == 0);
}
