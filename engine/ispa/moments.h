#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::engine {

/// Which products of channels are kept.
enum class MomentDetail {
    HeadBlocks, ///< within each head: enough for all corrections that keep heads apart
    Full,       ///< all: dense and low-rank corrections too
};

struct MomentLayout {
    std::int64_t heads = 0;
    std::int64_t width = 0;  ///< of one head
    std::int64_t passes = 1; ///< denoising steps and the clean pass of a block
    MomentDetail detail = MomentDetail::HeadBlocks;
    at::ScalarType type = at::kFloat; ///< of the products; the sums are fp64 always

    std::int64_t dim() const { return heads * width; }
};

/// Rows (queries) of one layer in one pass.
struct ObservedRows {
    at::Tensor local;                 ///< A_loc [R, heads, width]
    at::Tensor discrepancy;           ///< Δ = A_full − A_loc [R, heads, width]
    at::Tensor evictedMass;           ///< 1 − g [R, heads]
    std::optional<at::Tensor> weight; ///< ω [R]; none: 1
};

/// Weighted sums over observed rows of one layer: all that a correction is solved from and judged by. Additive, and of
/// constant size whatever the number of rows. Rows are vectors a (local) and δ (discrepancy) over heads·width channels.
/// Movable only, so that two sets never share memory. Thread: the generator's.
/// Source: specs/ispa.md 5.1.
class Moments {
public:
    explicit Moments(const MomentLayout& layout);
    Moments(Moments&&) = default;
    Moments& operator=(Moments&&) = default;
    Moments(const Moments&) = delete;
    Moments& operator=(const Moments&) = delete;

    /// Throws Error(BadShape) if the rows do not fit the layout, Error(Internal) for an unknown pass.
    void add(const ObservedRows& rows, std::int64_t pass);

    /// Adds sums over other rows. Throws Error(BadShape) if the layouts differ.
    void add(const Moments& other);

    void clear();
    Moments clone() const;

    const MomentLayout& layout() const { return m_layout; }

    /// Σω aᵀa and Σω δᵀa (row: channel of δ): [dim, dim], or per head [heads, width, width].
    const at::Tensor& gram() const { return m_gram; }
    const at::Tensor& crossTransposed() const { return m_crossTransposed; }

    /// The blocks within the heads [heads, width, width], whatever the detail.
    at::Tensor headGram() const { return headBlocks(m_gram); }
    at::Tensor headCrossTransposed() const { return headBlocks(m_crossTransposed); }

    /// The diagonals of both [dim].
    at::Tensor gramDiagonal() const { return diagonal(m_gram); }
    at::Tensor crossDiagonal() const { return diagonal(m_crossTransposed); }

    const at::Tensor& energy() const { return m_energy; }           ///< Σω‖δ_h‖² [heads]
    const at::Tensor& evictedMass() const { return m_evictedMass; } ///< Σω(1−g) [heads]
    const at::Tensor& localSum() const { return m_localSum; }       ///< Σω a [passes, dim]
    const at::Tensor& discrepancySum() const { return m_discrepancySum; } ///< Σω δ [passes, dim]
    const at::Tensor& weightSum() const { return m_weightSum; }           ///< Σω [passes]

    /// Rows seen by the pass that saw most: passes look at the same tokens again.
    std::int64_t distinctRows() const;

    /// Whether no sum is infinite or not a number.
    bool isFinite() const;

    /// Bytes of the storages that exist now.
    std::int64_t bytes() const;
    /// The same by formula.
    static std::int64_t predictedBytes(const MomentLayout& layout);

private:
    std::vector<at::Tensor*> tensors();
    std::vector<const at::Tensor*> tensors() const;
    at::Tensor headBlocks(const at::Tensor& products) const;
    static at::Tensor diagonal(const at::Tensor& products)
    {
        return products.diagonal(0, -2, -1).flatten();
    }
    void checkRows(const ObservedRows& rows) const;
    void addProducts(const at::Tensor& local, const at::Tensor& discrepancy,
                     const at::Tensor& weightedLocal);

    MomentLayout m_layout;
    at::Tensor m_gram;
    at::Tensor m_crossTransposed;
    at::Tensor m_energy;
    at::Tensor m_evictedMass;
    at::Tensor m_localSum;
    at::Tensor m_discrepancySum;
    at::Tensor m_weightSum;
    std::vector<std::int64_t> m_rows; // by pass
};

} // namespace imprint::engine
