#include "engine/ispa/layer_statistics.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace imprint::engine {
namespace {

/// The same number of tokens of every frame, drawn anew for each: [frames · count], increasing.
at::Tensor sampleRows(const BlockShape& shape, std::int64_t count, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::vector<std::int64_t> rows;
    rows.reserve(static_cast<std::size_t>(shape.frames * count));
    for (std::int64_t frame = 0; frame < shape.frames; ++frame)
        // One by one, each with the chance that so many of the rest are still to be drawn.
        for (std::int64_t token = 0, wanted = count; wanted > 0; ++token) {
            const auto rest = static_cast<std::uint64_t>(shape.tokensPerFrame - token);
            if (random() % rest < static_cast<std::uint64_t>(wanted)) {
                rows.push_back(frame * shape.tokensPerFrame + token);
                --wanted;
            }
        }
    return at::tensor(rows, at::kLong);
}

at::Tensor only(const at::Tensor& rows, const at::Tensor& x)
{
    return x.index_select(0, rows);
}

ObservedRows part(const ObservedRows& rows, std::int64_t from, std::int64_t count)
{
    ObservedRows out = {.local = rows.local.narrow(0, from, count),
                        .discrepancy = rows.discrepancy.narrow(0, from, count),
                        .evictedMass = rows.evictedMass.narrow(0, from, count)};
    if (rows.weight)
        out.weight = rows.weight->narrow(0, from, count);
    return out;
}

} // namespace

LayerStatistics::LayerStatistics(const MomentLayout& layout, double rowShare, std::uint64_t seed)
    : m_rowShare(rowShare)
    , m_seed(seed)
    , m_training(layout)
    , m_validation(layout)
{
    if (!(rowShare > 0.0 && rowShare <= 1.0))
        throw Error(ErrorCode::BadConfig, concat("share of rows for ISPA statistics is ", rowShare),
                    "It must be above 0 and at most 1");
}

void LayerStatistics::beginBlock(std::int64_t blockStart, const BlockShape& shape)
{
    const auto perFrame = std::clamp<std::int64_t>(
        std::llround(m_rowShare * static_cast<double>(shape.tokensPerFrame)), 1,
        shape.tokensPerFrame);
    m_rows = sampleRows(shape, perFrame, m_seed + static_cast<std::uint64_t>(blockStart));
    if (m_blocks > 0) {
        m_training.add(m_validation);
        m_validation.clear();
    }
    const bool first = m_blocks == 0;
    m_trainingRows = first ? std::max<std::int64_t>(shape.frames - 1, 1) * perFrame : 0;
    m_blocks += 1;
    m_frames += shape.frames;
}

void LayerStatistics::observe(std::int64_t pass, const at::Tensor& local, const AttentionGap& gap)
{
    observe(pass, {.local = local.squeeze(0),
                   .discrepancy = gap.discrepancy.squeeze(0),
                   .evictedMass = gap.evictedMass.squeeze(0)});
}

void LayerStatistics::observe(std::int64_t pass, const ObservedRows& rows)
{
    IMPRINT_ASSERT(m_blocks > 0, "observe before beginBlock");
    ObservedRows sampled = {.local = only(m_rows, rows.local),
                            .discrepancy = only(m_rows, rows.discrepancy),
                            .evictedMass = only(m_rows, rows.evictedMass)};
    if (rows.weight)
        sampled.weight = only(m_rows, *rows.weight);
    addSampled(pass, sampled);
}

void LayerStatistics::addSampled(std::int64_t pass, const ObservedRows& rows)
{
    const std::int64_t held = rows.local.size(0) - m_trainingRows;
    if (m_trainingRows > 0)
        m_training.add(part(rows, 0, m_trainingRows), pass);
    if (held > 0)
        m_validation.add(part(rows, m_trainingRows, held), pass);
}

Moments LayerStatistics::all() const
{
    Moments sum = m_training.clone();
    sum.add(m_validation);
    return sum;
}

} // namespace imprint::engine
