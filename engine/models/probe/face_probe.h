#pragma once

#include "engine/models/probe/face_readings.h"
#include "engine/nn/linear.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace imprint::engine {

/// Four 3×3 convolutions that halve the picture each time, each followed by a group norm.
class StridedConvolutions {
public:
    /// Reads `scope.0` … `scope.3` and their `.norm`; widths are the channels behind each.
    StridedConvolutions(WeightReader& weights, const std::string& scope,
                        const std::vector<std::int64_t>& widths);

    /// x [N, 3, H, W] -> [N, values], flattened.
    at::Tensor operator()(const at::Tensor& x) const;

private:
    struct Layer {
        at::Tensor weight;   // [out, in, 3, 3]
        at::Tensor bias;     // [out]
        at::Tensor normGain; // [out]
        at::Tensor normBias; // [out]
    };
    std::vector<Layer> m_layers;
};

/// What the probe sees in N pictures.
struct FaceSight {
    at::Tensor readings; ///< [N, 16], order of Reading, units of PuppetPose
    at::Tensor
        attributes;      ///< [N, 85] logits, order of attributeVocabulary() without its first word
    at::Tensor identity; ///< [N, 96] who it is: the features under the attributes
    at::Tensor motion;   ///< [N, 96] what it does: the features under the readings
};

/// Looks at pictures of Pocket's kind of face and tells mouth, eyes, head and look. It measures other models: it was
/// trained on rendered truth alone and knows no latents. Const; 0.48 M parameters. Thread: any.
/// Source: app/train/probe.
class FaceProbe {
public:
    /// Pictures must have this width and height.
    static constexpr std::int64_t kSide = 192;
    static constexpr std::int64_t kFeatures = 96;

    explicit FaceProbe(WeightReader& weights);

    /// Loads `probe.safetensors` of a folder. Throws Error(NotFound | BadInput | BadShape) naming the file.
    static std::shared_ptr<const FaceProbe> load(const std::string& directory);

    /// pixels [N, 3, 192, 192], levels 0 … 255 of any type.
    FaceSight operator()(const at::Tensor& pixels) const;

private:
    StridedConvolutions m_wholeLayers;
    StridedConvolutions m_mouthLayers;
    StridedConvolutions m_eyesLayers;
    Linear m_whole;
    Linear m_mouth;
    Linear m_eyes;
    Linear m_motion;
    Linear m_identity;
    Linear m_readings;
    Linear m_attributes;
    at::Tensor m_middle;    // [16]
    at::Tensor m_deviation; // [16]
};

/// One attribute category in the probe's logits.
struct AttributeRange {
    std::string category; ///< "hair"
    std::int64_t first = 0;
    std::int64_t count = 0;
};

/// Where each category's words lie in the logits, in the order of the vocabulary.
const std::vector<AttributeRange>& attributeRanges();

} // namespace imprint::engine
