#include "engine/nn/rotary.h"

#include "engine/core/error.h"

#include <cmath>
#include <complex>
#include <numeric>
#include <vector>

namespace imprint::engine {
namespace {

using Turn = c10::complex<float>;

Turn turn(double position, std::int64_t pair, std::int64_t pairs, double theta)
{
    const double angle =
        position * std::pow(theta, -static_cast<double>(pair) / static_cast<double>(pairs));
    return {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))};
}

/// Where the index-th row or column of the grid stands.
double placeOf(std::int64_t index, const std::vector<std::int64_t>& places)
{
    return static_cast<double>(places.empty() ? index : places[static_cast<std::size_t>(index)]);
}

void requirePlaces(std::int64_t count, const std::vector<std::int64_t>& places)
{
    IMPRINT_ASSERT(places.empty() || static_cast<std::int64_t>(places.size()) == count, count,
                   " rows or columns at ", places.size(), " places");
}

at::Tensor makeSpatial(const RotaryConfig& config)
{
    requirePlaces(config.rows, config.rowsAt);
    requirePlaces(config.columns, config.columnsAt);
    const auto [time, vertical, horizontal] = config.pairs;
    const std::int64_t tokens = config.rows * config.columns;
    at::Tensor table = at::empty({1, tokens, 1, vertical + horizontal}, at::kComplexFloat);
    auto* out = table.data_ptr<Turn>();
    for (std::int64_t token = 0; token < tokens; ++token) {
        const double row = placeOf(token / config.columns, config.rowsAt);
        const double column = placeOf(token % config.columns, config.columnsAt);
        for (std::int64_t i = 0; i < vertical; ++i)
            *out++ = turn(row, i, vertical, config.theta[1]);
        for (std::int64_t i = 0; i < horizontal; ++i)
            *out++ = turn(column, i, horizontal, config.theta[2]);
    }
    return table;
}

void requireOnePerFrame(const at::Tensor& x, std::int64_t positions)
{
    IMPRINT_ASSERT(x.size(-4) == positions, "frames ", positions, ", tensor ", x.size(-4));
}

at::Tensor joined(const at::Tensor& inTime, const at::Tensor& inSpace, at::ScalarType type)
{
    return at::view_as_real(at::cat({inTime, inSpace}, -1)).flatten(-2).to(type);
}

} // namespace

RotaryConfig RotaryConfig::wan(std::int64_t headDim, std::int64_t rows, std::int64_t columns)
{
    const std::int64_t third = headDim / 2 / 3;
    return {.pairs = {headDim / 2 - 2 * third, third, third},
            .theta = {10000, 10000, 10000},
            .rows = rows,
            .columns = columns};
}

Rotary::Rotary(const RotaryConfig& config)
    : m_config(config)
    , m_spatial(makeSpatial(config))
{
}

Rotary Rotary::onDevice(at::Device device) const
{
    Rotary moved = *this;
    moved.m_spatial = m_spatial.to(device);
    return moved;
}

at::Tensor Rotary::temporal(std::span<const std::int64_t> frames, double offset) const
{
    const auto count = static_cast<std::int64_t>(frames.size());
    at::Tensor table = at::empty({count, 1, 1, m_config.pairs[0]}, at::kComplexFloat);
    auto* out = table.data_ptr<Turn>();
    for (const std::int64_t frame : frames)
        for (std::int64_t i = 0; i < m_config.pairs[0]; ++i)
            *out++ =
                turn(static_cast<double>(frame) + offset, i, m_config.pairs[0], m_config.theta[0]);
    return table.to(m_spatial.device());
}

at::Tensor Rotary::turns(std::span<const std::int64_t> frames) const
{
    return temporal(frames, m_config.timeOffset);
}

at::Tensor Rotary::operator()(const at::Tensor& x, std::span<const std::int64_t> frames) const
{
    return (*this)(x, turns(frames));
}

at::Tensor Rotary::operator()(const at::Tensor& x, const at::Tensor& turns) const
{
    requireOnePerFrame(x, turns.size(0));
    const auto [inTime, inSpace] = split(x);
    return joined(inTime * turns, inSpace * m_spatial, x.scalar_type());
}

at::Tensor Rotary::advance(const at::Tensor& x, std::span<const std::int64_t> steps) const
{
    requireOnePerFrame(x, static_cast<std::int64_t>(steps.size()));
    const auto [inTime, inSpace] = split(x);
    return joined(inTime * temporal(steps, 0), inSpace, x.scalar_type());
}

at::Tensor Rotary::advanceEach(const at::Tensor& x, const at::Tensor& steps) const
{
    IMPRINT_ASSERT(x.sizes().slice(0, 2) == steps.sizes(), "tensor ", x.sizes(), ", steps ",
                   steps.sizes());
    std::vector<std::int64_t> all(static_cast<std::size_t>(steps.max().item<std::int64_t>() + 1));
    std::iota(all.begin(), all.end(), 0);
    const at::Tensor table = temporal(all, 0).view({-1, m_config.pairs[0]});
    const at::Tensor turns =
        table.index_select(0, steps.flatten()).view({x.size(0), x.size(1), -1});
    const auto [inTime, inSpace] = split(x);
    return joined(inTime * turns, inSpace, x.scalar_type());
}

std::pair<at::Tensor, at::Tensor> Rotary::split(const at::Tensor& x) const
{
    const at::Tensor pairs = at::view_as_complex(x.to(at::kFloat).unflatten(-1, {-1, 2}));
    const std::int64_t inTime = m_config.pairs[0];
    return {pairs.narrow(-1, 0, inTime), pairs.narrow(-1, inTime, pairs.size(-1) - inTime)};
}

} // namespace imprint::engine
