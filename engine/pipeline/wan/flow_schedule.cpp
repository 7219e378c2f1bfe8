#include "engine/pipeline/wan/flow_schedule.h"

#include "engine/core/error.h"

#include <cmath>

namespace imprint::engine {
namespace {

constexpr std::int64_t kLevels = 1000;
constexpr float kNoisiestEven = 0.999F; // 1 - 1 / kLevels, in the type of the reference's table

} // namespace

at::Tensor cleanEstimate(const at::Tensor& x, const at::Tensor& flow, double sigma)
{
    return (x.to(at::kDouble) - sigma * flow.to(at::kDouble)).to(flow.scalar_type());
}

at::Tensor noised(const at::Tensor& clean, const at::Tensor& noise, double sigma)
{
    const at::Tensor share = at::scalar_tensor(sigma, at::kFloat);
    return ((1 - share) * clean.to(at::kFloat) + share * noise.to(at::kFloat))
        .to(noise.scalar_type());
}

FlowSchedule::FlowSchedule(double shift)
    : m_shift(shift)
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

std::vector<FlowLevel> FlowSchedule::levels(const std::vector<std::int64_t>& nominal) const
{
    std::vector<FlowLevel> levels;
    for (const double time : warped(nominal))
        levels.push_back({.time = time, .sigma = sigmaAt(time)});
    return levels;
}

std::vector<FlowLevel> FlowSchedule::evenLevels(std::int64_t count) const
{
    std::vector<FlowLevel> levels;
    for (std::int64_t i = 0; i < count; ++i) {
        const double even =
            double{kNoisiestEven} * static_cast<double>(count - i) / static_cast<double>(count);
        const double sigma = m_shift * even / (1.0 + (m_shift - 1.0) * even);
        levels.push_back({.time = sigma * static_cast<double>(kLevels),
                          .sigma = static_cast<double>(static_cast<float>(sigma))});
    }
    return levels;
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
    return cleanEstimate(x, flow, sigmaAt(time));
}

at::Tensor FlowSchedule::noisy(const at::Tensor& clean, const at::Tensor& noise, double time) const
{
    return noised(clean, noise, sigmaAt(time));
}

std::vector<std::int64_t> evenSteps(std::int64_t count, double strength)
{
    const at::Tensor grid =
        at::linspace(static_cast<double>(kLevels) * strength, 0.0, count).to(at::kLong);
    return {grid.const_data_ptr<std::int64_t>(), grid.const_data_ptr<std::int64_t>() + count};
}

} // namespace imprint::engine
