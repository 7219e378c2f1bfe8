#include "app/cli/evaluate/codec_measure.h"

#include "app/cli/evaluate/frame_trace.h"
#include "app/cli/evaluate/part_meter.h"
#include "app/cli/evaluate/pooled_tracks.h"
#include "engine/core/error.h"
#include "engine/models/pocket/motion_track.h"
#include "engine/models/pocket/picture_values.h"
#include "engine/models/pocket/posed_reference.h"

#include <algorithm>
#include <cmath>

namespace imprint::app {
namespace {

/// The first picture as it moves with the head, for a decoder that takes detail from it; undefined for others.
at::Tensor posedReference(const engine::PocketModel& model, const at::Tensor& pixels,
                          std::span<const engine::PuppetPose> poses)
{
    const auto reference = model.posed(pixels.narrow(0, 0, 1), poses.front());
    return reference ? at::cat({reference->still(), reference->livingFrames(poses.subspan(1))})
                     : at::Tensor();
}

/// The controls that a generator would have been told.
at::Tensor controls(const engine::PocketModel& model, std::span<const engine::PuppetPose> poses)
{
    engine::MotionTrack track(poses.front(), model.config().generator.motionDim);
    const at::Tensor still = track.reference();
    const auto moving = poses.subspan(1);
    return at::cat({still, track.block({moving.begin(), moving.end()})});
}

/// Pictures and their poses through encoder and decoder; all are of the same count, 1 + 4n.
at::Tensor throughCodec(const engine::PocketModel& model, const at::Tensor& pixels,
                        std::span<const engine::PuppetPose> poses)
{
    engine::PocketDecoder::State state;
    const at::Tensor latents = model.encoder(pixels);
    const std::int64_t temporal = model.config().latent.temporal;
    at::Tensor decoded = model.decoder
                             .decode(latents, state,
                                     {.posed = posedReference(model, pixels, poses),
                                      .motion = controls(model, poses)})
                             .shown;
    decoded =
        decoded.narrow(0, temporal - 1, decoded.size(0) - (temporal - 1)); // a still is one frame
    return engine::pictureBytes(decoded);
}

/// Pictures [frames, 3, H, W] before and behind the codec.
struct Sent {
    at::Tensor truth;
    at::Tensor decoded;
};

/// Up to `seconds` of a track.
Sent sentThrough(const engine::PocketModel& model, const TruthTrack& track, int seconds)
{
    const std::int64_t temporal = model.config().latent.temporal;
    const std::int64_t wanted = std::min<std::int64_t>(track.frames(), seconds * kEvaluationFps);
    const std::int64_t frames = (wanted - 1) / temporal * temporal + 1;
    const at::Tensor truth = track.render(0, frames, model.config().width);
    return {.truth = truth,
            .decoded = throughCodec(
                model, truth, std::span(track.poses).first(static_cast<std::size_t>(frames)))};
}

double meanSquaredError(const at::Tensor& a, const at::Tensor& b)
{
    return (a.to(at::kFloat) - b.to(at::kFloat)).square().mean().item<double>();
}

} // namespace

double psnr(double error)
{
    return error > 0 ? std::min(10 * std::log10(255.0 * 255.0 / error), 99.0) : 99.0;
}

CodecLoss measureCodec(const engine::PocketModel& model, const engine::FaceProbe& probe,
                       const std::vector<TruthTrack>& tracks, int seconds)
{
    IMPRINT_ASSERT(!tracks.empty());
    double error = 0;
    double faceError = 0;
    PooledTracks lips;
    for (const TruthTrack& track : tracks) {
        const auto [truth, decoded] = sentThrough(model, track, seconds);
        const std::int64_t frames = truth.size(0);
        error += meanSquaredError(decoded, truth);
        faceError += meanSquaredError(faceBox(decoded), faceBox(truth));
        FrameMeter meter(probe);
        meter.add(decoded);
        std::vector<float> open;
        for (std::int64_t frame = 0; frame < frames; ++frame)
            open.push_back(track.poses[static_cast<std::size_t>(frame)].mouth.open);
        lips.add(meter.trace().track(engine::Reading::Open), open);
    }
    const auto count = static_cast<double>(tracks.size());
    return {.psnr = psnr(error / count),
            .psnrFace = psnr(faceError / count),
            .lips = lips.correlation()};
}

double codecLids(const engine::PocketModel& model, const std::vector<TruthTrack>& tracks,
                 int seconds)
{
    PartMeter lids;
    for (const TruthTrack& track : tracks) {
        const auto [truth, decoded] = sentThrough(model, track, seconds);
        lids.add(truth, decoded, track.lids(0, truth.size(0), truth.size(-1)));
    }
    return lids.levelsOff();
}

} // namespace imprint::app
