#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace imprint::test {

/// A tone that rises from `from` to `to` Hz: it resembles itself at one lag only.
inline std::vector<float> makeChirp(int sampleRate, double seconds, double from, double to)
{
    std::vector<float> samples(static_cast<std::size_t>(seconds * sampleRate));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double t = static_cast<double>(i) / sampleRate;
        const double phase = 2 * std::numbers::pi * (from + (to - from) * t / (2 * seconds)) * t;
        samples[i] = static_cast<float>(0.5 * std::sin(phase));
    }
    return samples;
}

/// Normalised correlation of `a` with `b` moved by `lag`: a[i] against b[i + lag].
inline double correlation(const std::vector<float>& a, const std::vector<float>& b,
                          std::ptrdiff_t lag)
{
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::ptrdiff_t j = static_cast<std::ptrdiff_t>(i) + lag;
        if (j < 0 || j >= static_cast<std::ptrdiff_t>(b.size()))
            continue;
        const double x = a[i];
        const double y = b[static_cast<std::size_t>(j)];
        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

struct BestLag {
    std::ptrdiff_t lag = 0;
    double correlation = -2;
};

/// The lag within +-range at which `b` resembles `a` most.
inline BestLag findLag(const std::vector<float>& a, const std::vector<float>& b,
                       std::ptrdiff_t range)
{
    BestLag best;
    for (std::ptrdiff_t lag = -range; lag <= range; ++lag)
        if (const double value = correlation(a, b, lag); value > best.correlation)
            best = {lag, value};
    return best;
}

} // namespace imprint::test
