#include "engine/models/pocket/pocket_log_mel.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace imprint::engine {
namespace {

constexpr std::int64_t kHop = 160;
constexpr std::int64_t kWindow = 400;
constexpr std::int64_t kFft = 512;
constexpr double kSampleRate = 16000;
constexpr double kLowHz = 20;
constexpr double kHighHz = 7600;

double melOf(double hertz)
{
    return 2595.0 * std::log10(1.0 + hertz / 700.0);
}

double hertzOf(double mel)
{
    return 700.0 * (std::pow(10.0, mel / 2595.0) - 1.0);
}

/// Corner k of the triangles, k = 0 … bands + 1, equally spaced in mel.
double cornerHz(std::int64_t k)
{
    const double share = static_cast<double>(k) / static_cast<double>(PocketLogMel::kBands + 1);
    return hertzOf(melOf(kLowHz) + (melOf(kHighHz) - melOf(kLowHz)) * share);
}

at::Tensor makeFilters()
{
    at::Tensor filters = at::zeros({kFft / 2 + 1, PocketLogMel::kBands});
    auto weights = filters.accessor<float, 2>();
    for (std::int64_t bin = 0; bin <= kFft / 2; ++bin) {
        const double hertz = static_cast<double>(bin) * kSampleRate / static_cast<double>(kFft);
        for (std::int64_t band = 0; band < PocketLogMel::kBands; ++band) {
            const double rise = (hertz - cornerHz(band)) / (cornerHz(band + 1) - cornerHz(band));
            const double fall =
                (cornerHz(band + 2) - hertz) / (cornerHz(band + 2) - cornerHz(band + 1));
            weights[bin][band] = static_cast<float>(std::max(0.0, std::min(rise, fall)));
        }
    }
    return filters;
}

} // namespace

PocketLogMel::PocketLogMel()
    : m_window(at::hann_window(kWindow, /*periodic=*/true))
    , m_filters(makeFilters())
    , m_history(at::zeros({kWindow - kHop}))
{
}

at::Tensor PocketLogMel::operator()(std::span<const float> samples)
{
    const auto count = static_cast<std::int64_t>(samples.size());
    IMPRINT_ASSERT(count % kHop == 0, count, " samples are not whole hops");
    at::Tensor fresh = at::empty({count});
    std::copy(samples.begin(), samples.end(), fresh.data_ptr<float>());
    const at::Tensor sound = at::cat({m_history, fresh});
    m_history = sound.narrow(0, count, kWindow - kHop).clone();
    const at::Tensor frames = sound.unfold(0, kWindow, kHop) * m_window; // [rows, 400]
    const at::Tensor power = at::fft_rfft(frames, kFft).abs().square();  // [rows, 257]
    return at::log(at::matmul(power, m_filters) + 1e-5).add_(2).div_(4);
}

} // namespace imprint::engine
