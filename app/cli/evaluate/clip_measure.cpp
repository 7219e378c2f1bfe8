#include "app/cli/evaluate/clip_measure.h"

#include "app/cli/evaluate/drift.h"
#include "app/cli/evaluate/pair_meter.h"
#include "app/cli/evaluate/part_meter.h"
#include "engine/core/error.h"

namespace imprint::app {
namespace {

constexpr int kStripColumns = 10;

/// Frames of a strip, spread over the whole video.
std::vector<std::int64_t> stripFrames(std::int64_t frames)
{
    std::vector<std::int64_t> chosen;
    for (int i = 0; i < kStripColumns; ++i)
        chosen.push_back((frames - 1) * i / (kStripColumns - 1));
    return chosen;
}

/// Takes the frames of a strip out of the batches that pass.
void keepStripFrames(StripRow& strip, const at::Tensor& truth, const at::Tensor& made,
                     std::int64_t first, std::int64_t frames)
{
    for (const std::int64_t frame : stripFrames(frames)) {
        if (frame < first || frame >= first + made.size(0))
            continue;
        strip.seconds.push_back(static_cast<double>(frame) / kEvaluationFps);
        strip.truth.push_back(pictureOf(truth[frame - first]));
        strip.made.push_back(pictureOf(made[frame - first]));
    }
}

} // namespace

ClipMeasure::ClipMeasure(const engine::FaceProbe& probe, const EngineModel& model, ClipTask task)
    : m_probe(probe)
    , m_model(model)
    , m_task(std::move(task))
{
}

MeasuredClip ClipMeasure::run(StripRow* strip)
{
    const int width = m_model.info().width;
    MeasuredClip measured{.clip = m_task.clip->name, .recording = m_task.clip->mouth.empty()};
    measured.truth = makeTruth(m_task.identity, *m_task.clip, m_task.config);
    FrameMeter truthMeter(m_probe);
    FrameMeter madeMeter(m_probe);
    PairMeter pair(m_task.withStains);
    PartMeter brows;
    PartMeter lids;
    std::int64_t frames = 0;
    const auto take = [&](const at::Tensor& made) {
        const at::Tensor truth = measured.truth.render(frames, made.size(0), width);
        if (!m_knownTruth)
            truthMeter.add(truth);
        madeMeter.add(made);
        pair.add(truth, made);
        if (m_task.withParts) {
            brows.add(truth.narrow(0, 0, 1), made.narrow(0, 0, 1),
                      measured.truth.brows(frames, 1, width)); // they move slowly: one of a batch
            lids.add(truth, made, measured.truth.lids(frames, made.size(0), width));
        }
        if (m_observer)
            m_observer(made);
        if (strip != nullptr)
            keepStripFrames(*strip, truth, made, frames, measured.truth.frames());
        frames += made.size(0);
    };
    m_session = generateFrames({.model = &m_model,
                                .request = {.config = m_task.config,
                                            .reference = referencePicture(m_task.identity, width),
                                            .persona = m_task.persona},
                                .samples = &m_task.clip->samples},
                               take);
    IMPRINT_ASSERT(frames == measured.truth.frames(), "the session made ", frames,
                   " frames, the truth has ", measured.truth.frames());
    measured.truthTrace = m_knownTruth ? *m_knownTruth : truthMeter.trace();
    measured.madeTrace = madeMeter.trace();
    measured.specks = pair.specks();
    measured.flicker = pair.flicker();
    measured.stains = pair.stains();
    measured.brows = brows.levelsOff();
    measured.lids = lids.levelsOff();
    return measured;
}

double meanPersonDistance(const engine::FaceProbe& probe)
{
    constexpr int kPeople = 24;
    std::vector<Picture> pictures;
    for (int i = 0; i < kPeople; ++i)
        pictures.push_back(referencePicture(evaluationPerson(i), engine::FaceProbe::kSide));
    return betweenPeople(probe(pixelsOf(pictures)).identity);
}

} // namespace imprint::app
