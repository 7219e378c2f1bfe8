#include "engine/ispa/virtual_tokens.h"

#include "engine/core/error.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <vector>

namespace imprint::engine {
namespace {

/// Further ones move the groups by less than their spread.
constexpr int kIterations = 6;

/// [heads, width]: one key of each head. index [heads]
at::Tensor keyAt(const at::Tensor& keys, const at::Tensor& index)
{
    return keys.gather(1, index.view({-1, 1, 1}).expand({-1, 1, keys.size(2)})).squeeze(1);
}

/// |x|² of the last dimension's vectors; that dimension stays, with size 1.
at::Tensor squaredNorms(const at::Tensor& x)
{
    return x.square().sum(-1, /*keepdim=*/true);
}

/// Each next centre is the key that is farthest from all before it: every group that lies apart gets one.
/// keys [heads, M, width] -> [heads, count, width]
at::Tensor spreadCentres(const at::Tensor& keys, std::int64_t count)
{
    const at::Tensor squares = squaredNorms(keys); // [heads, M, 1]
    at::Tensor index = at::zeros({keys.size(0)}, at::kLong);
    at::Tensor nearest; // [heads, M, 1] squared distance to the nearest centre
    std::vector<at::Tensor> centres;
    for (std::int64_t i = 0; i < count; ++i) {
        const at::Tensor centre = keyAt(keys, index).unsqueeze(-1); // [heads, width, 1]
        const at::Tensor away =
            at::baddbmm(squares + centre.square().sum(1, /*keepdim=*/true), keys, centre, 1, -2);
        nearest = i == 0 ? away : at::minimum(nearest, away);
        index = nearest.flatten(1).argmax(1);
        centres.push_back(centre);
    }
    return at::cat(centres, 2).transpose(1, 2).contiguous();
}

/// Which group each key belongs to [heads, C, M]: 1 for the nearest, shares of it for equally near ones.
at::Tensor membership(const at::Tensor& keys, const at::Tensor& centres)
{
    // Squared distances but for |key|², which is the same for all groups.
    const at::Tensor away =
        at::baddbmm(squaredNorms(centres), centres, keys.transpose(1, 2), 1, -2);
    at::Tensor members = at::empty_like(away);
    at::le_out(members, away, away.amin(1, /*keepdim=*/true)); // 1 or 0
    return members.div_(members.sum(1, /*keepdim=*/true));
}

/// Sums over each group's members, over their number: [heads, C, width]; `otherwise` for groups without any.
at::Tensor groupMeans(const at::Tensor& members, const at::Tensor& x, const at::Tensor& otherwise)
{
    const at::Tensor count = members.sum(-1, /*keepdim=*/true); // [heads, C, 1]
    return at::where(count > 0, at::bmm(members, x) / count, otherwise);
}

AttentionPart rowsOf(const AttentionPart& part, const at::Tensor& rows)
{
    return {.out = part.out.index_select(1, rows), .lse = part.lse.index_select(1, rows)};
}

at::Tensor byHead(const at::Tensor& products) // [1, R, heads, width] -> [heads]
{
    return products.to(at::kDouble).sum(at::IntArrayRef({0, 1, 3}));
}

Residual sum(const Residual& a, const Residual& b)
{
    return {.energy = a.energy + b.energy, .gain = a.gain + b.gain, .cost = a.cost + b.cost};
}

} // namespace

StandInTokens groupKeys(const AttentionKeys& remote, std::int64_t count, std::int64_t place)
{
    const c10::NoGradGuard noGrad;
    IMPRINT_ASSERT(remote.k.size(0) == 1 && remote.k.size(1) > 0 && count > 0);
    const auto headsFirst = [](const at::Tensor& x) { // [1, M, heads, width] -> [heads, M, width]
        return x.squeeze(0).to(at::kFloat).transpose(0, 1).contiguous();
    };
    const at::Tensor keys = headsFirst(remote.k);
    const at::Tensor values = headsFirst(remote.v);
    at::Tensor centres = spreadCentres(keys, count);
    at::Tensor members = membership(keys, centres);
    for (int i = 0; i < kIterations; ++i) {
        centres = groupMeans(members, keys, centres);
        members = membership(keys, centres);
    }
    const auto tokensFirst = [](const at::Tensor& x) { return x.transpose(0, 1).contiguous(); };
    return {.k = tokensFirst(groupMeans(members, keys, centres)),
            .v = tokensFirst(groupMeans(members, values, at::zeros_like(centres))),
            .weight = members.sum(-1),
            .place = place};
}

std::int64_t predictedTokenBytes(std::int64_t count, std::int64_t heads, std::int64_t width)
{
    const auto perNumber = static_cast<std::int64_t>(sizeof(float));
    return count * heads * (2 * width + 1) * perNumber;
}

void TokenTrial::make(const SplitPass& pass)
{
    const AttentionKeys keys = pass.remoteKeys();
    m_tokens = groupKeys(keys, m_count, pass.position);
    const std::vector<std::int64_t>& frames = pass.remoteFrames;
    const std::int64_t newest = *std::max_element(frames.begin(), frames.end());
    std::vector<std::int64_t> earlier; // a block ago the latest of these were local
    for (std::size_t i = 0; i < frames.size(); ++i)
        if (frames[i] <= newest - pass.block.count)
            earlier.push_back(static_cast<std::int64_t>(i));
    if (earlier.empty())
        return;
    const auto ofFrames = [&](const at::Tensor& x) { // [1, F·S, ..]
        const auto count = static_cast<std::int64_t>(frames.size());
        return framesAt(x.squeeze(0).unflatten(0, {count, -1}), earlier).flatten(0, 1).unsqueeze(0);
    };
    m_judged = groupKeys({.k = ofFrames(keys.k), .v = ofFrames(keys.v)}, m_count,
                         pass.position - pass.block.count);
}

void TokenTrial::observe(const SplitPass& pass, const at::Tensor& rows)
{
    const c10::NoGradGuard noGrad;
    if (!m_tokens)
        make(pass);
    if (!m_judged)
        return;
    const AttentionPart local = rowsOf(pass.local, rows);
    const at::Tensor gap = pass.gap.discrepancy.index_select(1, rows);
    const at::Tensor said =
        m_judged->gap(pass.q.index_select(1, rows), local, pass.position, pass.rotary);
    const Residual of{
        .energy = byHead(gap.square()), .gain = byHead(gap * said), .cost = byHead(said.square())};
    m_residual = m_residual ? sum(*m_residual, of) : of;
}

} // namespace imprint::engine
