#include "tests/support/torch_test.h"

#include "engine/ispa/absorption_monitor.h"
#include "tests/support/tensors.h"

#include <cmath>
#include <cstdio>
#include <limits>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kWidth = 24;

/// A scene whose latents move slowly about a mean: channels of a block share what moves them, and a block resembles the one
/// before.
class Scene {
public:
    explicit Scene(std::uint64_t seed)
        : m_random(seed)
        , m_mean(m_random({kWidth}))
        , m_directions(m_random({3, kWidth}, 0.1))
        , m_state(m_random({3}))
    {
    }

    at::Tensor block()
    {
        constexpr double kStays = 0.6;
        m_state = kStays * m_state + m_random({3}, std::sqrt(1 - kStays * kStays));
        return m_mean + m_state.unsqueeze(0).mm(m_directions) + m_random({3, 16, kWidth}, 0.4);
    }

    void change() { m_mean = m_random({kWidth}); }

private:
    RandomTensors m_random;
    at::Tensor m_mean;
    at::Tensor m_directions;
    at::Tensor m_state;
};

/// Blocks until the first alarm, or -1.
int firstAlarm(AbsorptionMonitor& monitor, Scene& scene, int blocks)
{
    for (int i = 0; i < blocks; ++i)
        if (monitor.observe(scene.block(), 1.0))
            return i + 1;
    return -1;
}

} // namespace

TEST_CASE("AbsorptionMonitor: a scene that goes on as it began does not alarm", "[ispa][monitor]")
{
    constexpr int kScenes = 200;
    constexpr int kBlocks = 250; // two minutes
    int alarms = 0;
    double distances = 0;
    for (int seed = 0; seed < kScenes; ++seed) {
        AbsorptionMonitor monitor;
        Scene scene(static_cast<std::uint64_t>(1000 + seed));
        alarms += firstAlarm(monitor, scene, kBlocks) < 0 ? 0 : 1;
        distances += monitor.distance() / kScenes;
    }
    std::printf("false alarms: %d of %d scenes of %d blocks\n", alarms, kScenes, kBlocks);
    CHECK(alarms <= 2);                         // one in a hundred times two minutes
    CHECK(distances == Approx(1).margin(0.35)); // its unit is the usual distance
}

TEST_CASE("AbsorptionMonitor: another scene is noticed within two blocks", "[ispa][monitor]")
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        AbsorptionMonitor monitor;
        Scene scene(seed);
        REQUIRE(firstAlarm(monitor, scene, 40) == -1);
        CHECK_FALSE(monitor.outOfBand());
        scene.change();
        CHECK(firstAlarm(monitor, scene, 40) == 2);
        CHECK(monitor.outOfBand());
    }
}

TEST_CASE("AbsorptionMonitor: so is attention that left the range of the warm-up, at any time",
          "[ispa][monitor]")
{
    AbsorptionMonitor monitor;
    Scene scene(7);
    REQUIRE(firstAlarm(monitor, scene, 6) == -1);     // which show what is usual
    CHECK_FALSE(monitor.observe(scene.block(), 5.0)); // once may be chance
    CHECK_FALSE(monitor.observe(scene.block(), 1.0));
    CHECK_FALSE(monitor.observe(scene.block(), 5.0));
    CHECK(monitor.observe(scene.block(), 5.0));
    CHECK_FALSE(monitor.observe(scene.block(), 5.0)); // said once
    CHECK(monitor.outOfBand());
    CHECK_FALSE(monitor.observe(scene.block(), 2.0));
    CHECK_FALSE(monitor.outOfBand());
}

TEST_CASE("AbsorptionMonitor: numbers that are none are out of band", "[ispa][monitor]")
{
    AbsorptionMonitor monitor;
    Scene scene(8);
    REQUIRE(firstAlarm(monitor, scene, 20) == -1);
    const at::Tensor broken = at::full({3, 16, kWidth}, std::numeric_limits<float>::quiet_NaN());
    CHECK_FALSE(monitor.observe(broken, 1.0));
    CHECK(monitor.observe(broken, 1.0));
}

TEST_CASE("AbsorptionMonitor: after a new start the new scene is the usual one", "[ispa][monitor]")
{
    AbsorptionMonitor monitor;
    Scene scene(9);
    REQUIRE(firstAlarm(monitor, scene, 40) == -1);
    scene.change();
    REQUIRE(firstAlarm(monitor, scene, 40) == 2);
    monitor.restart();
    CHECK(monitor.distance() == 0);
    CHECK(firstAlarm(monitor, scene, 100) == -1);
}
