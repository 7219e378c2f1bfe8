#include "app/train/speech/spectrum.h"

#include "engine/core/error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace imprint::train {
namespace {

constexpr std::int64_t kGuard =
    1024; // zeros behind a sound, so that its end does not wrap onto its start

/// The smallest length >= `least` without prime factors above 5, which FFTs like.
std::int64_t goodLength(std::int64_t least)
{
    for (std::int64_t length = least;; ++length) {
        std::int64_t rest = length;
        for (const std::int64_t factor : {2, 3, 5})
            while (rest % factor == 0)
                rest /= factor;
        if (rest == 1)
            return length;
    }
}

at::Tensor toTensor(std::span<const float> samples)
{
    at::Tensor tensor = at::empty({static_cast<std::int64_t>(samples.size())});
    std::copy(samples.begin(), samples.end(), tensor.data_ptr<float>());
    return tensor;
}

std::vector<float> toSamples(const at::Tensor& tensor, std::size_t count)
{
    const at::Tensor packed = tensor.contiguous();
    const float* first = packed.const_data_ptr<float>();
    return {first, first + count};
}

/// 1 up to 90 % of the band's edge, then down to 0 like a cosine.
at::Tensor bandEdge(std::int64_t bins)
{
    at::Tensor edge = at::ones({bins});
    auto gains = edge.accessor<float, 1>();
    const auto last = static_cast<float>(bins - 1);
    constexpr float kFlat = 0.9F;
    for (std::int64_t bin = 0; bin < bins; ++bin) {
        const float place = (static_cast<float>(bin) / last - kFlat) / (1 - kFlat);
        if (place > 0)
            gains[bin] = 0.5F + 0.5F * std::cos(3.14159265F * place);
    }
    return edge;
}

} // namespace

std::vector<float> shapeSpectrum(std::span<const float> samples, int sampleRate,
                                 const std::function<float(float)>& gain)
{
    const auto count = static_cast<std::int64_t>(samples.size());
    const std::int64_t length = goodLength(count + kGuard);
    at::Tensor gains = at::empty({length / 2 + 1});
    auto values = gains.accessor<float, 1>();
    const float step = static_cast<float>(sampleRate) / static_cast<float>(length);
    for (std::int64_t bin = 0; bin < gains.size(0); ++bin)
        values[bin] = gain(static_cast<float>(bin) * step);
    const at::Tensor spectrum = at::fft_rfft(toTensor(samples), length) * gains;
    return toSamples(at::fft_irfft(spectrum, length), samples.size());
}

std::vector<float> convolve(std::span<const float> samples, std::span<const float> kernel)
{
    const std::int64_t length =
        goodLength(static_cast<std::int64_t>(samples.size() + kernel.size()));
    const at::Tensor spectrum =
        at::fft_rfft(toTensor(samples), length) * at::fft_rfft(toTensor(kernel), length);
    return toSamples(at::fft_irfft(spectrum, length), samples.size());
}

std::vector<float> resample(std::span<const float> samples, int fromRate, int toRate)
{
    IMPRINT_ASSERT(fromRate > 0 && toRate > 0, "rates ", fromRate, " and ", toRate);
    if (fromRate == toRate)
        return {samples.begin(), samples.end()};
    const std::int64_t divisor = std::gcd(fromRate, toRate);
    const std::int64_t fromUnit = fromRate / divisor;
    const std::int64_t toUnit = toRate / divisor;
    const auto count = static_cast<std::int64_t>(samples.size());
    // Whole, even numbers of units before and after: the ratio is exact, and no bin lies between two.
    const std::int64_t units = 2 * goodLength((count + kGuard) / fromUnit / 2 + 1);
    const std::int64_t fromLength = units * fromUnit;
    const std::int64_t toLength = units * toUnit;
    const std::int64_t bins = std::min(fromLength, toLength) / 2 + 1;
    const at::Tensor heard = at::fft_rfft(toTensor(samples), fromLength).narrow(0, 0, bins);
    at::Tensor spectrum = at::zeros({toLength / 2 + 1}, heard.options());
    spectrum.narrow(0, 0, bins).copy_(heard * bandEdge(bins));
    const double scale = static_cast<double>(toLength) / static_cast<double>(fromLength);
    const std::int64_t wanted = (count * toUnit + fromUnit - 1) / fromUnit;
    return toSamples(at::fft_irfft(spectrum, toLength) * scale, static_cast<std::size_t>(wanted));
}

std::vector<float> dropWeakBins(std::span<const float> samples, float floorDb)
{
    constexpr std::int64_t kWindow = 512;
    constexpr std::int64_t kHop = kWindow / 2;
    const auto count = static_cast<std::int64_t>(samples.size());
    const std::int64_t windows = count / kHop + 2;
    at::Tensor padded = at::zeros({(windows + 1) * kHop});
    padded.narrow(0, kHop, count).copy_(toTensor(samples));
    // A root of Hann before and after: the squares of neighbours add up to one.
    const at::Tensor window = at::hann_window(kWindow, /*periodic=*/true).sqrt();
    const at::Tensor spectrum = at::fft_rfft(padded.unfold(0, kWindow, kHop) * window); // [w, 257]
    const at::Tensor level = spectrum.abs();
    const at::Tensor least = level.amax({1}, /*keepdim=*/true) * std::pow(10.0F, -floorDb / 20);
    const at::Tensor kept = at::fft_irfft(spectrum * (level >= least), kWindow) * window;
    at::Tensor sum = at::zeros({windows + 1, kHop});
    sum.narrow(0, 0, windows).add_(kept.narrow(1, 0, kHop));
    sum.narrow(0, 1, windows).add_(kept.narrow(1, kHop, kHop));
    return toSamples(sum.view({-1}).narrow(0, kHop, count), samples.size());
}

} // namespace imprint::train
