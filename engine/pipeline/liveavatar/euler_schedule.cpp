#include "engine/pipeline/liveavatar/euler_schedule.h"

#include "engine/core/error.h"

namespace imprint::engine {
namespace {

constexpr double kLevels = 1000;

double shifted(double sigma, double shift)
{
    return shift * sigma / (1.0 + (shift - 1.0) * sigma);
}

} // namespace

EulerSchedule::EulerSchedule(std::int64_t steps, double shift)
{
    if (steps < 1 || !(shift > 0))
        throw Error(ErrorCode::BadConfig,
                    concat("a sampler cannot make ", steps, " steps with a shift of ", shift));
    const double least = static_cast<float>(shifted(1.0 / kLevels, shift)); // of the table, in fp32
    for (std::int64_t i = 0; i < steps; ++i) {
        const double share =
            steps > 1 ? static_cast<double>(i) / static_cast<double>(steps - 1) : 0.0;
        m_sigmas.push_back(static_cast<float>(shifted(1.0 - share * (1.0 - least), shift)));
    }
    m_sigmas.push_back(0.0F);
}

double EulerSchedule::time(std::int64_t step) const
{
    return m_sigmas.at(static_cast<std::size_t>(step)) * static_cast<float>(kLevels);
}

at::Tensor EulerSchedule::advanced(const at::Tensor& x, const at::Tensor& flow,
                                   std::int64_t step) const
{
    const auto i = static_cast<std::size_t>(step);
    const at::Tensor width =
        at::scalar_tensor(m_sigmas.at(i + 1) - m_sigmas.at(i), at::kFloat).to(flow.scalar_type());
    return (x.to(at::kFloat) + (flow * width).to(at::kFloat)).to(x.scalar_type());
}

} // namespace imprint::engine
