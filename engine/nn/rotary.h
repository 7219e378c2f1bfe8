#pragma once

#include <ATen/ATen.h>

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace imprint::engine {

/// Sizes of a 3-D rotary embedding: how many pairs of a head's values turn with time, row and column, and how fast.
struct RotaryConfig {
    std::array<std::int64_t, 3>
        pairs{};                   ///< temporal, vertical, horizontal; their sum is head width / 2
    std::array<double, 3> theta{}; ///< base of the frequencies theta^(-i/pairs)
    std::int64_t rows = 0;         ///< token grid of a frame
    std::int64_t columns = 0;
    double timeOffset = 0; ///< added to every temporal position

    /// Where rows and columns stand, for tokens that are coarser than the grid; empty: 0, 1, 2, …
    std::vector<std::int64_t> rowsAt{};
    std::vector<std::int64_t> columnsAt{};

    /// Wan's split of a head: ⌊c/3⌋ pairs each for rows and columns, the rest temporal, base 10000.
    /// Source: Self-Forcing wan/modules/causal_model.py; golden/README item 1.
    static RotaryConfig wan(std::int64_t headDim, std::int64_t rows, std::int64_t columns);
};

/// Turns neighbouring pairs (0,1), (2,3), … of every head by angles given by the token's frame, row and column.
/// Tables are made in fp64 and stored in complex64. Immutable; thread: any.
class Rotary {
public:
    explicit Rotary(const RotaryConfig& config);

    /// The same for tensors on a device; as made it is for the processor.
    Rotary onDevice(at::Device device) const;

    /// x [.., F, S, heads, head width] in token order (row, column); frames[i] is the temporal position of frame i, which
    /// may be negative.
    /// Returns the rotated copy, same shape and type. The arithmetic is fp32 at least.
    at::Tensor operator()(const at::Tensor& x, std::span<const std::int64_t> frames) const;

    /// The same with the table of the frames' positions, for those who turn many tensors alike.
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& turns) const;
    /// That table, [F, 1, 1, temporal pairs] complex; rows belong to frames.
    at::Tensor turns(std::span<const std::int64_t> frames) const;

    /// x [F, S, heads, head width] that is rotated already: turns frame i on by steps[i] temporal positions, since
    /// rotations add up. A copy; 0 steps change nothing, bit for bit.
    at::Tensor advance(const at::Tensor& x, std::span<const std::int64_t> steps) const;

    /// The same token by token, where they are of many frames: x [N, heads, head width], steps int64 [N, heads], >= 0.
    at::Tensor advanceEach(const at::Tensor& x, const at::Tensor& steps) const;

private:
    /// The temporal and the spatial pairs of x as complex numbers [.., pairs].
    std::pair<at::Tensor, at::Tensor> split(const at::Tensor& x) const;
    /// [F, 1, 1, pairs] complex
    at::Tensor temporal(std::span<const std::int64_t> frames, double offset) const;

    RotaryConfig m_config;
    at::Tensor m_spatial; // [1, S, 1, vertical + horizontal pairs] complex
};

} // namespace imprint::engine
