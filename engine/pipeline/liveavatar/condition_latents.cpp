#include "engine/pipeline/liveavatar/condition_latents.h"

#include "engine/core/error.h"

#include <utility>
#include <vector>

namespace imprint::engine {
namespace {

std::int64_t bytesOf(const at::Tensor& x)
{
    return x.defined() ? static_cast<std::int64_t>(x.nbytes()) : 0;
}

/// Frames of latents [C, M, h, w], in a memory of their own.
at::Tensor copied(const at::Tensor& latents, std::int64_t first, std::int64_t count)
{
    return latents.narrow(1, first, count).clone(at::MemoryFormat::Contiguous);
}

} // namespace

at::Tensor stillLatents(const WanVaeEncoder& encoder, const at::Tensor& picture, std::int64_t count,
                        const std::stop_token& stop)
{
    const std::int64_t perLatent = encoder.config().temporalFactor();
    const at::Tensor frames = picture.expand({perLatent, -1, -1, -1});
    WanVaeEncoder::State state;
    std::vector<at::Tensor> latents{encoder(picture, state)};
    while (static_cast<std::int64_t>(latents.size()) < count) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Stopped, "encoding the reference was stopped");
        latents.push_back(encoder(frames, state));
    }
    return at::cat(latents).transpose(0, 1).contiguous();
}

ConditionLatents::ConditionLatents(const at::Tensor& still, const AvatarReference& policy)
    : m_policy(policy)
    , m_reference(copied(still, 1, 1))
    , m_motion(still)
{
}

ConditionLatents::ConditionLatents(at::Tensor reference, at::Tensor motion,
                                   const AvatarReference& policy, bool renewed)
    : m_policy(renewed ? AvatarReference{.renewedBefore = 0} : policy)
    , m_reference(std::move(reference))
    , m_motion(std::move(motion))
    , m_renewed(renewed)
{
}

at::Tensor ConditionLatents::lastMotion(std::int64_t count) const
{
    return m_motion.narrow(1, m_motion.size(1) - count, count).transpose(0, 1);
}

bool ConditionLatents::advance()
{
    if (m_policy.renewedBefore == 0 || m_blocks != m_policy.renewedBefore)
        return false;
    m_reference = std::exchange(m_nextReference, at::Tensor());
    m_motion = std::exchange(m_nextMotion, at::Tensor());
    m_renewed = true;
    return true;
}

void ConditionLatents::add(const at::Tensor& block)
{
    if (m_blocks++ >= m_policy.renewedBefore)
        return;
    const at::Tensor made = block.transpose(0, 1).to(m_motion.scalar_type());
    if (!m_nextReference.defined())
        m_nextReference = copied(made, 0, 1);
    const at::Tensor before = m_nextMotion.defined() ? m_nextMotion : m_motion;
    m_nextMotion = copied(at::cat({before, made}, 1), made.size(1), before.size(1));
}

std::int64_t ConditionLatents::bytes() const
{
    return bytesOf(m_reference) + bytesOf(m_motion) + bytesOf(m_nextReference) +
           bytesOf(m_nextMotion);
}

std::int64_t ConditionLatents::predictedBytes(const AvatarReference& policy,
                                              std::int64_t motionFrames,
                                              std::int64_t bytesPerLatent, std::int64_t blocks)
{
    const bool bothThere = blocks >= 1 && blocks <= policy.renewedBefore;
    return (bothThere ? 2 : 1) * (1 + motionFrames) * bytesPerLatent;
}

} // namespace imprint::engine
