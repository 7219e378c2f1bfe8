#include "engine/core/ledger.h"

#include <algorithm>
#include <utility>

namespace imprint {
namespace {

template <class Keep>
std::int64_t sum(const std::vector<LedgerEntry>& entries, std::int64_t LedgerEntry::*bytes,
                 Keep keep)
{
    std::int64_t total = 0;
    for (const LedgerEntry& entry : entries)
        if (keep(entry))
            total += entry.*bytes;
    return total;
}

constexpr auto kAll = [](const LedgerEntry&) { return true; };

auto only(MemoryConsumer consumer)
{
    return [consumer](const LedgerEntry& entry) { return entry.consumer == consumer; };
}

} // namespace

std::string_view toString(MemoryConsumer consumer)
{
    return enumName(consumer);
}

void Ledger::append(const Ledger& other)
{
    entries.insert(entries.end(), other.entries.begin(), other.entries.end());
}

void Ledger::set(const LedgerEntry& entry)
{
    const auto key = [](const LedgerEntry& e) { return std::pair(e.consumer, e.layer); };
    const auto place = std::find_if(entries.begin(), entries.end(), [&](const LedgerEntry& other) {
        return key(other) >= key(entry);
    });
    if (place != entries.end() && key(*place) == key(entry))
        *place = entry;
    else
        entries.insert(place, entry);
}

std::int64_t Ledger::measuredBytes() const
{
    return sum(entries, &LedgerEntry::measuredBytes, kAll);
}

std::int64_t Ledger::predictedBytes() const
{
    return sum(entries, &LedgerEntry::predictedBytes, kAll);
}

std::int64_t Ledger::measuredBytes(MemoryConsumer consumer) const
{
    return sum(entries, &LedgerEntry::measuredBytes, only(consumer));
}

std::int64_t Ledger::predictedBytes(MemoryConsumer consumer) const
{
    return sum(entries, &LedgerEntry::predictedBytes, only(consumer));
}

} // namespace imprint
