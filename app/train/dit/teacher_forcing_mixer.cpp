#include "app/train/dit/teacher_forcing_mixer.h"

#include "engine/nn/attention.h"

namespace imprint::train {

TeacherForcingMixer::TeacherForcingMixer(const engine::Rotary& rotary, const BlockLayout& layout,
                                         std::int64_t samples)
    : m_rotary(rotary)
    , m_layout(layout)
    , m_samples(samples)
{
}

at::Tensor TeacherForcingMixer::rotate(const at::Tensor& x,
                                       const std::vector<std::int64_t>& positions) const
{
    std::vector<std::int64_t> all;
    for (std::int64_t sample = 0; sample < m_samples; ++sample)
        all.insert(all.end(), positions.begin(), positions.end());
    return m_rotary(x.flatten(0, 1), all).unflatten(0, {m_samples, -1});
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
    // Where nothing was evicted a latent's rank is its index: then one rotation serves every group.
    std::vector<std::int64_t> latents;
    for (const Slot& slot : m_layout.slots)
        latents.push_back(slot.latent);
    const at::Tensor turnedQueries = rotate(queries, latents);
    const at::Tensor turnedKeys = rotate(keys, latents);

    std::vector<at::Tensor> mixed;
    for (const SlotGroup& group : m_layout.groups) {
        const bool byIndex = group.queryPositions.front() ==
                             m_layout.slots[static_cast<std::size_t>(group.first)].latent;
        const at::Tensor groupQueries =
            byIndex ? turnedQueries.narrow(1, group.first, group.count)
                    : rotate(queries.narrow(1, group.first, group.count), group.queryPositions);
        const at::Tensor groupKeys = byIndex ? pick(turnedKeys, group.keys)
                                             : rotate(pick(keys, group.keys), group.keyPositions);
        const auto sequence = [](const at::Tensor& x) { return x.flatten(1, 2); };
        mixed.push_back(engine::attend(sequence(groupQueries), sequence(groupKeys),
                                       sequence(pick(values, group.keys)))
                            .unflatten(1, {group.count, -1}));
    }
    return at::cat(mixed, 1).flatten(0, 1); // groups lie in slot order
}

} // namespace imprint::train
