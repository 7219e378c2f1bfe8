#include "engine/pipeline/liveavatar/avatar_rollout.h"

#include "engine/core/error.h"
#include "engine/pipeline/ispa_choice.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

std::vector<std::unique_ptr<NoiseLevel>>
makeLevels(const LiveAvatarDit& dit, const AvatarSampler& sampler, const AvatarSettings& settings)
{
    if (sampler.blockFrames < 1 || settings.windowFrames < sampler.blockFrames)
        throw Error(ErrorCode::BadConfig,
                    concat("a ring of ", settings.windowFrames,
                           " latent frames has no room for a block of ", sampler.blockFrames));
    const EulerSchedule schedule(sampler.steps, sampler.shift);
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
    , m_settings(settings)
    , m_noise(noise)
    , m_hooks(std::move(hooks))
    , m_levels(makeLevels(dit, sampler, settings))
    , m_view(dit, m_hooks.referenceDistance)
{
}

at::Tensor AvatarRollout::next(const at::Tensor& features)
{
    const FrameSpan block{framesSoFar(), m_sampler.blockFrames};
    m_view.hear(features);
    at::Tensor x =
        m_noise({.block = m_blocks, .step = 0, .frames = block},
                {block.count, m_dit.config().trunk.inChannels, m_settings.height, m_settings.width})
            .to(m_dit.trunk().type());
    for (std::int64_t step = 0; step < levels(); ++step) {
        const AvatarStep made = (*m_levels[static_cast<std::size_t>(step)])(
            x, m_view.sight(m_blocks, step, block.first));
        if (m_hooks.onStep)
            m_hooks.onStep(m_blocks, step, made);
        x = made.next;
    }
    ++m_blocks;
    return x;
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
    return total;
}

} // namespace imprint::engine
