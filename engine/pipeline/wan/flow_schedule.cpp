#include "engine/pipeline/wan/flow_schedule.h"

#include "engine/core/error.h"

#include <cmath>

namespace imprint::engine {
namespace {

constexpr std::int64_t kLevels = 1000;

} // namespace

FlowSchedule::FlowSchedule(double shift)
{
    const at::Tensor even = at::linspace(1.0, 0.0, kLevels + 1).narrow(0, 0, kLevels);
    m_sigmas = shift * even / (1.0 + (shift - 1.0) * even);
    m_times = m_sigmas * static_cast<double>(kLevels);
}

std::vector<double> FlowSchedule::warped(const std::vector<std::int64_t>& nominal) const
{
    std::vector<double> times;
    for (const std::int64_t step : nominal) {
        if (step < 0 || step > kLevels)
            throw Error(ErrorCode::BadConfig,
                        concat("a denoising step at ", step, " lies outside 0 ... ", kLevels));
        times.push_back(step == 0 ? 0.0 : m_times[kLevels - step].item<double>());
    }
    return times;
}

double FlowSchedule::sigmaAt(double time) const
{
    const auto* times = m_times.const_data_ptr<float>();
    std::int64_t nearest = 0;
    for (std::int64_t i = 1; i < kLevels; ++i)
        if (std::abs(times[i] - time) < std::abs(times[nearest] - time))
            nearest = i;
    return m_sigmas[nearest].item<double>();
}

at::Tensor FlowSchedule::clean(const at::Tensor& x, const at::Tensor& flow, double time) const
{
    return (x.to(at::kDouble) - sigmaAt(time) * flow.to(at::kDouble)).to(flow.scalar_type());
}

at::Tensor FlowSchedule::noisy(const at::Tensor& clean, const at::Tensor& noise, double time) const
{
    const at::Tensor sigma = at::scalar_tensor(sigmaAt(time), at::kFloat);
    return ((1 - sigma) * clean.to(at::kFloat) + sigma * noise.to(at::kFloat))
        .to(noise.scalar_type());
}

std::vector<std::int64_t> evenSteps(std::int64_t count, double strength)
{
    const at::Tensor grid =
        at::linspace(static_cast<double>(kLevels) * strength, 0.0, count).to(at::kLong);
    return {grid.const_data_ptr<std::int64_t>(), grid.const_data_ptr<std::int64_t>() + count};
}

} // namespace imprint::engine
