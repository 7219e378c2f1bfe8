#include "engine/pipeline/liveavatar/avatar_rollout.h"

#include "engine/core/error.h"
#include "engine/pipeline/ispa_choice.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

std::vector<std::unique_ptr<NoiseLevel>> makeLevels(const LiveAvatarDit& dit,
                                                    const AvatarSampler& sampler,
                                                    const EulerSchedule& schedule,
                                                    const AvatarSettings& settings)
{
    if (sampler.blockFrames < 1 || settings.windowFrames < sampler.blockFrames)
        throw Error(ErrorCode::BadConfig,
                    concat("a ring of ", settings.windowFrames,
                           " latent frames has no room for a block of ", sampler.blockFrames));
    std::vector<std::unique_ptr<NoiseLevel>> levels;
    for (std::int64_t step = 0; step < sampler.steps; ++step)
        levels.push_back(std::make_unique<NoiseLevel>(dit, schedule, step, settings));
    return levels;
}

} // namespace

std::optional<AbsorberSettings> avatarIspaSettings(const SessionConfig& config,
                                                   const AvatarSampler& sampler)
{
    auto settings = ispaSettings(config, sampler.blockFrames);
    if (settings) {
        settings->passes = 1;
        settings->firstBlock = sampler.blockFrames;
        settings->local.sinkFrames = 0;
    }
    return settings;
}

AvatarRollout::AvatarRollout(const LiveAvatarDit& dit, const AvatarSampler& sampler,
                             const AvatarSettings& settings, NoiseSource& noise,
                             AvatarRolloutHooks hooks)
    : m_dit(dit)
    , m_sampler(sampler)
    , m_schedule(sampler.steps, sampler.shift)
    , m_settings(settings)
    , m_noise(noise)
    , m_hooks(std::move(hooks))
    , m_levels(makeLevels(dit, sampler, m_schedule, settings))
    , m_view(dit, m_hooks.referenceDistance)
    , m_archive(settings.archivedBlocks)
{
}

/// What a block's first level is given.
at::Tensor AvatarRollout::noiseOf(std::int64_t block, std::int64_t firstFrame) const
{
    const std::int64_t count = m_sampler.blockFrames;
    return m_noise({.block = block, .step = 0, .frames = {firstFrame, count}},
                   {count, m_dit.config().trunk.inChannels, m_settings.height, m_settings.width})
        .to(m_dit.trunk().type());
}

at::Tensor AvatarRollout::next(const at::Tensor& features)
{
    const FrameSpan block{framesSoFar(), m_sampler.blockFrames};
    m_view.hear(features);
    at::Tensor x = noiseOf(m_blocks, block.first);
    std::vector<at::Tensor> given;
    for (std::int64_t step = 0; step < levels(); ++step) {
        const AvatarStep made = (*m_levels[static_cast<std::size_t>(step)])(
            x, m_view.sight(m_blocks, step, block.first));
        if (m_hooks.onStep)
            m_hooks.onStep(m_blocks, step, made);
        x = made.next;
        if (step + 1 < levels())
            given.push_back(x);
    }
    archive(std::move(given), features);
    ++m_blocks;
    return x;
}

/// The block that was made.
void AvatarRollout::archive(std::vector<at::Tensor> given, const at::Tensor& features)
{
    if (!m_archive.isKept())
        return;
    if (m_archivedOf != m_view.sources()) {
        m_archivedOf = m_view.sources();
        m_archivedSources = std::make_shared<const AvatarSources>(
            AvatarSources{.prompt = m_archivedOf->prompt.clone(),
                          .reference = m_archivedOf->reference.clone(),
                          .motion = m_archivedOf->motion.clone()});
    }
    m_archive.add({.index = m_blocks,
                   .frames = {framesSoFar() - m_sampler.blockFrames, m_sampler.blockFrames},
                   .given = std::move(given),
                   .features = features,
                   .saw = m_archivedSources});
}

/// All blocks of the archive pass through a level once more.
void AvatarRollout::replay(NoiseLevel& level, std::int64_t step) const
{
    AvatarView view(m_dit, m_hooks.referenceDistance);
    const AvatarSources* saw = nullptr;
    if (m_archive.missingFrames() > 0)
        level.skipTo(m_archive.missingFrames());
    for (const AvatarBlock& block : m_archive.blocks()) {
        if (m_hooks.onReplay)
            m_hooks.onReplay();
        if (saw != block.saw.get()) {
            saw = block.saw.get();
            view.readPrompt(saw->prompt);
            view.see(saw->reference, saw->motion);
        }
        view.hear(block.features);
        const at::Tensor given = step == 0 ? noiseOf(block.index, block.frames.first)
                                           : block.given[static_cast<std::size_t>(step - 1)];
        level(given, view.sight(block.index, step, block.frames.first));
    }
}

void AvatarRollout::restartIspa(const std::optional<AbsorberSettings>& ispa)
{
    if (!m_archive.isKept())
        throw Error(ErrorCode::BadConfig,
                    "nothing was kept of the clip from which ISPA could begin anew",
                    "Start a new session with the new settings");
    const std::int64_t missing = m_archive.missingFrames();
    const std::int64_t history = m_settings.windowFrames - m_sampler.blockFrames;
    AvatarSettings settings = m_settings;
    // Behind a gap a ring has to fill before there is something to learn from.
    settings.ispa = learningUpTo(framesSoFar(), ispa, missing == 0 ? 0 : missing + history);
    for (std::int64_t step = 0; step < levels(); ++step) {
        std::unique_ptr<NoiseLevel>& level = m_levels[static_cast<std::size_t>(step)];
        auto again = std::make_unique<NoiseLevel>(m_dit, m_schedule, step, settings);
        replay(*again, step);
        again->replace(*level, missing);
        level = std::move(again);
    }
}

void AvatarRollout::adopt(const AbsorberSettings& ispa, const std::vector<Absorption>& absorptions)
{
    IMPRINT_ASSERT(framesSoFar() == 0 && absorptions.size() == m_levels.size(), absorptions.size(),
                   " absorptions for ", levels(), " noise levels");
    for (std::size_t step = 0; step < m_levels.size(); ++step)
        m_levels[step]->adopt(ispa, absorptions[step]);
}

std::vector<Absorption> AvatarRollout::absorptions() const
{
    std::vector<Absorption> all;
    for (const auto& level : m_levels) {
        const Absorber* absorber = level->absorber();
        const auto absorbed = absorber ? absorber->absorption() : std::nullopt;
        if (!absorbed)
            return {};
        all.push_back(*absorbed);
    }
    return all;
}

Ledger AvatarRollout::ledger() const
{
    Ledger total;
    const auto add = [&](const LedgerEntry& part) {
        const auto same =
            std::find_if(total.entries.begin(), total.entries.end(), [&](const LedgerEntry& entry) {
                return entry.consumer == part.consumer && entry.layer == part.layer;
            });
        if (same == total.entries.end()) {
            total.add(part);
            return;
        }
        same->measuredBytes += part.measuredBytes;
        same->predictedBytes += part.predictedBytes;
    };
    for (const auto& level : m_levels)
        for (const LedgerEntry& entry : level->ledger().entries)
            add(entry);
    const std::int64_t condition =
        m_dit.predictedConditionBytes(m_settings.height, m_settings.width);
    const SeenCondition& seen = m_view.latest().condition;
    for (std::size_t layer = 0; layer < seen.layers(); ++layer)
        add({.consumer = MemoryConsumer::KvCache,
             .layer = static_cast<int>(layer),
             .measuredBytes = seen.bytes(layer),
             .predictedBytes = condition});
    std::int64_t prompt = 0;
    for (const CrossKeys& keys : m_view.latest().prompt)
        prompt += keys.bytes();
    total.add({.consumer = MemoryConsumer::CrossCache,
               .measuredBytes = prompt,
               .predictedBytes =
                   m_view.latest().prompt.empty() ? 0 : m_dit.trunk().predictedCrossBytes()});
    if (!m_archive.isKept())
        return total;
    std::int64_t seenBytes = 0;
    for (const auto& sources : m_archive.seen())
        seenBytes += sources->bytes();
    total.add({.consumer = MemoryConsumer::Archive,
               .measuredBytes = m_archive.bytes(),
               .predictedBytes =
                   predictedArchiveBytes(m_dit, m_sampler, m_settings, m_blocks, seenBytes)});
    return total;
}

std::int64_t archivedBlocksFor(const SessionConfig& config, const AvatarSampler& sampler,
                               std::int64_t windowFrames)
{
    const std::int64_t history = windowFrames - sampler.blockFrames;
    const std::int64_t frames = std::int64_t{config.ispaWarmup} + 2 * history;
    return (frames + sampler.blockFrames - 1) / sampler.blockFrames;
}

std::int64_t predictedArchiveBytes(const LiveAvatarDit& dit, const AvatarSampler& sampler,
                                   const AvatarSettings& settings, std::int64_t blocks,
                                   std::int64_t viewBytes)
{
    const LiveAvatarConfig& network = dit.config();
    const std::int64_t given = (sampler.steps - 1) * sampler.blockFrames *
                               network.trunk.inChannels * settings.height * settings.width *
                               static_cast<std::int64_t>(c10::elementSize(dit.trunk().type()));
    const std::int64_t features = network.parts.audioStates * network.parts.audioWidth *
                                  kPicturesOfLatent * sampler.blockFrames *
                                  static_cast<std::int64_t>(sizeof(float));
    return std::min(blocks, settings.archivedBlocks) * (given + features) + viewBytes;
}

} // namespace imprint::engine
