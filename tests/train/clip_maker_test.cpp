#include "tests/support/torch_test.h"

#include "app/train/clips/clip_maker.h"
#include "app/train/codec/generated_clips.h"
#include "app/train/dit/dit_batch.h"
#include "engine/models/pocket/idle_motion.h"
#include "engine/pipeline/pocket_session.h"
#include "tests/support/built_in_pocket.h"
#include "tests/support/tensors.h"
#include "tests/train/test_speech.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;
using engine::SeededRandom;

namespace {

struct Made {
    std::shared_ptr<const engine::PocketModel> model = firstPocket();
    SpeechCorpus corpus = hummedCorpus();
    ClipTruth truth;
    Clip clip;

    explicit Made(std::uint64_t seed, int latents = 8)
    {
        const c10::NoGradGuard noGraph;
        truth = drawClip(corpus, SpeechPart::Training, {.latentFrames = latents}, seed);
        clip = ClipEncoder(model->config(), model->encoder, model->audioEncoder, nullptr)(truth);
    }
};

} // namespace

TEST_CASE("drawClip: the same seed gives the same clip, another one another", "[train][clips]")
{
    const SpeechCorpus corpus = hummedCorpus();
    const auto draw = [&](std::uint64_t seed) {
        return drawClip(corpus, SpeechPart::Training, {.latentFrames = 4}, seed);
    };
    const ClipTruth clip = draw(1);
    CHECK(clip.samples == draw(1).samples);
    CHECK(clip.poses.back().yaw == draw(1).poses.back().yaw);
    CHECK(clip.samples != draw(2).samples);
    CHECK(clip.poses.size() == 17);
    CHECK(clip.samples.size() == 640 * (17 + kLeadFrames + kTailFrames));
}

TEST_CASE("drawClip: where nobody speaks the mouth rests, and half of it is silent altogether",
          "[train][clips]")
{
    const SpeechCorpus corpus = hummedCorpus();
    int soundless = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const ClipTruth clip =
            drawClip(corpus, SpeechPart::Training, {.latentFrames = 4, .silentShare = 1}, seed);
        REQUIRE(clip.samples.size() == 640 * (17 + kLeadFrames + kTailFrames));
        for (const engine::PuppetPose& pose : clip.poses)
            REQUIRE(pose.mouth.open == 0.0F);
        const auto isZero = [](float sample) { return sample == 0; };
        soundless += std::all_of(clip.samples.begin(), clip.samples.end(), isZero) ? 1 : 0;
    }
    CHECK(soundless > 8);
    CHECK(soundless < 32);
}

TEST_CASE("drawClip: a calm head moves less than a lively one", "[train][clips]")
{
    const SpeechCorpus corpus = hummedCorpus();
    const auto spread = [&](float liveliness) {
        double sum = 0;
        for (std::uint64_t seed = 0; seed < 8; ++seed) {
            const ClipTruth clip = drawClip(corpus, SpeechPart::Training,
                                            {.latentFrames = 12,
                                             .leastLiveliness = liveliness,
                                             .greatestLiveliness = liveliness},
                                            seed);
            for (std::size_t i = 1; i < clip.poses.size(); ++i)
                sum += std::abs(clip.poses[i].yaw - clip.poses[i - 1].yaw);
        }
        return sum;
    };
    CHECK(spread(0.45F) > 3 * spread(0.05F));
}

TEST_CASE("ClipEncoder: latents and tokens lie where the generator expects them", "[train][clips]")
{
    const c10::NoGradGuard noGraph;
    const Made made(3);
    const auto& encoder = made.model->encoder;
    CHECK(made.clip.latentFrames() == 8);
    CHECK(made.clip.latents.sizes() == at::IntArrayRef({10, 48, 16, 16}));
    CHECK(made.clip.tokens.sizes() == at::IntArrayRef({34, 128}));
    CHECK(made.clip.attributes.size() == 13);

    const auto pixels = [&](std::span<const engine::PuppetPose> poses) {
        return renderPoses(made.truth.identity, poses, {});
    };
    const at::Tensor still = encoder(pixels(std::span(&made.truth.stillPose, 1)))[0];
    CHECK(distance(made.clip.latents[0], still) < 0.01);
    const at::Tensor start = encoder(pixels(std::span(made.truth.poses).first(5)));
    CHECK(distance(made.clip.latents[1], start[0]) < 0.01); // frame 0 as a still
    CHECK(distance(made.clip.latents[2], start[1]) < 0.01); // frames 1 … 4
    CHECK(distance(made.clip.latents[1], made.clip.latents[2]) > 0.05);
}

TEST_CASE("ClipEncoder: tokens are those that a session hears", "[train][clips]")
{
    // A session's sound begins with frame 0; the token of frame f depends on nothing behind f + 2.
    const c10::NoGradGuard noGraph;
    Made made(4);
    const ClipEncoder encoder(made.model->config(), made.model->encoder, made.model->audioEncoder,
                              nullptr);
    const at::Tensor before = encoder.audioTokens(made.truth, 10, 5);
    for (std::size_t i = (kLeadFrames + 17) * 640; i < made.truth.samples.size(); ++i)
        made.truth.samples[i] = 0; // from frame 17 on
    const at::Tensor after = encoder.audioTokens(made.truth, 10, 5);
    CHECK(distance(before, after) == 0);
    for (std::size_t i = (kLeadFrames + 16) * 640; i < made.truth.samples.size(); ++i)
        made.truth.samples[i] = 0;
    CHECK(distance(before, encoder.audioTokens(made.truth, 10, 5)) >
          1e-3); // frame 14 hears frame 16
}

TEST_CASE("makeDitBatch: cuts what belongs together", "[train][dit]")
{
    const c10::NoGradGuard noGraph;
    const Made made(5, 14);
    const BlockLayout layout = makeBlockLayout({.blockFrames = 3, .blocks = 3});
    SeededRandom random(1, "batch");
    const ConditionDropout keepAll{
        .attribute = 0, .attributes = 0, .motion = 0, .stillPose = 0, .colours = 0};
    const DitBatch batch = makeDitBatch(
        {{.clip = &made.clip}, {.clip = &made.clip, .earlierStill = true, .firstLatent = 4}},
        layout, made.model->config(), keepAll, random);
    CHECK(at::equal(batch.latents[0][0], made.clip.latents[1])); // frame 0
    CHECK(at::equal(batch.latents[0][1], made.clip.latents[2]));
    CHECK(at::equal(batch.latents[1][0], made.clip.latents[0])); // the earlier still
    CHECK(at::equal(batch.latents[1][1], made.clip.latents[5])); // latent 4
    CHECK(at::equal(batch.latents[1][9], made.clip.latents[13]));

    // Latent l hears frames 4l-5 … 4l; row i of the clip's tokens is frame i - 1.
    CHECK(distance(batch.audio[0][1], made.clip.tokens.narrow(0, 0, 6)) == 0);
    CHECK(distance(batch.audio[1][1], made.clip.tokens.narrow(0, 12, 6)) == 0);

    // The last of a latent's four video frames, and the pose before the block.
    const auto controls = engine::motionControls(made.clip.poses[16]);
    CHECK(batch.motion[1][1][33 + 3].item<float>() == controls[3]);
    const auto still = engine::motionControls(made.clip.stillPose);
    CHECK(batch.motion[1][1][44 + 3].item<float>() == still[3]);
    const auto anchor = engine::motionControls(made.clip.poses[24]);
    CHECK(batch.motion[1][4][44 + 3].item<float>() == anchor[3]);
    CHECK(batch.attributes[0][0].item<std::int64_t>() == made.clip.attributes[0]);
}

TEST_CASE("makeDitBatch: drops conditions as often as it is told", "[train][dit]")
{
    const c10::NoGradGuard noGraph;
    const Made made(6, 14);
    const BlockLayout layout = makeBlockLayout({});
    SeededRandom random(2, "batch");
    const ConditionDropout all{.attribute = 1, .attributes = 0, .motion = 1};
    const DitBatch batch =
        makeDitBatch({{.clip = &made.clip}}, layout, made.model->config(), all, random);
    CHECK(batch.attributes.count_nonzero().item<std::int64_t>() == 0);
    CHECK(batch.motion.count_nonzero().item<std::int64_t>() == 0);
    CHECK(batch.audio.count_nonzero().item<std::int64_t>() > 0);
}

TEST_CASE("makeDitBatch: a sample without colours is told no words", "[train][dit]")
{
    const c10::NoGradGuard noGraph;
    const Made made(7, 14);
    SeededRandom random(3, "batch");
    const ConditionDropout grey{.attribute = 0, .attributes = 0, .colours = 1};
    const DitBatch batch = makeDitBatch({{.clip = &made.clip}}, makeBlockLayout({}),
                                        made.model->config(), grey, random);
    CHECK(batch.colourless[0].item<bool>());
    CHECK(batch.attributes.count_nonzero().item<std::int64_t>() == 0);
    CHECK(batch.audio.count_nonzero().item<std::int64_t>() > 0);
}

TEST_CASE("ClipEncoder: the posed reference is nearer to the clip than the still it comes from",
          "[train][clips]")
{
    const c10::NoGradGuard noGraph;
    const auto model = builtInPocket();
    REQUIRE(model->poseWarp.has_value());
    const SpeechCorpus corpus = hummedCorpus();
    const ClipTruth truth =
        drawClip(corpus, SpeechPart::Training,
                 {.latentFrames = 12, .leastLiveliness = 0.7F, .greatestLiveliness = 0.7F}, 7);
    const Clip clip =
        ClipEncoder(model->config(), model->encoder, model->audioEncoder, &*model->poseWarp)(truth);
    REQUIRE(clip.posedFromStill.size(0) == 12);
    REQUIRE(clip.posedFromStart.size(0) == kLatentsFromStart);
    const auto error = [&](const at::Tensor& guess, std::int64_t first) {
        const at::Tensor wanted = clip.latents.narrow(0, first, guess.size(0));
        return (guess.to(at::kFloat) - wanted).square().mean().item<double>();
    };
    const double still = error(clip.latents.narrow(0, 0, 1).expand({12, -1, -1, -1}), 2);
    CHECK(error(clip.posedFromStill, 2) < 0.6 * still);
    const double start =
        error(clip.latents.narrow(0, 1, 1).expand({kLatentsFromStart, -1, -1, -1}), 2);
    CHECK(error(clip.posedFromStart, 2) < 0.8 * start);
    // Of this latent, not of its neighbour.
    CHECK(error(clip.posedFromStill.narrow(0, 0, 10), 2) <
          error(clip.posedFromStill.narrow(0, 2, 10), 2));

    // A batch cuts it where it cuts the latents.
    const BlockLayout layout = makeBlockLayout({.blockFrames = 1, .blocks = 4});
    SeededRandom random(1, "batch");
    const DitBatch batch = makeDitBatch({{.clip = &clip, .earlierStill = true, .firstLatent = 3}},
                                        layout, model->config(), {}, random);
    CHECK(batch.posed[0][0].abs().max().item<double>() == 0); // the reference itself
    CHECK(at::equal(batch.posed[0][1], clip.posedFromStill[2]));
    CHECK(at::equal(batch.posed[0][4], clip.posedFromStill[5]));
}

TEST_CASE("generateClips: the generator speaks the clip it was given", "[train][clips]")
{
    const auto model = firstPocket();
    const SpeechCorpus corpus = hummedCorpus();
    const ClipEncoder encoder(model->config(), model->encoder, model->audioEncoder, nullptr);
    const auto generate = [&](int threads) {
        return generateClips(model->generator, encoder, corpus,
                             {.clips = 2, .threads = threads, .seed = 3}, {});
    };
    const std::vector<GeneratedClip> clips = generate(2);
    REQUIRE(clips.size() == 2);
    const std::vector<GeneratedClip> again = generate(1);
    const c10::NoGradGuard noGraph;
    const auto truth = [&](const GeneratedClip& clip) {
        return model->encoder(renderPoses(clip.truth.identity, clip.truth.poses, {}))
            .narrow(0, 1, clip.latents.size(0));
    };
    for (std::size_t i = 0; i < clips.size(); ++i) {
        CHECK(clips[i].latents.sizes() == at::IntArrayRef({24, 48, 16, 16}));
        CHECK(at::equal(clips[i].latents, again[i].latents));
        const auto away = [&](const GeneratedClip& other) {
            return (clips[i].latents - truth(other)).square().mean().item<double>();
        };
        CHECK(away(clips[i]) < 0.8 * away(clips[1 - i])); // measured: 0.57
    }
}

TEST_CASE("drawClip: the background stands still, from the earlier still on", "[train][clips]")
{
    const ClipTruth clip = drawClip(hummedCorpus(), SpeechPart::Training, {.latentFrames = 4}, 3);
    for (const engine::PuppetPose& pose : clip.poses)
        REQUIRE(pose.backgroundTime == clip.stillPose.backgroundTime);
}
