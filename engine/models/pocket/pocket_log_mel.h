#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <span>

namespace imprint::engine {

/// Streaming log-mel spectrum of 16 kHz sound: 80 triangular HTK-mel bands from 20 to 7600 Hz, 25 ms periodic Hann
/// window, 10 ms hop, (ln(power + 1e-5) + 2) / 4. Causal: row j sees samples up to 160·(j+1), zeros before the start.
/// Source: specs/pocket.md 2.3; parity: pocket-audio.
class PocketLogMel {
public:
    static constexpr std::int64_t kBands = 80;

    PocketLogMel();

    /// samples: a multiple of 160 -> [samples/160, 80]. Any split of a sound gives the same rows.
    at::Tensor operator()(std::span<const float> samples);

private:
    at::Tensor m_window;  // [400]
    at::Tensor m_filters; // [257, 80]
    at::Tensor m_history; // [240], the samples before the next ones
};

} // namespace imprint::engine
