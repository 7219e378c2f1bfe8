#include "engine/models/liveavatar/condition_places.h"

#include "engine/core/error.h"

namespace imprint::engine {
namespace {

Rotary rotaryOf(std::int64_t headDim, const TokenGrid& grid, std::int64_t patch)
{
    RotaryConfig config = RotaryConfig::wan(headDim, grid.rows / patch, grid.columns / patch);
    if (patch > 1) {
        config.rowsAt = coarsePlaces(grid.rows, config.rows);
        config.columnsAt = coarsePlaces(grid.columns, config.columns);
    }
    return Rotary(config);
}

} // namespace

std::vector<std::int64_t> motionPlaces(std::int64_t bucket, std::int64_t patch, std::int64_t before)
{
    const std::int64_t count = bucket / patch;
    const std::int64_t oldest = before + bucket; // so far behind the clip's beginning
    std::vector<std::int64_t> places;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t newer = count > 1 ? i * (bucket - 1) : 0;
        const std::int64_t share = count > 1 ? count - 1 : 1;
        places.push_back(-((oldest * share - newer) / share)); // rounded towards the clip
    }
    return places;
}

std::vector<std::int64_t> coarsePlaces(std::int64_t full, std::int64_t count)
{
    std::vector<std::int64_t> places;
    for (std::int64_t i = 0; i < count; ++i)
        places.push_back(count > 1 ? i * (full - 1) / (count - 1) : 0);
    return places;
}

ConditionPlaces::ConditionPlaces(std::int64_t headDim, const TokenGrid& grid,
                                 const std::vector<std::int64_t>& buckets)
    : m_reference{
          .rotary = rotaryOf(headDim, grid, 1), .frames = {0}, .tokensPerFrame = grid.tokens()}
{
    std::int64_t before = 0;
    std::int64_t patch = 1;
    for (const std::int64_t bucket : buckets) {
        if (grid.rows % patch != 0 || grid.columns % patch != 0)
            throw Error(ErrorCode::BadShape,
                        concat(grid.rows, " x ", grid.columns,
                               " tokens cannot be joined in patches of ", patch),
                        "Width and height of the video must be multiples of 64");
        m_motion.push_back({.rotary = rotaryOf(headDim, grid, patch),
                            .frames = motionPlaces(bucket, patch, before),
                            .tokensPerFrame = grid.tokens() / (patch * patch)});
        before += bucket;
        patch *= 2;
    }
}

std::int64_t ConditionPlaces::tokens() const
{
    std::int64_t total = m_reference.tokens();
    for (const Group& group : m_motion)
        total += group.tokens();
    return total;
}

at::Tensor ConditionPlaces::Group::rotated(const at::Tensor& x,
                                           const std::vector<std::int64_t>& places) const
{
    const auto count = static_cast<std::int64_t>(places.size());
    return rotary(x.unflatten(1, {count, tokensPerFrame}).squeeze(0), places)
        .flatten(0, 1)
        .unsqueeze(0);
}

at::Tensor ConditionPlaces::motionRotated(const at::Tensor& x) const
{
    IMPRINT_ASSERT(x.size(0) == 1 && x.size(1) == tokens(), "condition of shape ", x.sizes(),
                   " for ", tokens(), " places");
    std::int64_t first = m_reference.tokens();
    std::vector<at::Tensor> parts{x.narrow(1, 0, first)};
    for (const Group& group : m_motion) {
        parts.push_back(group.rotated(x.narrow(1, first, group.tokens()), group.frames));
        first += group.tokens();
    }
    return at::cat(parts, 1);
}

at::Tensor ConditionPlaces::referenceRotated(const at::Tensor& x, std::int64_t referencePlace) const
{
    const std::int64_t count = m_reference.tokens();
    return at::cat({m_reference.rotated(x.narrow(1, 0, count), {referencePlace}),
                    x.narrow(1, count, x.size(1) - count)},
                   1);
}

} // namespace imprint::engine
