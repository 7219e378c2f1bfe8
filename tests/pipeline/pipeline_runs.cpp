#include "tests/pipeline/pipeline_runs.h"

#include "engine/core/clock.h"
#include "engine/pipeline/decoder_stage.h"
#include "engine/pipeline/feature_stage.h"
#include "engine/pipeline/generator_stage.h"
#include "engine/pipeline/pocket_session.h"
#include "tests/support/built_in_pocket.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <thread>

namespace imprint::test {

using namespace imprint::engine;

std::shared_ptr<const PocketModel> pocket()
{
    static const auto kModel = builtInPocket();
    return kModel;
}

SessionConfig quickConfig()
{
    return {.prompt = "a woman with red hair", .seed = 5, .steps = 1};
}

std::vector<float> humming(std::int64_t samples)
{
    std::vector<float> sound(static_cast<std::size_t>(samples));
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double seconds = static_cast<double>(i) / kEngineSampleRate;
        const double loudness = 0.2 * (1 + std::sin(9 * seconds));
        sound[i] = static_cast<float>(loudness * std::sin(900 * seconds + std::sin(60 * seconds)));
    }
    return sound;
}

std::vector<AudioBlock> cutInto(const std::vector<float>& sound,
                                const std::vector<std::size_t>& sizes)
{
    std::vector<AudioBlock> blocks;
    for (std::size_t at = 0; at < sound.size();) {
        const std::size_t count = std::min(sizes[blocks.size() % sizes.size()], sound.size() - at);
        const auto first = sound.begin() + static_cast<std::ptrdiff_t>(at);
        blocks.push_back({.firstSample = static_cast<std::int64_t>(at),
                          .samples = {first, first + static_cast<std::ptrdiff_t>(count)}});
        at += count;
    }
    return blocks;
}

at::Tensor stepByHand(const SessionConfig& config, const std::vector<float>& sound,
                      const std::optional<SettingsChange>& change)
{
    const auto model = pocket();
    const auto character = CharacterSource::fromPrompt(model->config(), config.prompt, config.seed);
    SessionSettings settings(config);
    FeatureStage features(model, character, settings);
    GeneratorStage generator(model, character.pixels(),
                             character.restingPose().value_or(PuppetPose{}), config);
    DecoderStage decoder(model);
    std::vector<at::Tensor> pictures;
    const auto emit = [&](const Conditioning& conditioning) {
        pictures.push_back(decoder.step(generator.step(conditioning)).pictures);
        const VideoRhythm rhythm{.blockFrames =
                                     static_cast<int>(model->config().blockVideoFrames())};
        if (change && conditioning.block + 1 == rhythm.blockOf(change->frame))
            settings.change(change->config);
        return true;
    };
    features.begin(emit);
    features.step(wholeSound(sound), emit);
    features.finish(emit);
    return at::cat(pictures);
}

std::vector<std::shared_ptr<const VideoFrame>> readAll(EngineSession& session)
{
    std::vector<std::shared_ptr<const VideoFrame>> frames;
    while (auto frame = session.nextFrame())
        frames.push_back(std::move(frame));
    return frames;
}

namespace {

SessionRun runOf(EngineSession& session, std::vector<AudioBlock> sound)
{
    std::jthread producer([&] {
        for (AudioBlock& block : sound)
            if (!session.pushAudio(std::move(block)))
                return;
        session.finishAudio();
    });
    SessionRun run;
    try {
        run.frames = readAll(session);
    } catch (...) {
        session.stop(); // or the producer might wait for ever
        throw;
    }
    run.ledger = session.ledger();
    run.stats = session.stats();
    return run;
}

} // namespace

std::vector<std::shared_ptr<const VideoFrame>> runSession(const SessionConfig& config,
                                                          std::vector<AudioBlock> sound)
{
    return runOf(*openPocketSession(pocket(), {.config = config}), std::move(sound)).frames;
}

SessionRun runSession(const EngineModel& model, const SessionRequest& request,
                      std::vector<AudioBlock> sound)
{
    return runOf(*model.open(request), std::move(sound));
}

at::Tensor SessionRun::pictures() const
{
    return picturesOf(frames);
}

at::Tensor picturesOf(const std::vector<std::shared_ptr<const VideoFrame>>& frames)
{
    std::vector<at::Tensor> pictures;
    for (const auto& frame : frames) {
        at::Tensor picture = at::empty({frame->height, frame->width, 3}, at::kByte);
        IMPRINT_ASSERT(frame->data.size() == picture.nbytes());
        std::memcpy(picture.data_ptr(), frame->data.data(), frame->data.size());
        pictures.push_back(picture);
    }
    return at::stack(pictures);
}

} // namespace imprint::test
