#include "engine/ispa/moments.h"

#include "engine/core/error.h"
#include "engine/nn/all_finite.h"

#include <c10/core/GradMode.h>

#include <algorithm>

namespace imprint::engine {
namespace {

std::vector<std::int64_t> productShape(const MomentLayout& layout)
{
    if (layout.detail == MomentDetail::Full)
        return {layout.dim(), layout.dim()};
    return {layout.heads, layout.width, layout.width};
}

} // namespace

Moments::Moments(const MomentLayout& layout)
    : m_layout(layout)
    , m_gram(at::zeros(productShape(layout), layout.type))
    , m_crossTransposed(at::zeros(productShape(layout), layout.type))
    , m_energy(at::zeros({layout.heads}, at::kDouble))
    , m_evictedMass(at::zeros({layout.heads}, at::kDouble))
    , m_localSum(at::zeros({layout.passes, layout.dim()}, at::kDouble))
    , m_discrepancySum(at::zeros({layout.passes, layout.dim()}, at::kDouble))
    , m_weightSum(at::zeros({layout.passes}, at::kDouble))
    , m_rows(static_cast<std::size_t>(layout.passes), 0)
{
}

void Moments::checkRows(const ObservedRows& rows) const
{
    const std::int64_t count = rows.local.size(0);
    const std::vector<std::int64_t> channels = {count, m_layout.heads, m_layout.width};
    const std::vector<std::int64_t> perHead = {count, m_layout.heads};
    const std::vector<std::int64_t> perRow = {count};
    if (rows.local.sizes() != channels || rows.discrepancy.sizes() != channels ||
        rows.evictedMass.sizes() != perHead || (rows.weight && rows.weight->sizes() != perRow))
        throw Error(ErrorCode::BadShape,
                    concat("ISPA statistics of ", m_layout.heads, " heads of width ",
                           m_layout.width, " got rows ", rows.local.sizes(), ", discrepancies ",
                           rows.discrepancy.sizes(), ", masses ", rows.evictedMass.sizes()));
}

void Moments::add(const ObservedRows& rows, std::int64_t pass)
{
    const c10::NoGradGuard noGrad;
    checkRows(rows);
    IMPRINT_ASSERT(pass >= 0 && pass < m_layout.passes, "pass ", pass, " of ", m_layout.passes);
    const at::Tensor local = rows.local.to(m_layout.type);
    const at::Tensor discrepancy = rows.discrepancy.to(m_layout.type);
    const auto weighted = [&](const at::Tensor& x) { // [R, ..]
        if (!rows.weight)
            return x;
        std::vector<std::int64_t> perRow(static_cast<std::size_t>(x.dim()), 1);
        perRow.front() = x.size(0);
        return x * rows.weight->to(m_layout.type).view(perRow);
    };
    const at::Tensor weightedLocal = weighted(local);
    const at::Tensor weightedDiscrepancy = weighted(discrepancy);
    addProducts(local, discrepancy, weightedLocal);
    // Over the rows of one pass in their own type, which costs a fifth; the sums over passes are fp64.
    m_energy += (discrepancy * weightedDiscrepancy).sum(at::IntArrayRef({0, 2}));
    m_evictedMass += weighted(rows.evictedMass.to(m_layout.type)).sum(0);
    m_localSum.select(0, pass).add_(weightedLocal.flatten(1).sum(0));
    m_discrepancySum.select(0, pass).add_(weightedDiscrepancy.flatten(1).sum(0));
    const double weight = rows.weight ? rows.weight->sum(at::kDouble).item<double>()
                                      : static_cast<double>(local.size(0));
    m_weightSum.select(0, pass).add_(weight);
    m_rows[static_cast<std::size_t>(pass)] += local.size(0);
}

/// All three [R, heads, width].
void Moments::addProducts(const at::Tensor& local, const at::Tensor& discrepancy,
                          const at::Tensor& weightedLocal)
{
    if (m_layout.detail == MomentDetail::Full) {
        const at::Tensor right = weightedLocal.flatten(1); // [R, dim]
        m_gram.addmm_(local.flatten(1).t(), right);
        m_crossTransposed.addmm_(discrepancy.flatten(1).t(), right);
    } else {
        const at::Tensor right = weightedLocal.transpose(0, 1); // [heads, R, width]
        m_gram.baddbmm_(local.permute({1, 2, 0}), right);
        m_crossTransposed.baddbmm_(discrepancy.permute({1, 2, 0}), right);
    }
}

void Moments::add(const Moments& other)
{
    const auto mine = tensors();
    const auto theirs = other.tensors();
    for (std::size_t i = 0; i < mine.size(); ++i) {
        if (mine[i]->sizes() != theirs[i]->sizes())
            throw Error(ErrorCode::BadShape, concat("ISPA statistics of shape ", mine[i]->sizes(),
                                                    " can't take ", theirs[i]->sizes()));
        mine[i]->add_(*theirs[i]);
    }
    for (std::size_t pass = 0; pass < m_rows.size(); ++pass)
        m_rows[pass] += other.m_rows[pass];
}

void Moments::clear()
{
    for (at::Tensor* tensor : tensors())
        tensor->zero_();
    std::fill(m_rows.begin(), m_rows.end(), 0);
}

Moments Moments::clone() const
{
    Moments copy(m_layout);
    copy.add(*this);
    return copy;
}

std::int64_t Moments::distinctRows() const
{
    return *std::max_element(m_rows.begin(), m_rows.end());
}

bool Moments::isFinite() const
{
    const auto all = tensors();
    return std::all_of(all.begin(), all.end(), [](const at::Tensor* tensor) {
        return allFinite(*tensor);
    });
}

std::int64_t Moments::bytes() const
{
    std::int64_t total = 0;
    for (const at::Tensor* tensor : tensors())
        total += static_cast<std::int64_t>(tensor->nbytes());
    return total;
}

std::int64_t Moments::predictedBytes(const MomentLayout& layout)
{
    const std::int64_t products =
        layout.dim() * (layout.detail == MomentDetail::Full ? layout.dim() : layout.width);
    const std::int64_t sums = 2 * layout.heads + layout.passes * (2 * layout.dim() + 1);
    return 2 * products * static_cast<std::int64_t>(c10::elementSize(layout.type)) +
           sums * static_cast<std::int64_t>(sizeof(double));
}

at::Tensor Moments::headBlocks(const at::Tensor& products) const
{
    if (m_layout.detail == MomentDetail::HeadBlocks)
        return products;
    return products.view({m_layout.heads, m_layout.width, m_layout.heads, m_layout.width})
        .diagonal(0, 0, 2)
        .permute({2, 0, 1})
        .contiguous();
}

std::vector<at::Tensor*> Moments::tensors()
{
    return {&m_gram,     &m_crossTransposed, &m_energy,   &m_evictedMass,
            &m_localSum, &m_discrepancySum,  &m_weightSum};
}

std::vector<const at::Tensor*> Moments::tensors() const
{
    return {&m_gram,     &m_crossTransposed, &m_energy,   &m_evictedMass,
            &m_localSum, &m_discrepancySum,  &m_weightSum};
}

} // namespace imprint::engine
