#include "engine/pipeline/liveavatar/avatar_view.h"

#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

/// A number whose bits all depend on all bits of x (the finalizer of SplitMix64).
std::uint64_t scrambled(std::uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

} // namespace

std::int64_t referencePlace(std::int64_t first, std::int64_t distance)
{
    return kReferencePlace + std::max<std::int64_t>(0, first - (kReferencePlace - distance));
}

ReferenceDistance seededDistances(std::uint64_t seed)
{
    return [seed](std::int64_t block, std::int64_t step) {
        const std::uint64_t drawn =
            scrambled(scrambled(scrambled(seed + 1) + static_cast<std::uint64_t>(block)) +
                      static_cast<std::uint64_t>(step));
        constexpr auto kCount =
            static_cast<std::uint64_t>(kFarthestReference - kNearestReference + 1);
        return kNearestReference + static_cast<std::int64_t>(drawn % kCount);
    };
}

AvatarView::AvatarView(const LiveAvatarDit& dit, ReferenceDistance distance)
    : m_dit(dit)
    , m_distance(std::move(distance))
{
    IMPRINT_ASSERT(m_distance, "nothing says how far the reference is");
}

void AvatarView::readPrompt(const at::Tensor& context)
{
    m_sees.prompt = m_dit.promptKeys(context);
    m_sees.condition = {}; // was made with the prompt before
    m_prompt = context;
}

void AvatarView::see(const at::Tensor& reference, const at::Tensor& motion)
{
    IMPRINT_ASSERT(!m_sees.prompt.empty(), "the condition is seen with a prompt");
    m_sees.condition = m_dit.conditionOf(reference, motion, m_sees.prompt);
    m_sources = std::make_shared<const AvatarSources>(
        AvatarSources{.prompt = m_prompt, .reference = reference, .motion = motion});
}

void AvatarView::hear(const at::Tensor& features)
{
    m_sees.voice = m_dit.voiceKeys(features);
}

const AvatarSight& AvatarView::sight(std::int64_t block, std::int64_t step, std::int64_t firstFrame)
{
    IMPRINT_ASSERT(m_sees.condition.layers() > 0, "no reference was seen");
    m_sees.referencePlace = referencePlace(firstFrame, m_distance(block, step));
    return m_sees;
}

} // namespace imprint::engine
