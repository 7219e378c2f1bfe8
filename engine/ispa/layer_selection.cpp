#include "engine/ispa/layer_selection.h"

#include "engine/core/error.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace imprint::engine {
namespace {

constexpr int kProtectedLayers = 2; ///< at each end, by Interleave

std::vector<double> scores(const std::vector<LayerScore>& layers, SelectionRule rule)
{
    std::vector<double> out;
    for (const LayerScore& layer : layers)
        switch (rule) {
        case SelectionRule::Residual: out.push_back(layer.residual / layer.bytesFreed); break;
        case SelectionRule::Discrepancy: out.push_back(layer.discrepancy); break;
        default: out.push_back(layer.evictedMass); break;
        }
    return out;
}

std::vector<int> leastFirst(const std::vector<double>& values)
{
    std::vector<int> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    const auto key = [&](int layer) { // a layer that can't be judged comes last
        const double value = values[static_cast<std::size_t>(layer)];
        return std::isnan(value) ? std::numeric_limits<double>::infinity() : value;
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return key(a) < key(b); });
    return order;
}

/// Evenly between the protected ends; these are taken, innermost first, only when nothing else is left.
std::vector<int> spread(int layers, int count)
{
    const int inside = std::max(0, layers - 2 * kProtectedLayers);
    std::vector<int> order;
    for (int i = 0; i < std::min(inside, count); ++i)
        order.push_back(kProtectedLayers + i * inside / std::min(inside, count));
    for (int distance = 0; distance < layers; ++distance) {
        const int left = kProtectedLayers - 1 - distance;
        const int right = kProtectedLayers + inside + distance;
        if (left >= 0 && left < layers)
            order.push_back(left);
        if (right < layers)
            order.push_back(right);
    }
    return order;
}

std::vector<int> shuffled(int layers, std::uint64_t seed)
{
    auto source = at::make_generator<at::CPUGeneratorImpl>(seed);
    const at::Tensor order = at::randperm(layers, source, at::kInt);
    return {order.const_data_ptr<int>(), order.const_data_ptr<int>() + layers};
}

std::vector<int> preference(const std::vector<LayerScore>& layers, int count, SelectionRule rule,
                            std::uint64_t seed)
{
    const int size = static_cast<int>(layers.size());
    std::vector<int> order(layers.size());
    std::iota(order.begin(), order.end(), 0);
    switch (rule) {
    case SelectionRule::Residual:
    case SelectionRule::Discrepancy:
    case SelectionRule::Mass: return leastFirst(scores(layers, rule));
    case SelectionRule::Interleave: return spread(size, count);
    case SelectionRule::Early: break;
    case SelectionRule::Late: std::reverse(order.begin(), order.end()); break;
    case SelectionRule::Random: return shuffled(size, seed);
    }
    return order;
}

} // namespace

LayerScore scoreOf(const LayerSolution& solution, const LayerPlace& place)
{
    const std::int64_t heads = solution.heldOutResidual.size(0);
    const at::Tensor weight = place.outputWeight.to(at::kDouble).unflatten(1, {heads, -1});
    const at::Tensor gain =
        weight.square().sum(at::IntArrayRef({0, 2})) / weight.size(2); // [heads]
    const auto atOutput = [&](const at::Tensor& energy) {
        return place.sensitivity * (gain * energy).sum().item<double>() / place.streamEnergy;
    };
    return {.residual = atOutput(solution.heldOutResidual),
            .discrepancy = atOutput(solution.heldOutDiscrepancy),
            .evictedMass = solution.evictedMass.mean().item<double>(),
            .bytesFreed = place.bytesFreed};
}

std::vector<int> selectLayers(const std::vector<LayerScore>& layers, int count, SelectionRule rule,
                              std::uint64_t seed)
{
    if (count < 0 || count > static_cast<int>(layers.size()))
        throw Error(ErrorCode::BadConfig,
                    concat("can't make ", count, " of ", layers.size(), " layers local"),
                    concat("Use 0 to ", layers.size()));
    std::vector<int> chosen = preference(layers, count, rule, seed);
    chosen.resize(static_cast<std::size_t>(count));
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

} // namespace imprint::engine
