#include "engine/pipeline/wan/prompt_plan.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

/// From `before` to `after`, both included.
std::deque<at::Tensor> blended(const at::Tensor& before, const at::Tensor& after,
                               std::int64_t blocks)
{
    const at::Tensor shares = at::linspace(0.0, 1.0, blocks);
    std::deque<at::Tensor> result;
    for (std::int64_t block = 0; block < blocks; ++block)
        result.push_back(at::lerp(before, after, shares[block].item<float>()));
    return result;
}

} // namespace

PromptPlan::PromptPlan(at::Tensor first, const WanPrompts& policy, std::int64_t shot)
    : m_policy(policy)
    , m_current(std::move(first))
    , m_shot(shot)
{
}

void PromptPlan::request(at::Tensor context, std::int64_t fromFrame, bool beginsShot)
{
    const auto behind =
        std::upper_bound(m_requests.begin(), m_requests.end(), fromFrame,
                         [](std::int64_t frame, const Request& r) { return frame < r.fromFrame; });
    m_requests.insert(behind, {std::move(context), fromFrame, beginsShot});
}

bool PromptPlan::advance(std::int64_t frame)
{
    if (!m_requests.empty() && frame >= m_requests.front().fromFrame) {
        const at::Tensor& asked = m_requests.front().context;
        m_coming = m_policy.onSwitch == PromptSwitch::Blend
                       ? blended(m_current, asked, m_policy.blendBlocks)
                       : std::deque{asked};
        m_shot += m_requests.front().beginsShot ? 1 : 0;
        m_requests.pop_front();
    }
    if (m_coming.empty())
        return false;
    m_current = std::move(m_coming.front());
    m_coming.pop_front();
    return true;
}

} // namespace imprint::engine
