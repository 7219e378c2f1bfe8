#include "tests/support/torch_test.h"

#include "app/cli/ispa_bench/bench_setting.h"

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
            CHECK(settings[1].config == settings[0].config); // but for the seed
            CHECK(settings[1].seedOffset != 0);
        }
}

TEST_CASE("Bench settings: layers with their history keep the teacher's cache", "[ispa_bench]")
{
    for (const BenchSetting& setting : allSettings(kPocket)) {
        INFO(setting.key);
        if (setting.config.ispaLayers > 0 || setting.group == BenchGroup::Storage)
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
