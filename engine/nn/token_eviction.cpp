#include "engine/nn/token_eviction.h"

#include "engine/core/error.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace imprint::engine {
namespace {

// Rows of queries whose weights exist at a time: all of a large layer would not fit.
constexpr std::int64_t kRowsAtOnce = 256;

/// Multiples of the golden ratio, less their whole parts: tokens above any threshold are spread evenly, and as a
/// threshold only rises, none that was dropped would be wanted again.
at::Tensor evenScores(std::int64_t frame, std::int64_t tokensPerFrame, std::int64_t heads)
{
    constexpr double kGoldenRatio = 0.6180339887498949;
    const at::Tensor tokens =
        at::arange(tokensPerFrame, at::kDouble) + static_cast<double>(frame * tokensPerFrame);
    return (tokens * kGoldenRatio).frac().to(at::kFloat).unsqueeze(1).expand({-1, heads});
}

at::Tensor randomScores(std::uint64_t seed, std::int64_t frame, at::IntArrayRef sizes)
{
    // Odd multipliers keep seeds and frames apart; any frame's scores can be made again.
    auto source = at::make_generator<at::CPUGeneratorImpl>((seed + 1) * 0x9E3779B97F4A7C15ULL +
                                                           static_cast<std::uint64_t>(frame) *
                                                               0xD1B54A32D192ED03ULL);
    return at::rand(sizes, source);
}

} // namespace

at::Tensor attentionMass(const at::Tensor& q, const at::Tensor& k)
{
    const at::Tensor keys = k.to(at::kFloat).permute({1, 2, 0}); // [heads, width, M]
    const double scale = 1.0 / std::sqrt(static_cast<double>(q.size(-1)));
    at::Tensor mass = at::zeros({k.size(1), k.size(0)}, at::kFloat);
    for (std::int64_t first = 0; first < q.size(0); first += kRowsAtOnce) {
        const std::int64_t rows = std::min(kRowsAtOnce, q.size(0) - first);
        const at::Tensor queries = q.narrow(0, first, rows).to(at::kFloat).transpose(0, 1) * scale;
        mass += at::matmul(queries, keys).softmax(-1).sum(1);
    }
    return mass.t();
}

at::Tensor frameRanks(const at::Tensor& tokens, std::int64_t tokensPerFrame)
{
    const at::Tensor frames = tokens.div(tokensPerFrame, "floor"); // [M, heads]
    at::Tensor present =
        at::zeros({frames.max().item<std::int64_t>() + 1, frames.size(1)}, at::kLong);
    present.scatter_(0, frames, 1);
    return (present.cumsum(0) - 1).gather(0, frames);
}

at::Tensor pooledOverNeighbours(const at::Tensor& mass, const at::Tensor& tokens,
                                std::int64_t tokensPerFrame, std::int64_t columns)
{
    const at::Tensor ranks = frameRanks(tokens, tokensPerFrame);
    const std::int64_t frames = ranks.max().item<std::int64_t>() + 1;
    const std::int64_t rows = tokensPerFrame / columns;
    const at::Tensor places =
        (ranks * tokensPerFrame + tokens.remainder(tokensPerFrame)).t(); // [heads, M]
    at::Tensor grid = at::zeros({mass.size(1), frames * tokensPerFrame}, at::kFloat);
    grid.scatter_(1, places, mass.t());
    const at::Tensor pooled =
        at::avg_pool2d(grid.view({-1, frames, rows, columns}), /*kernel_size=*/3, /*stride=*/1,
                       /*padding=*/1, /*ceil_mode=*/false, /*count_include_pad=*/false);
    return pooled.flatten(1).gather(1, places).t();
}

at::Tensor firstScores(const TokenEviction& eviction, std::int64_t frame,
                       std::int64_t tokensPerFrame, std::int64_t heads)
{
    switch (eviction.rule) {
    case KvEvict::H2o:
    case KvEvict::SnapKv: return at::zeros({tokensPerFrame, heads}, at::kFloat);
    case KvEvict::Uniform: return evenScores(frame, tokensPerFrame, heads);
    case KvEvict::Random: return randomScores(eviction.seed, frame, {tokensPerFrame, heads});
    case KvEvict::None: break;
    }
    throw Error(ErrorCode::Internal, "tokens are to be evicted by no rule");
}

at::Tensor slotsToKeep(const at::Tensor& scores, const at::Tensor& mustStay, std::int64_t count)
{
    const at::Tensor worth = scores.masked_fill(mustStay, std::numeric_limits<float>::infinity());
    const auto sorted = at::argsort(worth, /*stable=*/true, /*dim=*/0, /*descending=*/true);
    return std::get<0>(sorted.narrow(0, 0, count).sort(0));
}

} // namespace imprint::engine
