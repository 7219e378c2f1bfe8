#include "app/cli/ispa_bench/clip_bench.h"

#include "app/cli/evaluate/drift.h"
#include "app/cli/evaluate/pooled_tracks.h"
#include "app/cli/evaluate/talking_run.h"
#include "app/cli/evaluate/truth_track.h"
#include "app/cli/ispa_bench/transition_figures.h"
#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace imprint::app {
namespace {

constexpr double kWindowSeconds = 5;
constexpr std::uint64_t kFirstSeed = 1;
constexpr double kHeadMotion = 0.3; ///< liveliness of the heads: history has something to tell
constexpr int kOtherClipSeed = 5;   ///< seed offset of the session that another clip is
constexpr double kMegabyte = 1e6;

/// Means of a curve over whole windows.
std::vector<double> windowed(const DriftCurve& curve, double seconds)
{
    std::vector<double> values;
    for (double from = 0; from + kWindowSeconds <= seconds + 1e-6; from += kWindowSeconds)
        values.push_back(curve.between(from, from + kWindowSeconds));
    return values;
}

/// value(first frame, frames) of each whole window.
template <class Value>
std::vector<double> byWindow(std::int64_t frames, Value value)
{
    const auto length = static_cast<std::int64_t>(kWindowSeconds * kEvaluationFps);
    std::vector<double> values;
    for (std::int64_t first = 0; first + length <= frames; first += length)
        values.push_back(value(first, length));
    return values;
}

at::Tensor halfSize(const at::Tensor& pixels)
{
    return at::avg_pool2d(pixels.to(at::kFloat), 2).round().to(at::kByte);
}

/// dB of each frame [T] of two videos [T, 3, h, w] uint8.
at::Tensor likenessOf(const at::Tensor& made, const at::Tensor& teacher)
{
    std::vector<at::Tensor> parts;
    constexpr std::int64_t kBatch = 100;
    for (std::int64_t first = 0; first < made.size(0); first += kBatch) {
        const std::int64_t count = std::min(kBatch, made.size(0) - first);
        const at::Tensor error = made.narrow(0, first, count).to(at::kFloat) -
                                 teacher.narrow(0, first, count).to(at::kFloat);
        // Half a level is the rounding of both: the best that can be seen.
        parts.push_back(error.square().flatten(1).mean(1).clamp_min(0.25));
    }
    return 10.0 * (255.0 * 255.0 / at::cat(parts)).log10();
}

/// Levels by which the colours of each frame [T] are off the truth's.
at::Tensor colourErrors(const MeasuredClip& clip)
{
    return (clip.madeTrace.colors - clip.truthTrace.colors).abs().flatten(1).mean(1);
}

CostFigures costOf(const TalkingFigures& session, IspaControl control)
{
    const double measured =
        static_cast<double>(session.ledger.measuredBytes(MemoryConsumer::KvCache));
    const double predicted =
        static_cast<double>(session.ledger.predictedBytes(MemoryConsumer::KvCache));
    const SessionStats& stats = session.stats;
    CostFigures cost{.kvMegabytes = measured / kMegabyte,
                     .kvPeakMegabytes = static_cast<double>(session.peakKvBytes) / kMegabyte,
                     .kvPredictionError = 100.0 * (predicted - measured) / measured,
                     .ispaMegabytes =
                         static_cast<double>(session.ledger.measuredBytes(MemoryConsumer::Ispa)) /
                         kMegabyte,
                     .msPerBlock = stats.denoise.meanMs() + stats.context.meanMs(),
                     .framesPerSecond = session.framesPerSecond};
    if (stats.ispa.absorbed) {
        cost.transitionMs = stats.ispa.transitionMs;
        cost.heldOutR2 = explainedByBetterHalf(stats.ispa.layers, control);
    }
    return cost;
}

} // namespace

ClipBench::ClipBench(const Subject& subject, const EvaluationClip& clip, int index,
                     IdentityFrom identity)
    : m_subject(subject)
    , m_clip(clip)
    , m_index(index)
    , m_identity(identity)
    , m_person(evaluationPerson(index))
{
}

SessionConfig sessionConfig(const BenchSetting& setting, IdentityFrom identity, int clip)
{
    SessionConfig config = setting.config;
    config.identityFrom = identity;
    config.headMotion = kHeadMotion;
    config.seed = kFirstSeed + static_cast<std::uint64_t>(10 * clip + setting.seedOffset);
    return config;
}

/// File of what a session learns with these settings of the next person, who says what this clip ends with.
std::string ClipBench::otherClip(const BenchSetting& setting)
{
    if (m_otherClip)
        return m_otherClip->path();
    BenchSetting right = setting;
    right.config.ispaControl = IspaControl::None;
    right.seedOffset = kOtherClipSeed;
    const SessionConfig config = sessionConfig(right, m_identity, m_index);
    const auto needed =
        static_cast<std::size_t>((config.ispaWarmup + 2 * m_subject.blockFrames) *
                                 kFramesPerLatent * kEngineSampleRate / kEvaluationFps);
    const std::vector<float>& all = m_clip.samples;
    const std::vector<float> samples(
        all.end() - static_cast<std::ptrdiff_t>(std::min(needed, all.size())), all.end());
    TemporaryFile file("imprint-other-clip");
    generateFrames({.model = &m_subject.model,
                    .request = {.config = config,
                                .reference = referencePicture(evaluationPerson(m_index + 1),
                                                              m_subject.model.info().width)},
                    .samples = &samples,
                    .personaOut = file.path()},
                   [](const at::Tensor&) {});
    m_otherClip = std::move(file);
    return m_otherClip->path();
}

BenchRow ClipBench::run(const BenchSetting& setting, StripRow* strip)
{
    const SessionConfig config = sessionConfig(setting, m_identity, m_index);
    const bool takesOthers = config.ispaControl == IspaControl::OtherClip;
    ClipMeasure measure(m_subject.probe, m_subject.model,
                        {.clip = &m_clip,
                         .identity = m_person,
                         .config = config,
                         .persona = takesOthers ? otherClip(setting) : std::string()});
    if (const auto known = m_truths.find(config.seed); known != m_truths.end())
        measure.knowTruth(known->second);
    std::vector<at::Tensor> batches;
    measure.alsoShow([&](const at::Tensor& pixels) { batches.push_back(halfSize(pixels)); });
    const MeasuredClip measured = measure.run(strip);
    m_truths.emplace(config.seed, measured.truthTrace);
    const at::Tensor frames = at::cat(batches);
    if (setting.key == kTeacherKey)
        m_teacher = frames;
    IMPRINT_ASSERT(m_teacher.defined(), "the teacher of clip ", m_index, " did not run first");

    BenchRow row{.identityFrom = std::string(enumName(m_identity)),
                 .setting = setting.key,
                 .clip = m_index,
                 .figures = clipFigures({measured}),
                 .cost = costOf(measure.session(), config.ispaControl),
                 .layers = measure.session().stats.ispa.layers,
                 .windowSeconds = kWindowSeconds};
    addLivelyFigures(row.figures, {measured});
    addLongFigures(row.figures, {measured}, m_subject.personDistance);
    const double seconds = static_cast<double>(measured.madeTrace.frames()) / kEvaluationFps;
    row.identity = windowed(
        identityDrift(measured.madeTrace, kEvaluationFps, m_subject.personDistance), seconds);
    const std::int64_t count = measured.madeTrace.frames();
    const at::Tensor colours = colourErrors(measured);
    const auto meanOf = [](const at::Tensor& values) {
        return [values](std::int64_t first, std::int64_t length) {
            return values.narrow(0, first, length).mean().item<double>();
        };
    };
    row.colourError = byWindow(count, meanOf(colours));
    row.cost.colourError = row.colourError.empty() ? kUnmeasured : row.colourError.back();
    row.sharpness = byWindow(count, [&](std::int64_t first, std::int64_t length) {
        return measured.madeTrace.sharpness.narrow(0, first, length).mean().item<double>() /
               measured.truthTrace.sharpness.narrow(0, first, length).mean().item<double>();
    });
    row.lips = byWindow(count, [&](std::int64_t first, std::int64_t length) {
        return lipsIn(measured, first, length);
    });
    if (setting.seedOffset == 0) { // another seed moves the head elsewhere
        const at::Tensor likeness = likenessOf(frames, m_teacher);
        row.cost.psnrToTeacher = likeness.mean().item<double>();
        row.likeness = byWindow(count, meanOf(likeness));
    }
    if (config.ispaLayers > 0)
        row.cost.pop = jumpAtTransition(frames, config.ispaWarmup, m_subject.blockFrames);
    return row;
}

} // namespace imprint::app
