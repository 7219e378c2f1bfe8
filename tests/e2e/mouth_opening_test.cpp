#include "audio/dsp/track_correlation.h"
#include "engine/models/character/character.h"
#include "engine/models/character/character_prompt.h"
#include "engine/models/character/starter_faces.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "engine/models/puppet/seeded_random.h"
#include "tests/support/mouth_opening.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr int kFrames = 150;

/// A slow random curve around `centre`, shut for the first ten of its frames.
std::vector<float> randomCurve(std::size_t frames, float centre, float height, std::uint64_t seed)
{
    SeededRandom random(seed, "curve");
    std::vector<float> curve;
    float value = 0;
    float target = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        if (i % 4 == 0)
            target = centre + height * random.uniform(-1, 1);
        value += 0.5F * ((i < 10 ? 0.0F : target) - value);
        curve.push_back(value);
    }
    return curve;
}

/// A head that moves as much as Pocket's, whose mouth opens as planted and takes every shape meanwhile.
std::vector<Picture> renderTalking(const StarterFace& face, const std::vector<float>& opening)
{
    const auto person = makeCharacter(parseCharacterPrompt(face.prompt), face.seed);
    const auto wide = randomCurve(opening.size(), 0.2F, 0.5F, 11);
    const auto round = randomCurve(opening.size(), 0.3F, 0.3F, 12);
    const auto teeth = randomCurve(opening.size(), 0.4F, 0.4F, 13);
    const auto sideways = randomCurve(opening.size(), 0.0F, 1.0F, 14);
    std::vector<Picture> frames;
    for (std::size_t i = 0; i < opening.size(); ++i) {
        PuppetPose pose = restingPose(person, person.look.mood);
        pose.mouth = {.open = opening[i], .wide = wide[i], .round = round[i], .teeth = teeth[i]};
        pose.x += 0.002F * sideways[i];
        pose.yaw += 0.025F * sideways[i];
        pose.pitch += 0.02F * sideways[i];
        frames.push_back(renderPuppet(person, pose, 192));
    }
    return frames;
}

} // namespace

TEST_CASE("Mouth opening: a rendered mouth is measured as it was planted, and as late as it was",
          "[e2e][lips]")
{
    const StarterFace& face = GENERATE(from_range(starterFaces()));
    const auto planted = randomCurve(kFrames, 0.35F, 0.35F, 5);
    const int lag = GENERATE(0, -3, 4);
    auto late = planted;
    std::rotate(late.begin(), late.begin() + (lag > 0 ? kFrames - lag : -lag), late.end());
    std::fill_n(late.begin(), 10, 0.0F); // the reference frame's mouth is shut

    const auto found = audio::matchTracks(mouthOpenings(renderTalking(face, late)), planted, 10);
    INFO(face.name << ": correlation " << found.correlation << ", lag " << found.lag);
    CHECK(found.lag == lag);
    CHECK(found.correlation > 0.87);
}

TEST_CASE("Mouth opening: a mouth that does not move follows nothing", "[e2e][lips]")
{
    const auto curve = randomCurve(kFrames, 0.35F, 0.35F, 5);
    const auto still = renderTalking(starterFaces().front(), std::vector<float>(kFrames, 0.0F));
    CHECK(audio::matchTracks(mouthOpenings(still), curve, 10).correlation < 0.5);
    CHECK(
        audio::matchTracks(mouthOpenings(std::vector(50, still.front())), curve, 10).correlation ==
        0);
}
