#include "tests/support/torch_test.h"

#include "engine/models/pocket/motion_track.h"
#include "engine/weights/weight_file.h"
#include "tests/support/built_in_pocket.h"
#include "tests/support/tensors.h"

#include <map>
#include <vector>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kLatents = 4;

/// The built-in decoder's weights, with face controls whose last layers are random of a given size.
class FaceWeights final : public WeightReader {
public:
    explicit FaceWeights(double size)
        : m_size(size)
    {
        for (const auto& [name, tensor] :
             readAllTensors(IMPRINT_SOURCE_DIR "/resources/models/pocket/codec.safetensors"))
            m_tensors.emplace(name, tensor.to(at::kFloat));
    }

    at::Tensor require(const std::string& name, at::IntArrayRef shape) override
    {
        if (name.starts_with("decoder.face.level.") || name.starts_with("decoder.blend.redraw."))
            return m_random(shape, m_size);
        if (name.starts_with("decoder.face."))
            return m_random(shape, 0.3);
        return m_tensors.at(name);
    }

private:
    double m_size;
    RandomTensors m_random{7};
    std::map<std::string, at::Tensor> m_tensors;
};

PocketDecoder decoderWith(bool faceControls, double size)
{
    PocketConfig config = builtInPocket()->config();
    config.faceControls = faceControls;
    FaceWeights weights(size);
    return {weights, config};
}

/// A stream of latents with a reference and controls.
struct Stream {
    RandomTensors random{8};
    at::Tensor latents = random({kLatents, 48, 16, 16}, 0.5);
    // Smooth, as pictures are: a displacement's rounding shows little.
    at::Tensor posed =
        at::upsample_bilinear2d(random({4 * kLatents, 3, 12, 12}), {192, 192}, false);
    at::Tensor motion = random({kLatents, MotionTrack::kWidthWithMouths}, 0.5);

    at::Tensor shown(const PocketDecoder& decoder, const std::vector<std::int64_t>& split) const
    {
        PocketDecoder::State state;
        std::vector<at::Tensor> parts;
        std::int64_t first = 0;
        for (const std::int64_t count : split) {
            const at::Tensor part =
                motion.defined() ? motion.narrow(0, first, count) : at::Tensor();
            parts.push_back(
                decoder
                    .decode(latents.narrow(0, first, count), state,
                            {.posed = posed.narrow(0, 4 * first, 4 * count), .motion = part})
                    .shown);
            first += count;
        }
        return at::cat(parts);
    }
};

} // namespace

TEST_CASE("FaceControls: silent ones leave every bit as it was", "[models][pocket]")
{
    const Stream stream;
    CHECK(at::equal(stream.shown(decoderWith(true, 0), {kLatents}),
                    stream.shown(decoderWith(false, 0), {kLatents})));
}

TEST_CASE("FaceControls: any split of a stream gives the same pictures", "[models][pocket]")
{
    const Stream stream;
    const PocketDecoder decoder = decoderWith(true, 0.05);
    const at::Tensor whole = stream.shown(decoder, {kLatents});
    // An eighth of a level: a displacement multiplies what is rounded by the picture's slope.
    constexpr double kUnseen = 1e-3;
    CHECK(distance(stream.shown(decoder, {1, 3}), whole) < kUnseen);
    CHECK(distance(stream.shown(decoder, {1, 1, 1, 1}), whole) < kUnseen);
}

TEST_CASE(
    "FaceControls: change the frames of their own latent and what follows, not what was before",
    "[models][pocket]")
{
    const Stream stream;
    Stream other;
    other.motion[2] += 0.5;
    const PocketDecoder decoder = decoderWith(true, 0.05);
    const at::Tensor before = stream.shown(decoder, {kLatents});
    const at::Tensor after = other.shown(decoder, {kLatents});
    CHECK(distance(before.narrow(0, 0, 8), after.narrow(0, 0, 8)) < 1e-5);
    for (const std::int64_t latent : {2, 3})
        CHECK(distance(before.narrow(0, 4 * latent, 4), after.narrow(0, 4 * latent, 4)) > 1e-3);
}

TEST_CASE("FaceControls: the head's pose and the block before mean nothing to them",
          "[models][pocket]")
{
    const Stream stream;
    Stream other;
    for (std::int64_t frame = 0; frame < 4; ++frame)
        other.motion.narrow(1, frame * kMotionControls, 6) += 1;
    other.motion.narrow(1, 4 * kMotionControls, kMotionControls) += 1;
    const PocketDecoder decoder = decoderWith(true, 0.05);
    CHECK(at::equal(stream.shown(decoder, {kLatents}), other.shown(decoder, {kLatents})));
}

TEST_CASE("FaceControls: without any, nobody knows what the face does", "[models][pocket]")
{
    Stream zeros;
    zeros.motion.zero_();
    Stream none;
    none.motion = at::Tensor();
    const PocketDecoder decoder = decoderWith(true, 0.05);
    CHECK(at::equal(zeros.shown(decoder, {kLatents}), none.shown(decoder, {kLatents})));
}
