#include "engine/models/probe/face_probe.h"

#include "engine/core/error.h"
#include "engine/models/puppet/puppet_look.h"
#include "engine/weights/weight_file.h"

namespace imprint::engine {
namespace {

/// Rows and columns of a 192-pixel picture.
struct Crop {
    std::int64_t top, left, height, width;
};

// Wide enough for a lively head: the mouth and the eyes of every trained face stay inside.
constexpr Crop kMouth{84, 48, 64, 96};
constexpr Crop kEyes{55, 36, 64, 120};

constexpr std::int64_t kMouthFeatures = 96;
constexpr std::int64_t kEyeFeatures = 64;
constexpr std::int64_t kWholeFeatures = 80;
constexpr std::int64_t kAllFeatures = kMouthFeatures + kEyeFeatures + kWholeFeatures;
constexpr std::int64_t kNormGroups = 4;
const std::vector<std::int64_t> kWholeWidths = {16, 32, 48, 48};
const std::vector<std::int64_t> kMouthWidths = {16, 32, 48, 48};
const std::vector<std::int64_t> kEyeWidths = {16, 32, 32, 32};

at::Tensor cut(const at::Tensor& x, const Crop& crop)
{
    return x.narrow(2, crop.top, crop.height).narrow(3, crop.left, crop.width);
}

at::Tensor rowOf(const FaceReadings& values)
{
    return at::tensor(at::ArrayRef<float>(values.data(), values.size()));
}

std::int64_t attributeCount()
{
    return static_cast<std::int64_t>(attributeVocabulary().size()) - 1;
}

} // namespace

StridedConvolutions::StridedConvolutions(WeightReader& weights, const std::string& scope,
                                         const std::vector<std::int64_t>& widths)
{
    std::int64_t in = 3;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const std::string layer = concat(scope, ".", i);
        m_layers.push_back({weights.require(layer + ".weight", {widths[i], in, 3, 3}),
                            weights.require(layer + ".bias", {widths[i]}),
                            weights.require(layer + ".norm.weight", {widths[i]}),
                            weights.require(layer + ".norm.bias", {widths[i]})});
        in = widths[i];
    }
}

at::Tensor StridedConvolutions::operator()(const at::Tensor& x) const
{
    at::Tensor y = x;
    for (const Layer& layer : m_layers) {
        y = at::conv2d(y, layer.weight, layer.bias, 2, 1);
        y = at::silu(at::group_norm(y, kNormGroups, layer.normGain, layer.normBias));
    }
    return y.flatten(1);
}

FaceProbe::FaceProbe(WeightReader& weights)
    : m_wholeLayers(weights, "whole.layers", kWholeWidths)
    , m_mouthLayers(weights, "mouth.layers", kMouthWidths)
    , m_eyesLayers(weights, "eyes.layers", kEyeWidths)
    , m_whole(weights, "whole.features", kWholeWidths.back() * 6 * 6, kWholeFeatures)
    , m_mouth(weights, "mouth.features", kMouthWidths.back() * 4 * 6, kMouthFeatures)
    , m_eyes(weights, "eyes.features", kEyeWidths.back() * 4 * 8, kEyeFeatures)
    , m_motion(weights, "motion", kAllFeatures, kFeatures)
    , m_identity(weights, "identity", kAllFeatures, kFeatures)
    , m_readings(weights, "readings", kFeatures, static_cast<std::int64_t>(kReadings))
    , m_attributes(weights, "attributes", kFeatures, attributeCount())
    , m_middle(rowOf(readingScale().middle).to(m_readings.weight().device()))
    , m_deviation(rowOf(readingScale().deviation).to(m_readings.weight().device()))
{
}

std::shared_ptr<const FaceProbe> FaceProbe::load(const std::string& directory)
{
    WeightFile weights(directory + "/probe.safetensors");
    auto probe = std::make_shared<const FaceProbe>(weights);
    weights.finish();
    return probe;
}

FaceSight FaceProbe::operator()(const at::Tensor& pixels) const
{
    IMPRINT_ASSERT(pixels.dim() == 4 && pixels.size(1) == 3 && pixels.size(2) == kSide &&
                       pixels.size(3) == kSide,
                   "pictures of shape ", pixels.sizes());
    const at::Tensor x = pixels.to(at::kFloat) / 127.5 - 1;
    const at::Tensor whole = at::avg_pool2d(x, 2); // [N, 3, 96, 96]
    const at::Tensor features = at::cat({at::silu(m_whole(m_wholeLayers(whole))),
                                         at::silu(m_mouth(m_mouthLayers(cut(x, kMouth)))),
                                         at::silu(m_eyes(m_eyesLayers(cut(x, kEyes))))},
                                        1); // [N, 256]
    const at::Tensor motion = at::silu(m_motion(features));
    const at::Tensor identity = at::silu(m_identity(features));
    return {.readings = m_readings(motion) * m_deviation + m_middle,
            .attributes = m_attributes(identity),
            .identity = identity,
            .motion = motion};
}

const std::vector<AttributeRange>& attributeRanges()
{
    static const std::vector<AttributeRange> ranges = [] {
        std::vector<AttributeRange> made;
        std::int64_t first = 0;
        const PuppetLook any;
        forEachAttribute(any, [&](std::string_view category, auto value) {
            const auto count = static_cast<std::int64_t>(enumNames(value).size());
            made.push_back({std::string(category), first, count});
            first += count;
        });
        return made;
    }();
    return ranges;
}

} // namespace imprint::engine
