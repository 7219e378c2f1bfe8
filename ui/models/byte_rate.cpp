#include "ui/models/byte_rate.h"

namespace imprint::ui {
namespace {

constexpr double kLeastSeconds = 2; // files grow in bursts
constexpr double kBetween = 0.1; // seconds between two samples that are kept: bounds their number

} // namespace

void ByteRate::observe(double seconds, std::int64_t bytes)
{
    if (!m_samples.empty() && bytes < m_samples.back().bytes)
        m_samples.clear();
    if (!m_samples.empty() && seconds - m_samples.back().seconds < kBetween)
        return;
    m_samples.push_back({.seconds = seconds, .bytes = bytes});
    while (m_samples.back().seconds - m_samples.front().seconds > kSeconds)
        m_samples.pop_front();
}

double ByteRate::bytesPerSecond() const
{
    if (m_samples.empty())
        return 0;
    const Sample& first = m_samples.front();
    const Sample& last = m_samples.back();
    const double passed = last.seconds - first.seconds;
    return passed < kLeastSeconds ? 0 : static_cast<double>(last.bytes - first.bytes) / passed;
}

} // namespace imprint::ui
