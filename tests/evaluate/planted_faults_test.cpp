#include "tests/support/torch_test.h"

#include "app/cli/evaluate/drift.h"
#include "app/cli/evaluate/measured_clip.h"
#include "app/cli/evaluate/pair_meter.h"
#include "app/cli/evaluate/word_people.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "tests/evaluate/shipped.h"

#include <functional>

using namespace imprint;
using namespace imprint::app;
using engine::PuppetPose;

namespace {

using Spoil = std::function<at::Tensor(const at::Tensor&)>;

const Spoil kNothing = [](const at::Tensor& pixels) { return pixels; };

/// A faultless model but for what is planted: `made` says how it moves, `spoil` what happens to its pictures.
MeasuredClip measured(const TruthTrack& truth, const TruthTrack& made, const Spoil& spoil)
{
    MeasuredClip clip{.clip = "planted", .truth = truth};
    FrameMeter truthMeter(test::shippedProbe());
    FrameMeter madeMeter(test::shippedProbe());
    PairMeter pair(true);
    for (std::int64_t first = 0; first < truth.frames(); first += 25) {
        const std::int64_t count = std::min<std::int64_t>(25, truth.frames() - first);
        const at::Tensor right = truth.render(first, count, 192);
        const at::Tensor wrong = spoil(made.render(first, count, 192));
        truthMeter.add(right);
        madeMeter.add(wrong);
        pair.add(right, wrong);
    }
    clip.truthTrace = truthMeter.trace();
    clip.madeTrace = madeMeter.trace();
    clip.specks = pair.specks();
    clip.flicker = pair.flicker();
    clip.stains = pair.stains();
    return clip;
}

/// One voice, spoken by a person with a lively head.
TruthTrack track(int person = 0)
{
    return makeTruth(evaluationPerson(person), test::shippedVoices().at(0),
                     {.seed = 5, .headMotion = 0.8});
}

Figures figuresOf(const TruthTrack& made, const Spoil& spoil = kNothing)
{
    const std::vector<MeasuredClip> clips{measured(track(), made, spoil)};
    Figures figures = clipFigures(clips);
    addLivelyFigures(figures, clips);
    return figures;
}

/// What the measures say of the truth itself.
const Figures& faultless()
{
    static const Figures figures = figuresOf(track());
    return figures;
}

TruthTrack changed(const std::function<void(PuppetPose&)>& change)
{
    TruthTrack made = track();
    for (PuppetPose& pose : made.poses)
        change(pose);
    return made;
}

at::Tensor blurred(const at::Tensor& pixels)
{
    return at::avg_pool2d(pixels.to(at::kFloat), 3, 1, 1, false, false).round().to(at::kByte);
}

} // namespace

TEST_CASE("Measures: the truth itself is nearly faultless", "[evaluate]")
{
    const Figures& f = faultless();
    CHECK(f.lipOpen > 0.9);
    CHECK(f.lipLagMs == 0.0);
    CHECK(f.lipAmplitude == Approx(1.0).margin(0.15));
    CHECK(f.closureRecall > 0.8);
    CHECK(f.blink > 0.9);
    CHECK(f.headYaw > 0.85);
    CHECK(f.headRoll > 0.9);
    CHECK(f.sharpness == Approx(1.0));
    CHECK(f.edges == Approx(1.0));
    CHECK(f.specks == 0.0);
    CHECK(f.flicker < 0.05);
    CHECK(f.frechet == Approx(0.0).margin(0.01));
}

TEST_CASE("Measures: a mouth two frames late is 80 ms late", "[evaluate]")
{
    TruthTrack late = track();
    for (std::size_t frame = late.poses.size() - 1; frame >= 2; --frame)
        late.poses[frame].mouth = late.poses[frame - 2].mouth;
    const Figures f = figuresOf(late);
    CHECK(f.lipLagMs == 80.0);
    CHECK(f.lipOpen < faultless().lipOpen - 0.05);
}

TEST_CASE("Measures: halved openings halve the amplitude, not the correlation", "[evaluate]")
{
    const Figures f = figuresOf(changed([](PuppetPose& pose) { pose.mouth.open *= 0.5F; }));
    CHECK(f.lipAmplitude / faultless().lipAmplitude == Approx(0.5).margin(0.12));
    CHECK(f.lipOpen > faultless().lipOpen - 0.1);
}

TEST_CASE("Measures: lips that never meet lose their closures", "[evaluate]")
{
    const Figures f = figuresOf(changed([](PuppetPose& pose) {
        pose.mouth.open = std::max(pose.mouth.open, 0.35F);
        pose.mouth.press = 0;
    }));
    CHECK(f.closureRecall < 0.1);
}

TEST_CASE("Measures: eyes that stay open do not blink, a stiff neck does not follow", "[evaluate]")
{
    const Figures f = figuresOf(changed([](PuppetPose& pose) {
        pose.blinkLeft = pose.blinkRight = 0;
        pose.yaw = 0;
        pose.roll = 0;
    }));
    CHECK(f.blink < 0.4);
    CHECK(f.blinksPerMinute == 0.0);
    CHECK(faultless().blinksPerMinute > 0.0);
    CHECK(f.headYaw < 0.6);
    CHECK(f.headAmplitude < 0.6 * faultless().headAmplitude);
}

TEST_CASE("Measures: blur costs sharpness and moves the features away", "[evaluate]")
{
    const Figures f = figuresOf(track(), blurred);
    CHECK(f.sharpness < 0.7);
    CHECK(f.edges < 0.8);
    CHECK(f.frechet > 1.0);
}

TEST_CASE("Measures: specks and flicker are seen in a whole clip", "[evaluate]")
{
    const Figures f = figuresOf(track(), [](const at::Tensor& pixels) {
        at::Tensor made = pixels.clamp(10, 200);
        for (std::int64_t i = 0; i < 40; ++i)
            made.select(2, 20 + 8 * (i / 4)).select(2, 40 + 30 * (i % 4)).fill_(255);
        made.slice(0, 0, std::nullopt, 2).add_(4);
        return made;
    });
    CHECK(f.specks > 0.5);
    CHECK(f.flicker > 2.0);
}

TEST_CASE("Measures: another person in the second half is about one person away", "[evaluate]")
{
    const TruthTrack own = track(0);
    const TruthTrack other = track(1);
    FrameMeter meter(test::shippedProbe());
    meter.add(own.render(0, 75, 192));
    meter.add(other.render(75, 75, 192));
    std::vector<Picture> people;
    for (int i = 0; i < 8; ++i)
        people.push_back(referencePicture(evaluationPerson(i), 192));
    const double distance = betweenPeople(test::shippedProbe()(pixelsOf(people)).identity);
    const DriftCurve curve = identityDrift(meter.trace(), 25, distance);
    CHECK(curve.between(1, 3) < 0.35);
    CHECK(curve.between(3, 6) > 0.6);
}

TEST_CASE("Measures: a brow that goes blue in silence is a stain of the last seconds", "[evaluate]")
{
    const TruthTrack quiet =
        makeTruth(evaluationPerson(0), quietClip(12), {.seed = 5, .headMotion = 0.3});
    int batch = 0;
    const auto blueFromHalf = [&](const at::Tensor& pixels) {
        at::Tensor stained = pixels.clone();
        if (++batch > 6)
            stained.narrow(2, 78, 6).narrow(3, 70, 20).zero_().select(1, 2).fill_(220);
        return stained;
    };
    Figures f;
    addQuietFigures(f, {measured(quiet, quiet, blueFromHalf)}, 1);
    CHECK(f.quietStainsEarly == 0.0);
    CHECK(f.quietStainsLate > 2);
    addQuietFigures(f, {measured(quiet, quiet, kNothing)}, 1);
    CHECK(f.quietStainsLate == 0.0);
}

TEST_CASE("Measures: a person made from other words has other attributes", "[evaluate]")
{
    CHECK(wordPeopleOfTruth(test::shippedProbe(), 8) > 0.85);
    FrameMeter meter(test::shippedProbe());
    meter.add(track(0).render(0, 1, 192));
    const auto share = [&](const engine::PuppetLook& look) {
        return attributeShare(meter.trace().attributes, engine::attributeNames(look));
    };
    CHECK(share(evaluationPerson(0).look) > 0.7);
    CHECK(share(evaluationPerson(1).look) < 0.6);
}
