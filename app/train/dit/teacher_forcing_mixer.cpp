#include "app/train/dit/teacher_forcing_mixer.h"

#include "engine/nn/attention.h"

namespace imprint::train {

TeacherForcingMixer::TeacherForcingMixer(const engine::Rotary& rotary, const BlockLayout& layout,
                                         std::int64_t samples)
    : m_rotary(rotary)
    , m_layout(layout)
    , m_samples(samples)
{
    // All positions in one table: on a GPU each would be a copy to wait for.
    std::vector<std::int64_t> positions;
    const auto add = [&](const std::vector<std::int64_t>& more) {
        const Rows rows{static_cast<std::int64_t>(positions.size()), std::ssize(more)};
        positions.insert(positions.end(), more.begin(), more.end());
        return rows;
    };
    std::vector<std::int64_t> latents;
    for (const Slot& slot : m_layout.slots)
        latents.push_back(slot.latent);
    m_byIndex = add(latents);
    for (const SlotGroup& group : m_layout.groups) {
        // Where nothing was evicted a latent's rank is its index: then one rotation serves every group.
        const bool byIndex = group.queryPositions.front() ==
                             m_layout.slots[static_cast<std::size_t>(group.first)].latent;
        m_groups.push_back(byIndex ? GroupRows()
                                   : GroupRows{.queries = add(group.queryPositions),
                                               .keys = add(group.keyPositions)});
    }
    m_turns = m_rotary.turns(positions);
}

at::Tensor TeacherForcingMixer::turned(const at::Tensor& x, Rows rows) const
{
    return m_rotary(x, m_turns.narrow(0, rows.first, rows.count));
}

at::Tensor TeacherForcingMixer::pick(const at::Tensor& x,
                                     const std::vector<std::int64_t>& slots) const
{
    // Runs of neighbours as views: joining a few large pieces is cheaper than gathering every slot.
    std::vector<at::Tensor> runs;
    for (std::size_t begin = 0; begin < slots.size();) {
        std::size_t end = begin + 1;
        while (end < slots.size() && slots[end] == slots[end - 1] + 1)
            ++end;
        runs.push_back(x.narrow(1, slots[begin], static_cast<std::int64_t>(end - begin)));
        begin = end;
    }
    return runs.size() == 1 ? runs.front() : at::cat(runs, 1);
}

at::Tensor TeacherForcingMixer::operator()(const at::Tensor& q, const at::Tensor& k,
                                           const at::Tensor& v)
{
    const auto bySample = [&](const at::Tensor& x) { return x.unflatten(0, {m_samples, -1}); };
    const at::Tensor queries = bySample(q);
    const at::Tensor keys = bySample(k);
    const at::Tensor values = bySample(v);
    const at::Tensor turnedQueries = turned(queries, m_byIndex);
    const at::Tensor turnedKeys = turned(keys, m_byIndex);

    std::vector<at::Tensor> mixed;
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        const SlotGroup& group = m_layout.groups[i];
        const GroupRows& rows = m_groups[i];
        const at::Tensor groupQueries =
            rows.byIndex() ? turnedQueries.narrow(1, group.first, group.count)
                           : turned(queries.narrow(1, group.first, group.count), rows.queries);
        const at::Tensor groupKeys = rows.byIndex() ? pick(turnedKeys, group.keys)
                                                    : turned(pick(keys, group.keys), rows.keys);
        const auto sequence = [](const at::Tensor& x) { return x.flatten(1, 2); };
        mixed.push_back(engine::attend(sequence(groupQueries), sequence(groupKeys),
                                       sequence(pick(values, group.keys)))
                            .unflatten(1, {group.count, -1}));
    }
    return at::cat(mixed, 1).flatten(0, 1); // groups lie in slot order
}

} // namespace imprint::train
