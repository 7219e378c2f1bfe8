#include "engine/pipeline/dit_run.h"

#include "engine/pipeline/cache_ledger.h"

#include <utility>

namespace imprint::engine {

DitRun::DitRun(DitState state, const KvShape& shape, std::vector<at::Tensor> outputWeights,
               const std::optional<AbsorberSettings>& ispa)
    : m_shape(shape)
    , m_outputWeights(std::move(outputWeights))
    , m_state(std::move(state))
    , m_missing(m_state.caches.size())
{
    learn(ispa);
}

bool DitRun::isAnyLocal() const
{
    for (std::size_t layer = 0; layer < m_state.caches.size(); ++layer)
        if (isLocal(layer))
            return true;
    return false;
}

void DitRun::beginPass(std::int64_t number)
{
    if (m_absorber)
        m_absorber->beginPass(number);
}

void DitRun::endBlock(std::int64_t framesSoFar)
{
    if (m_absorber)
        m_absorber->endBlock(framesSoFar);
}

void DitRun::skipTo(std::int64_t frame)
{
    for (KvCache& cache : m_state.caches)
        cache.skipTo(frame);
}

void DitRun::replace(DitRun& before, std::int64_t missingFrames)
{
    for (std::size_t layer = 0; layer < m_state.caches.size(); ++layer) {
        const bool always = !before.isLocal(layer) && !isLocal(layer);
        m_missing[layer] = always ? before.m_missing[layer] : missingFrames;
        if (always)
            std::swap(m_state.caches[layer], before.m_state.caches[layer]);
    }
    m_hadIspa = m_hadIspa || before.m_hadIspa;
}

void DitRun::learn(const std::optional<AbsorberSettings>& ispa)
{
    m_absorber.reset(); // its taps go first
    if (ispa)
        m_absorber.emplace(*ispa, m_shape, m_outputWeights, m_state);
    m_hadIspa = m_hadIspa || ispa;
}

void DitRun::adopt(const AbsorberSettings& ispa, const Absorption& absorption)
{
    m_absorber.reset(); // its taps go first
    m_absorber.emplace(ispa, m_shape, absorption, m_state);
    m_hadIspa = true;
}

Ledger DitRun::ledger(const CacheSettings& cache, std::int64_t frames) const
{
    Ledger ledger = cacheLedger(m_state, absorber(), cache, m_shape, frames, m_missing);
    if (hadIspa())
        ledger.add({.consumer = MemoryConsumer::Ispa});
    return ledger;
}

} // namespace imprint::engine
