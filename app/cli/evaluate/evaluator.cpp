#include "app/cli/evaluate/evaluator.h"

#include "app/cli/evaluate/clip_measure.h"
#include "app/cli/evaluate/codec_measure.h"
#include "app/cli/evaluate/drift.h"
#include "app/cli/evaluate/talking_run.h"
#include "app/cli/evaluate/word_people.h"
#include "engine/core/audio_block.h"
#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace imprint::app {
namespace {

constexpr std::uint64_t kLivelySeeds = 500;
constexpr std::uint64_t kLongSeeds = 1000;
constexpr std::uint64_t kQuietSeeds = 1500;
constexpr std::uint64_t kVividSeeds = 2000; // added to the seed of the first session
constexpr int kLongestHistory = 24;         // latent frames; the longest that training saw

std::vector<EvaluationClip> planned(std::vector<EvaluationClip> clips, const EvaluationPlan& plan)
{
    if (plan.clips > 0 && clips.size() > static_cast<std::size_t>(plan.clips)) {
        // A short plan keeps recordings as well: the last clip is one wherever the set has any.
        const auto recording = std::find_if(clips.begin(), clips.end(),
                                            [](const auto& clip) { return clip.mouth.empty(); });
        if (recording != clips.end() && plan.clips > 1)
            std::rotate(clips.begin() + plan.clips - 1, recording, recording + 1);
        clips.resize(static_cast<std::size_t>(plan.clips));
    }
    for (EvaluationClip& clip : clips)
        cutTo(clip, plan.clipSeconds);
    return clips;
}

} // namespace

EvaluationPlan EvaluationPlan::quick()
{
    return {.clips = 3,
            .clipSeconds = 4,
            .people = 3,
            .livelyClips = 1,
            .longPeople = 1,
            .longSeconds = 12,
            .quietPeople = 1,
            .quietSeconds = 12,
            .vividPeople = 1,
            .vividSeconds = 8,
            .prompts = 3,
            .codecSeconds = 1};
}

Evaluator::Evaluator(std::shared_ptr<const engine::FaceProbe> probe,
                     std::vector<EvaluationClip> clips, const EvaluationPlan& plan)
    : m_probe(std::move(probe))
    , m_clips(planned(std::move(clips), plan))
    , m_plan(plan)
    , m_personDistance(meanPersonDistance(*m_probe))
{
    m_longClip = longClip(m_clips, plan.longSeconds);
    m_quietClip = quietClip(plan.quietSeconds);
    m_vividClip = quietClip(plan.vividSeconds);
}

std::vector<ClipTask> Evaluator::clipTasks() const
{
    std::vector<ClipTask> tasks;
    for (std::size_t i = 0; i < m_clips.size(); ++i)
        for (int turn = 0; turn < m_plan.peoplePerClip; ++turn) {
            const int person = (static_cast<int>(i) * m_plan.peoplePerClip + turn) % m_plan.people;
            tasks.push_back(
                {.clip = &m_clips[i],
                 .identity = evaluationPerson(person),
                 .config = {.seed = m_plan.seed + tasks.size(), .headMotion = m_plan.headMotion}});
        }
    return tasks;
}

std::vector<ClipTask> Evaluator::livelyTasks() const
{
    std::vector<ClipTask> tasks;
    for (const EvaluationClip& clip : m_clips) {
        if (clip.mouth.empty() || tasks.size() >= static_cast<std::size_t>(m_plan.livelyClips))
            continue;
        const int person = static_cast<int>(tasks.size()) % m_plan.people;
        const std::uint64_t seed = m_plan.seed + kLivelySeeds + tasks.size();
        tasks.push_back({.clip = &clip,
                         .identity = evaluationPerson(person),
                         .config = {.seed = seed, .headMotion = m_plan.livelyMotion}});
    }
    return tasks;
}

std::vector<ClipTask> Evaluator::longTasks() const
{
    std::vector<ClipTask> tasks;
    for (int person = 0; person < m_plan.longPeople; ++person)
        tasks.push_back({.clip = &m_longClip,
                         .identity = evaluationPerson(person),
                         .config = {.seed = m_plan.seed + kLongSeeds + tasks.size(),
                                    .headMotion = m_plan.headMotion}});
    return tasks;
}

std::vector<ClipTask> Evaluator::quietTasks() const
{
    std::vector<ClipTask> tasks;
    for (int person = 0; person < m_plan.quietPeople; ++person)
        tasks.push_back({.clip = &m_quietClip,
                         .identity = evaluationPerson(person),
                         .config = quietConfig(kQuietSeeds + tasks.size()),
                         .withStains = true});
    return tasks;
}

std::vector<ClipTask> Evaluator::vividTasks() const
{
    std::vector<ClipTask> tasks;
    for (int person = 0; person < m_plan.vividPeople; ++person)
        tasks.push_back({.clip = &m_vividClip,
                         .identity = vividPerson(person),
                         .config = quietConfig(kVividSeeds + tasks.size()),
                         .withParts = true});
    return tasks;
}

/// Live at its hardest: blocks of one latent upon the longest history.
SessionConfig Evaluator::quietConfig(std::uint64_t seed) const
{
    return {.seed = m_plan.seed + seed,
            .blockLatents = 1,
            .kvPolicy = CacheKind::Growing,
            .fCap = kLongestHistory,
            .headMotion = m_plan.quietMotion};
}

MeasuredClip Evaluator::measure(const Subject& subject, ClipTask task, StripRow* strip)
{
    const std::uint64_t seed = task.config.seed;
    task.config.steps = subject.steps;
    ClipMeasure measure(*m_probe, *subject.model.engine, std::move(task));
    if (const auto known = m_truthTraces.find(seed); known != m_truthTraces.end())
        measure.knowTruth(known->second);
    MeasuredClip measured = measure.run(strip);
    m_truthTraces.emplace(seed, measured.truthTrace);
    return measured;
}

double Evaluator::speedOf(const Subject& subject) const
{
    ClipTask task = clipTasks().front();
    task.config.steps = subject.steps;
    const int width = subject.model.engine->info().width;
    return generateFrames({.model = subject.model.engine.get(),
                           .request = {.config = task.config,
                                       .reference = referencePicture(task.identity, width)},
                           .samples = &task.clip->samples},
                          [](const at::Tensor&) {})
        .framesPerSecond;
}

Evaluation Evaluator::evaluate(const EvaluatedModel& model, int steps,
                               const EvaluationProgress& progress)
{
    const Subject subject{model, steps};
    const auto say = [&](const std::string& what) {
        progress(concat(model.name, ", ", steps, steps == 1 ? " step: " : " steps: ", what));
    };
    Evaluation evaluation{.model = model.name, .steps = steps};
    const auto run = [&](const std::vector<ClipTask>& tasks, const char* what, std::size_t strips,
                         std::vector<MeasuredClip>& measured, std::vector<StripRow>& rows) {
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            say(concat(what, " ", i + 1, " of ", tasks.size()));
            StripRow* strip = i < strips ? &rows.emplace_back() : nullptr;
            measured.push_back(measure(subject, tasks[i], strip));
        }
    };
    constexpr std::size_t kStrips = 3;
    run(clipTasks(), "clip", kStrips, evaluation.clips, evaluation.strips);
    run(livelyTasks(), "lively clip", 1, evaluation.livelyClips, evaluation.livelyStrips);
    run(longTasks(), "long video", kStrips, evaluation.longClips, evaluation.longStrips);
    run(quietTasks(), "silence", kStrips, evaluation.quietClips, evaluation.quietStrips);
    run(vividTasks(), "silence, vivid hair", kStrips, evaluation.vividClips,
        evaluation.vividStrips);
    say("codec, people made from words, speed");
    evaluation.figures = clipFigures(evaluation.clips);
    addLivelyFigures(evaluation.figures, evaluation.livelyClips);
    addLongFigures(evaluation.figures, evaluation.longClips, m_personDistance);
    addQuietFigures(evaluation.figures, evaluation.quietClips, m_personDistance);
    addVividFigures(evaluation.figures, evaluation.vividClips);
    if (model.codec)
        addCodecFigures(evaluation, *model.codec);
    evaluation.figures.attributes =
        measureWordPeople(*model.engine, *m_probe, m_plan.prompts, steps);
    evaluation.figures.framesPerSecond = speedOf(subject);
    return evaluation;
}

void Evaluator::addCodecFigures(Evaluation& evaluation, const engine::PocketModel& model) const
{
    std::vector<TruthTrack> tracks;
    for (const MeasuredClip& clip : evaluation.clips)
        if (!clip.recording && tracks.size() < static_cast<std::size_t>(m_plan.people))
            tracks.push_back(clip.truth);
    const CodecLoss codec = measureCodec(model, *m_probe, tracks, m_plan.codecSeconds);
    evaluation.figures.codecPsnr = codec.psnr;
    evaluation.figures.codecPsnrFace = codec.psnrFace;
    evaluation.figures.codecLips = codec.lips;
    tracks.clear(); // speech is too short to be sure of a blink
    for (const MeasuredClip& clip : evaluation.vividClips)
        tracks.push_back(clip.truth);
    evaluation.figures.codecLids = codecLids(model, tracks, static_cast<int>(m_plan.vividSeconds));
}

Figures Evaluator::truthFigures(const Evaluation& any) const
{
    Figures figures = clipFigures(truthAsModel(any.clips));
    addLivelyFigures(figures, truthAsModel(any.livelyClips));
    addLongFigures(figures, truthAsModel(any.longClips), m_personDistance);
    addQuietFigures(figures, truthAsModel(any.quietClips), m_personDistance);
    addVividFigures(figures, truthAsModel(any.vividClips));
    figures.frechet = frechetOfTruth(any.clips);
    figures.attributes = wordPeopleOfTruth(*m_probe, m_plan.prompts);
    return figures;
}

} // namespace imprint::app
