#pragma once

#include "app/train/codec/face_masks.h"
#include "app/train/codec/generated_clips.h"
#include "app/train/codec/patch_basis.h"
#include "app/train/optim/training_task.h"
#include "engine/models/pocket/face_move.h"
#include "engine/models/pocket/pose_warp.h"

namespace imprint::train {

struct CodecSettings {
    int cropsPerShard = 2;
    int shards = 2;
    int frames = 8;            ///< per crop
    int cropSize = 96;         ///< pixels; the scale is that of the whole picture
    double latentNoise = 0.12; ///< greatest deviation: what the generator's latents are off by
    float shortestBlinkPause = 0.3F; ///< seconds; lids and lips are what a decoder errs at most
    double unknownFaces = 0.1; ///< share of the crops whose decoder is not told what the face does
    at::ScalarType computeType = at::kFloat; ///< trainingType() of the device
};

/// What moves the reference from which the decoder takes detail; null: it has none, or its face is still.
struct ReferenceMoves {
    const engine::PoseWarp* warp = nullptr;
    const engine::FaceMove* face = nullptr;
};

/// Trains the convolutions of Pocket's decoder, which correct the linear picture, and how it takes detail from the
/// reference; the linear half is frozen.
/// Source: specs/pocket.md section 3.
class CodecTask final : public TrainingTask {
public:
    /// basis: what fitPatchBasis made; moves: of models whose decoder sees the reference; generated: every second step
    /// teaches with these, none if it is empty. corpus, moves and clips must outlive the task.
    CodecTask(const engine::PocketConfig& config, const SpeechCorpus& corpus, Parameters basis,
              ReferenceMoves moves, const std::vector<GeneratedClip>& generated,
              CodecSettings settings);

    Parameters initialWeights(std::uint64_t seed) const override;
    TrainingRecipe recipe() const override;
    Batch draw(const TrainingMoment& moment, int shard) const override;
    at::Tensor loss(const Parameters& weights, const Batch& batch, const TrainingMoment& moment,
                    at::Generator random, Figures& figures) const override;

private:
    /// A window of a clip.
    struct Crop {
        at::Tensor frames; // [frames, 3, size, size] in [-1, 1]
        at::Tensor posed;  // the same of the posed reference; undefined without a warp
        at::Tensor
            weights; // [frames, 1, size, size], of the errors: 1 but in the face's moving parts
        at::Tensor latents; // [frames / 4, C, size / 12, size / 12]
        at::Tensor motion;  // [frames / 4, motion controls]; zeros: unknown
    };
    Crop drawCrop(engine::SeededRandom& random, const at::Generator& noise) const;
    Crop drawGeneratedCrop(engine::SeededRandom& random) const;
    /// All crops of a step are of one kind, so that its figures are too.
    bool isGenerated(const TrainingMoment& moment) const;
    at::Tensor toldMotion(const std::vector<engine::PuppetPose>& poses,
                          engine::SeededRandom& random) const;
    struct Crops;
    engine::PocketDecoder::Frames decode(const Parameters& weights, const Crops& crops) const;
    at::Tensor trueLoss(const Parameters& weights, const Crops& crops, Figures& figures) const;
    at::Tensor generatedLoss(const Parameters& weights, const Crops& crops, Figures& figures) const;
    at::Tensor encode(const at::Tensor& frames) const;

    engine::PocketConfig m_config;
    const SpeechCorpus& m_corpus;
    Parameters m_basis;
    ReferenceMoves m_moves;
    const std::vector<GeneratedClip>& m_generated;
    CodecSettings m_settings;
};

} // namespace imprint::train
