#include "app/train/dit/dit_task.h"

#include "app/train/dit/dit_loss.h"

#include <algorithm>
#include <c10/core/GradMode.h>

namespace imprint::train {
namespace {

using engine::SeededRandom;

constexpr double kLivelyFrom = 0.1; ///< of the run: heads begin to move more
constexpr double kLivelyFully = 0.4;
constexpr double kOwnHistoryFrom = 0.25;

LayoutSettings drawLayout(const DitSettings& settings, SeededRandom& random)
{
    LayoutSettings layout;
    const bool single = random.chance(static_cast<float>(settings.singleBlocks));
    layout.blockFrames = single ? 1 : 3;
    if (random.chance(static_cast<float>(settings.longHistory))) {
        // Histories of any length, to the whole clip: what growing caches and wide windows will hold.
        const int longest = settings.clips.latentFrames / layout.blockFrames;
        layout.blocks = longest - random.index(longest / 2);
        layout.firstTarget = layout.blocks - (single ? 5 : 1);
        layout.windowFrames = settings.clips.latentFrames;
        return layout;
    }
    // Seven single latents or three blocks of three: about as many slots.
    layout.blocks = single ? 7 : 3;
    const bool fromStart = random.chance(0.4F);
    layout.firstTarget = fromStart ? 1 : single ? 4 : 2;
    // A short window now and then, so that positions also stand for latents that were not always in view.
    layout.windowFrames = random.chance(0.2F) ? 3 : 6;
    return layout;
}

} // namespace

DitTask::DitTask(const engine::PocketConfig& config, const SpeechCorpus& corpus,
                 const ClipEncoder& encoder, const engine::GreyTokens& grey, DitSettings settings)
    : m_config(config)
    , m_corpus(corpus)
    , m_encoder(encoder)
    , m_grey(grey)
    , m_settings(settings)
{
}

Parameters DitTask::initialWeights(std::uint64_t seed) const
{
    ParameterMaker maker(initialDitWeight, seed);
    const engine::PocketGenerator generator(maker, m_config);
    return maker.parameters();
}

TrainingRecipe DitTask::recipe() const
{
    return {.optimiser = {.matrixRate = 0.02,
                          .vectorRate = 0.002,
                          .threads = m_settings.shards,
                          .isMatrix =
                              [](const auto& name, const auto& tensor) {
                                  return name.starts_with("blocks.") && tensor.dim() == 2;
                              }},
            .rate = {.warmUpSteps = 40, .decayShare = 0.8},
            .averaging = 0.998,
            .shards = m_settings.shards};
}

Clip DitTask::makeClip(std::int64_t index, double share, std::uint64_t seed) const
{
    ClipSettings clips = m_settings.clips;
    const double lively =
        m_settings.beginner
            ? std::clamp((share - kLivelyFrom) / (kLivelyFully - kLivelyFrom), 0.0, 1.0)
            : 1.0;
    clips.greatestLiveliness =
        std::lerp(m_settings.calmLiveliness, clips.greatestLiveliness, static_cast<float>(lively));
    SeededRandom random(seed, concat("dit/clip/", index));
    const c10::NoGradGuard noGraph;
    return m_encoder(drawClip(m_corpus, SpeechPart::Training, clips, random.seed()));
}

void DitTask::prepare(const TrainingMoment& moment)
{
    m_poolSteps =
        moment.steps; // of clips to come; those that are there came in when it did not matter yet
    if (!m_pool || m_poolSeed != moment.seed) {
        m_poolSeed = moment.seed;
        m_pool = std::make_unique<ClipPool>(
            m_settings.poolClips, m_settings.renewedClips, m_settings.shards, m_settings.renewAhead,
            [this](std::int64_t index, std::int64_t renewal) {
                const TrainingMoment born{.step = renewal * m_settings.renewEvery,
                                          .steps = m_poolSteps,
                                          .seed = m_poolSeed};
                return makeClip(index, born.share(), m_poolSeed);
            });
    }
    m_pool->goTo(moment.step / m_settings.renewEvery);
}

BlockLayout DitTask::layoutOf(const TrainingMoment& moment) const
{
    SeededRandom random(moment.seed, concat("dit/layout/", moment.step));
    return makeBlockLayout(drawLayout(m_settings, random));
}

std::vector<SampleCut> DitTask::drawCuts(const BlockLayout& layout, SeededRandom& random) const
{
    std::vector<SampleCut> cuts;
    for (int i = 0; i < m_settings.samplesPerShard; ++i) {
        SampleCut cut{.clip = &(*m_pool)[random.index(m_pool->size())],
                      .earlierStill =
                          random.chance(0.6F) || layout.latents() - 1 > kLatentsFromStart};
        const auto room = static_cast<int>(cut.clip->latentFrames() - (layout.latents() - 1));
        if (cut.earlierStill)
            cut.firstLatent = 1 + random.index(room + 1);
        cuts.push_back(cut);
    }
    return cuts;
}

Batch DitTask::draw(const TrainingMoment& moment, int shard) const
{
    SeededRandom random(moment.seed, concat("dit/sample/", moment.step, "/", shard));
    const BlockLayout layout = layoutOf(moment);
    const std::vector<SampleCut> cuts = drawCuts(layout, random);
    return makeDitBatch(cuts, layout, m_config, m_settings.dropout, random).named();
}

at::Tensor DitTask::loss(const Parameters& weights, const Batch& batch,
                         const TrainingMoment& moment, at::Generator random, Figures& figures) const
{
    ParameterReader reader(weights, m_settings.computeType);
    const engine::PocketGenerator generator(reader, m_config);
    const BlockLayout layout = layoutOf(moment);
    SeededRandom chance(moment.seed, concat("dit/own-history/", moment.step));
    const bool mayBeOwn = !m_settings.beginner || moment.share() >= kOwnHistoryFrom;
    const bool isOwn = chance.chance(static_cast<float>(m_settings.ownHistory)) && mayBeOwn;
    const int rounds = isOwn ? 1 + chance.index(m_settings.mostOwnRounds) : 0;
    const DitBatch samples = DitBatch::of(batch);
    return ditLoss(generator, m_grey.onDevice(samples.latents.device()), layout, samples,
                   {.computeType = m_settings.computeType, .ownRounds = rounds}, random, figures);
}

} // namespace imprint::train
