#include "app/train/probe/face_samples.h"

#include "engine/models/probe/face_probe.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "engine/models/puppet/seeded_random.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace imprint::train {
namespace {

using namespace engine;

/// Mouths of speech (specs/pocket.md 2.2): silence, p, f, th, t, r, k, w, a, E, i, O, u.
constexpr std::array<MouthPose, 13> kMouths = {{{0, 0, 0, 0, 0, 0},
                                                {0, .05F, .05F, 0, 0, 1},
                                                {.10F, .15F, 0, 1, 0, .15F},
                                                {.22F, .15F, 0, .8F, .8F, 0},
                                                {.18F, .25F, 0, .85F, .25F, 0},
                                                {.22F, -.1F, .5F, .4F, .2F, 0},
                                                {.28F, .1F, 0, .35F, .1F, 0},
                                                {.12F, -.3F, 1, 0, 0, .1F},
                                                {.88F, .25F, 0, .45F, .35F, 0},
                                                {.58F, .5F, 0, .7F, .3F, 0},
                                                {.26F, 1, 0, .8F, .25F, 0},
                                                {.68F, -.2F, .65F, .1F, .15F, 0},
                                                {.24F, -.3F, 1, 0, 0, 0}}};

float mixed(float a, float b, float share, float noise)
{
    return a + (b - a) * share + noise;
}

MouthPose sampleMouth(SeededRandom& random)
{
    const MouthPose& a = kMouths.at(static_cast<std::size_t>(random.index(kMouths.size())));
    const MouthPose& b = kMouths.at(static_cast<std::size_t>(random.index(kMouths.size())));
    const float share = random.chance(.3F) ? 0.0F : random.uniform();
    const float deviation = random.chance(.4F) ? 0.0F : .08F;
    const auto part = [&](float MouthPose::*value, float low) {
        const float noise = deviation * random.normal();
        return std::clamp(mixed(a.*value, b.*value, share, noise), low, 1.0F);
    };
    return {.open = part(&MouthPose::open, 0),
            .wide = part(&MouthPose::wide, -.3F),
            .round = part(&MouthPose::round, 0),
            .teeth = part(&MouthPose::teeth, 0),
            .tongue = part(&MouthPose::tongue, 0),
            .press = part(&MouthPose::press, 0)};
}

/// Eyes are mostly open or shut, sometimes on their way.
float sampleLids(SeededRandom& random)
{
    if (random.chance(.6F))
        return 0;
    return random.chance(.3F) ? 1.0F : random.uniform();
}

PuppetPose samplePose(SeededRandom& random)
{
    const float a = random.chance(.3F) ? random.uniform(0.0F, .1F) : random.uniform(.1F, 1.2F);
    PuppetPose pose;
    pose.x = .035F * a * random.normal();
    pose.y = .016F * a * random.normal();
    pose.roll = .055F * a * random.normal();
    pose.yaw = std::clamp(.42F * a * random.normal(), -1.0F, 1.0F);
    pose.pitch = std::clamp(.4F * a * random.normal(), -1.0F, 1.0F);
    pose.scale = .97F + random.uniform(-.05F, .05F);
    pose.blinkLeft = pose.blinkRight = sampleLids(random);
    pose.gazeX = std::clamp(.45F * random.normal(), -1.0F, 1.0F);
    pose.gazeY = std::clamp(.3F * random.normal(), -1.0F, 1.0F);
    pose.brow = std::clamp(.1F + .4F * random.normal(), -.6F, 1.0F);
    pose.backgroundTime = random.uniform(0.0F, 200.0F);
    pose.breath = random.uniform(-1.0F, 1.0F);
    pose.mouth = sampleMouth(random);
    return pose;
}

float sampleSmile(SeededRandom& random, Mood mood)
{
    switch (mood) {
    case Mood::Smiling: return random.uniform(.5F, 1.0F);
    case Mood::Neutral: return random.uniform(-.15F, .3F);
    case Mood::Sad: return random.uniform(-.8F, -.35F);
    }
    return 0;
}

at::Tensor channels(const Picture& picture)
{
    const at::Tensor rows =
        at::from_blob(const_cast<std::uint8_t*>(picture.rgb.data()), // only read
                      {picture.height, picture.width, 3}, at::TensorOptions(at::kByte));
    return rows.permute({2, 0, 1}).to(at::kFloat);
}

at::Tensor uniform(std::int64_t count, double low, double high, at::Generator& generator)
{
    return at::rand({count, 1, 1, 1}, generator).mul_(high - low).add_(low);
}

/// A strength for each picture that is 0 for `spared` of them.
at::Tensor strengths(std::int64_t count, double highest, double spared, at::Generator& generator)
{
    const at::Tensor hit = uniform(count, 0, 1, generator).gt(spared);
    return uniform(count, 0, highest, generator) * hit;
}

at::Tensor noise(at::IntArrayRef shape, at::Generator& generator)
{
    return at::randn(shape, generator);
}

/// Each pixel averaged with its neighbours, 1 2 1 in both directions; the border is left as it is.
at::Tensor softened(const at::Tensor& x)
{
    at::Tensor y = x.clone();
    for (const std::int64_t direction : {2, 3}) {
        const std::int64_t inside = x.size(direction) - 2;
        const at::Tensor before = y.clone();
        y.narrow(direction, 1, inside)
            .mul_(.5)
            .add_(before.narrow(direction, 0, inside), .25)
            .add_(before.narrow(direction, 2, inside), .25);
    }
    return y;
}

} // namespace

FaceExample sampleFace(std::uint64_t seed)
{
    SeededRandom random(seed, "probe pose");
    FaceExample example{.identity = sampleIdentity(seed), .pose = samplePose(random)};
    example.pose.smile = sampleSmile(random, example.identity.look.mood);
    return example;
}

FaceSamples renderSamples(const std::vector<FaceExample>& examples)
{
    const auto count = static_cast<std::int64_t>(examples.size());
    const auto categories = static_cast<std::int64_t>(attributeRanges().size());
    FaceSamples samples{.pixels = at::empty({count, 3, FaceProbe::kSide, FaceProbe::kSide}),
                        .readings = at::empty({count, static_cast<std::int64_t>(kReadings)}),
                        .eyesVisible = at::empty({count}),
                        .attributes = at::empty({count, categories}, at::kLong)};
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& [identity, pose] = examples[static_cast<std::size_t>(i)];
        const Picture picture = renderPuppet(identity, pose, static_cast<int>(FaceProbe::kSide));
        samples.pixels[i].copy_(channels(picture));
        const FaceReadings truth = readingsOf(pose);
        std::memcpy(samples.readings[i].data_ptr<float>(), truth.data(), sizeof truth);
        const bool visible = identity.look.glasses != Glasses::Sunglasses;
        samples.eyesVisible[i].fill_(visible ? 1.0 : 0.0);
        std::int64_t category = 0;
        forEachAttribute(identity.look, [&](std::string_view, auto value) {
            samples.attributes[i][category++].fill_(static_cast<std::int64_t>(value));
        });
    }
    return samples;
}

at::Tensor degradePictures(const at::Tensor& pixels, at::Generator& generator)
{
    const std::int64_t count = pixels.size(0);
    const std::int64_t side = pixels.size(2);
    at::Tensor x = pixels.clone();
    // Half of the pictures, softened once more each time: examples are random, so any half will do.
    at::Tensor soft = x.narrow(0, 0, (count + 1) / 2);
    for (int pass = 0; pass < 2; ++pass)
        soft.add_((softened(soft) - soft) * strengths(soft.size(0), 1.0, .25, generator));
    x.mul_(at::rand({count, 3, 1, 1}, generator).mul_(.16).add_(.92));
    x.add_(noise({count, 3, 1, 1}, generator) * 6.0);
    // Blocks of 12 pixels are those of a codec's latents, 4 pixels those of its last enlargement.
    for (const std::int64_t block : {12, 4}) {
        const at::Tensor blocks = noise({count, 3, side / block, 1, side / block, 1}, generator) *
                                  strengths(count, 9.0, .5, generator).unsqueeze(-1).unsqueeze(-1);
        x.view({count, 3, side / block, block, side / block, block}).add_(blocks);
    }
    const at::Tensor grain = noise({1, 3, side, side}, generator);
    x.addcmul_(grain, strengths(count, 10.0, .5, generator));
    return x.clamp_(0, 255);
}

} // namespace imprint::train
