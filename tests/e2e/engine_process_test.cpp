#include "tests/support/torch_test.h"

#include "engine/link/client/engine_process.h"
#include "engine/pipeline/model_catalogue.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <filesystem>
#include <thread>
#include <vector>

using namespace imprint;

namespace {

using Frames = std::vector<std::shared_ptr<const VideoFrame>>;

/// A second and a half of a voice-like hum.
AudioBlock hum()
{
    AudioBlock sound;
    for (int i = 0; i < 24000; ++i)
        sound.samples.push_back(
            static_cast<float>(0.4 * std::sin(0.05 * i) * std::max(0.0, std::sin(0.0015 * i))));
    return sound;
}

Frames generate(const EngineModel& model)
{
    SessionRequest request{.config = model.info().defaults};
    request.config.seed = 11;
    request.config.prompt = "red hair";
    const auto session = model.open(request);
    std::thread feeder([&] {
        session->pushAudio(hum());
        session->finishAudio();
    });
    Frames frames;
    while (auto frame = session->nextFrame())
        frames.push_back(std::move(frame));
    feeder.join();
    return frames;
}

} // namespace

TEST_CASE("imprint-engine: gives the frames of a session in this process, bit for bit", "[e2e]")
{
    const std::string name = GENERATE("pocket", "puppet");
    CAPTURE(name);
    const Frames here = generate(
        *engine::loadEngineModel(concat(IMPRINT_SOURCE_DIR, "/resources/models/", name), "cpu"));
    Frames there;
    int process = 0;
    {
        const EngineProcess engine =
            EngineProcess::start({.path = IMPRINT_ENGINE_PROGRAM},
                                 {.beat = std::chrono::milliseconds(1000), .missed = 60});
        process = *engine.processId();
        there = generate(*engine.load(name));
    }
    REQUIRE(here.size() > 30);
    REQUIRE(there.size() == here.size());
    for (std::size_t i = 0; i < here.size(); ++i) {
        CAPTURE(i);
        REQUIRE(there[i]->index == here[i]->index);
        REQUIRE(there[i]->block == here[i]->block);
        REQUIRE(there[i]->presentationTimeUs == here[i]->presentationTimeUs);
        REQUIRE((there[i]->data == here[i]->data));
    }
    REQUIRE_FALSE(std::filesystem::exists(concat("/proc/", process)));
}
