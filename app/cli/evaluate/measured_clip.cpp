#include "app/cli/evaluate/measured_clip.h"

#include "app/cli/evaluate/frechet.h"
#include "app/cli/evaluate/pooled_tracks.h"

#include <algorithm>
#include <cmath>

namespace imprint::app {
namespace {

using engine::PuppetPose;
using engine::Reading;

constexpr int kLongestLag = 8; // frames: 320 ms
constexpr double kMsPerFrame = 1000.0 / kEvaluationFps;

std::vector<float> trueTrack(const TruthTrack& truth, Reading reading)
{
    std::vector<float> track;
    for (const PuppetPose& pose : truth.poses)
        track.push_back(engine::readingsOf(pose)[static_cast<std::size_t>(reading)]);
    return track;
}

/// One reading of all speaking clips beside its truth.
PooledTracks pooled(const std::vector<MeasuredClip>& clips, Reading reading)
{
    PooledTracks tracks;
    for (const MeasuredClip& clip : clips)
        if (!clip.recording)
            tracks.add(clip.madeTrace.track(reading), trueTrack(clip.truth, reading));
    return tracks;
}

PooledTracks recordedLips(const std::vector<MeasuredClip>& clips)
{
    PooledTracks tracks;
    for (const MeasuredClip& clip : clips)
        if (clip.recording)
            tracks.add(clip.madeTrace.track(Reading::Open), clip.truth.loudness);
    return tracks;
}

/// Share of the frames with pressed lips in which the mouth is seen shut.
double closureRecall(const std::vector<MeasuredClip>& clips)
{
    constexpr float kPressed = 0.7F;
    constexpr float kShut = 0.15F;
    int pressed = 0;
    int shut = 0;
    for (const MeasuredClip& clip : clips) {
        if (clip.recording)
            continue;
        const std::vector<float> open = clip.madeTrace.track(Reading::Open);
        for (std::size_t frame = 0; frame < open.size(); ++frame)
            if (clip.truth.poses[frame].mouth.press > kPressed) {
                ++pressed;
                shut += open[frame] < kShut ? 1 : 0;
            }
    }
    return pressed > 0 ? static_cast<double>(shut) / pressed : kUnmeasured;
}

double blinksPerMinute(const std::vector<MeasuredClip>& clips)
{
    int blinks = 0;
    std::int64_t frames = 0;
    for (const MeasuredClip& clip : clips) {
        blinks += countClosings(clip.madeTrace.track(Reading::Blink));
        frames += clip.madeTrace.frames();
    }
    return frames > 0 ? 60.0 * kEvaluationFps * blinks / static_cast<double>(frames) : kUnmeasured;
}

/// Identity and motion features of every frame [all frames, 192].
at::Tensor features(const std::vector<MeasuredClip>& clips, FrameTrace MeasuredClip::*trace)
{
    std::vector<at::Tensor> rows;
    for (const MeasuredClip& clip : clips)
        rows.push_back(at::cat({(clip.*trace).identity, (clip.*trace).motion}, 1));
    return at::cat(rows);
}

/// Every feature counts alike: in units of its deviation in the truth.
double scaledFrechet(const at::Tensor& made, const at::Tensor& truth, const at::Tensor& allTruth)
{
    const at::Tensor scale = allTruth.std(0).clamp_min(1e-3);
    return frechetDistance(featureStatistics(made / scale), featureStatistics(truth / scale));
}

double frechetOf(const std::vector<MeasuredClip>& clips)
{
    const at::Tensor truth = features(clips, &MeasuredClip::truthTrace);
    return scaledFrechet(features(clips, &MeasuredClip::madeTrace), truth, truth);
}

/// A mean over all frames in units of the truth's.
double ratio(const std::vector<MeasuredClip>& clips, at::Tensor FrameTrace::*value)
{
    double made = 0;
    double truth = 0;
    for (const MeasuredClip& clip : clips) {
        made += (clip.madeTrace.*value).sum().item<double>();
        truth += (clip.truthTrace.*value).sum().item<double>();
    }
    return truth > 0 ? made / truth : kUnmeasured;
}

/// Over the clips that have it.
double mean(const std::vector<MeasuredClip>& clips, double MeasuredClip::*value)
{
    double sum = 0;
    int count = 0;
    for (const MeasuredClip& clip : clips)
        if (std::isfinite(clip.*value)) {
            sum += clip.*value;
            ++count;
        }
    return count > 0 ? sum / count : kUnmeasured;
}

/// Correlation of the opening in a part of each clip.
double lipsBetween(const std::vector<MeasuredClip>& clips, double from, double to)
{
    PooledTracks tracks;
    for (const MeasuredClip& clip : clips) {
        const std::vector<float> made = clip.madeTrace.track(Reading::Open);
        const std::vector<float> truth = trueTrack(clip.truth, Reading::Open);
        const auto first = static_cast<std::size_t>(from * static_cast<double>(made.size()));
        const auto end = static_cast<std::size_t>(to * static_cast<double>(made.size()));
        if (end > first)
            tracks.add(std::span(made).subspan(first, end - first),
                       std::span(truth).subspan(first, end - first));
    }
    return tracks.correlation();
}

double secondsOf(const MeasuredClip& clip)
{
    return static_cast<double>(clip.madeTrace.frames()) / kEvaluationFps;
}

/// Identity distance in the last five seconds.
double lateIdentity(const MeasuredClip& clip, double personDistance)
{
    const double end = secondsOf(clip);
    return identityDrift(clip.madeTrace, kEvaluationFps, personDistance).between(end - 5, end);
}

template <class Measure>
double average(const std::vector<MeasuredClip>& clips, Measure measure)
{
    double sum = 0;
    for (const MeasuredClip& clip : clips)
        sum += measure(clip);
    return sum / static_cast<double>(clips.size());
}

} // namespace

Figures clipFigures(const std::vector<MeasuredClip>& clips)
{
    Figures f;
    const PooledTracks open = pooled(clips, Reading::Open);
    if (!open.empty()) {
        f.lipOpen = open.correlation();
        f.lipWide = pooled(clips, Reading::Wide).correlation();
        f.lipRound = pooled(clips, Reading::Round).correlation();
        f.lipLagMs = open.bestLag(kLongestLag) * kMsPerFrame;
        f.lipAmplitude = open.amplitude();
        f.closureRecall = closureRecall(clips);
    }
    const PooledTracks recorded = recordedLips(clips);
    if (!recorded.empty()) {
        f.lipRecordings = recorded.correlation();
        f.lipRecordingsLagMs = recorded.bestLag(kLongestLag) * kMsPerFrame;
    }
    f.blink = pooled(clips, Reading::Blink).correlation();
    f.blinksPerMinute = blinksPerMinute(clips);
    f.frechet = frechetOf(clips);
    f.sharpness = ratio(clips, &FrameTrace::sharpness);
    f.edges = ratio(clips, &FrameTrace::edges);
    f.specks = mean(clips, &MeasuredClip::specks);
    f.flicker = mean(clips, &MeasuredClip::flicker);
    return f;
}

void addLivelyFigures(Figures& f, const std::vector<MeasuredClip>& clips)
{
    f.lipLively = pooled(clips, Reading::Open).correlation();
    f.headX = pooled(clips, Reading::X).correlation();
    f.headY = pooled(clips, Reading::Y).correlation();
    f.headRoll = pooled(clips, Reading::Roll).correlation();
    f.headPitch = pooled(clips, Reading::Pitch).correlation();
    const PooledTracks yaw = pooled(clips, Reading::Yaw);
    f.headYaw = yaw.correlation();
    f.headAmplitude = yaw.amplitude();
}

void addLongFigures(Figures& f, const std::vector<MeasuredClip>& clips, double personDistance)
{
    if (clips.empty())
        return;
    f.identityEarly = average(clips, [&](const MeasuredClip& clip) {
        return identityDrift(clip.madeTrace, kEvaluationFps, personDistance).between(5, 10);
    });
    f.identityLate = average(
        clips, [&](const MeasuredClip& clip) { return lateIdentity(clip, personDistance); });
    f.identityGrowth = f.identityLate / f.identityEarly;
    f.colorDrift = average(clips, [](const MeasuredClip& clip) {
        const DriftCurve curve = colorDrift(clip.madeTrace, kEvaluationFps);
        return curve.values.empty() ? kUnmeasured : curve.values.back();
    });
    f.lipsEarly = lipsBetween(clips, 0, 1.0 / 3);
    f.lipsLate = lipsBetween(clips, 2.0 / 3, 1);
    f.specksLong = mean(clips, &MeasuredClip::specks);
}

void addQuietFigures(Figures& f, const std::vector<MeasuredClip>& clips, double personDistance)
{
    if (clips.empty())
        return;
    f.quietStainsEarly =
        average(clips, [](const MeasuredClip& clip) { return clip.stains.between(0, 5); });
    f.quietStainsLate = average(clips, [](const MeasuredClip& clip) {
        const double end = secondsOf(clip);
        return clip.stains.between(end - 5, end);
    });
    f.quietIdentity = average(
        clips, [&](const MeasuredClip& clip) { return lateIdentity(clip, personDistance); });
    f.quietFlicker = mean(clips, &MeasuredClip::flicker);
}

void addVividFigures(Figures& f, const std::vector<MeasuredClip>& clips)
{
    if (clips.empty())
        return;
    f.vividBrows = mean(clips, &MeasuredClip::brows);
    f.vividLids = mean(clips, &MeasuredClip::lids);
}

double lipsIn(const MeasuredClip& clip, std::int64_t first, std::int64_t frames)
{
    const auto part = [&](const std::vector<float>& track) {
        const auto begin = track.begin() + static_cast<std::ptrdiff_t>(first);
        return std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(frames));
    };
    PooledTracks tracks;
    tracks.add(part(clip.madeTrace.track(Reading::Open)),
               part(trueTrack(clip.truth, Reading::Open)));
    return tracks.correlation();
}

std::vector<MeasuredClip> truthAsModel(const std::vector<MeasuredClip>& clips)
{
    std::vector<MeasuredClip> copies = clips;
    for (MeasuredClip& clip : copies) {
        clip.madeTrace = clip.truthTrace;
        clip.specks = 0;
        clip.flicker = 0;
        clip.brows = 0;
        clip.lids = 0;
        std::fill(clip.stains.values.begin(), clip.stains.values.end(), 0.0);
    }
    return copies;
}

double frechetOfTruth(const std::vector<MeasuredClip>& clips)
{
    const at::Tensor all = features(clips, &MeasuredClip::truthTrace);
    const at::Tensor odd = at::arange(all.size(0)).div(kEvaluationFps, "floor").remainder(2).eq(1);
    const auto half = [&](const at::Tensor& mask) {
        return all.index_select(0, mask.nonzero().squeeze(1));
    };
    return scaledFrechet(half(odd), half(odd.logical_not()), all);
}

} // namespace imprint::app
