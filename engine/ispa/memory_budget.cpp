#include "engine/ispa/memory_budget.h"

#include "engine/core/error.h"
#include "engine/ispa/ispa_forecast.h"

#include <algorithm>

namespace imprint::engine {
namespace {

constexpr std::int64_t kLongestCap = 4096;               // as far as the setting goes
constexpr std::int64_t kEndless = std::int64_t{1} << 40; // latent frames

/// Settings to try. A cap among them may be raised to `mostCap` if there is room.
struct Choice {
    MemoryKnobs knobs;
    std::int64_t mostCap = 0;
};

bool grows(const MemoryCase& run)
{
    return run.cache.kind == CacheKind::Growing;
}

CacheSettings cacheWith(const MemoryCase& run, const MemoryKnobs& knobs)
{
    CacheSettings cache = knobs.fCap > 0 ? cappedAt(run.cache, knobs.fCap) : run.cache;
    cache.storage = kvTypeOf(knobs.kvBits);
    return cache;
}

AbsorberSettings ispaWith(const MemoryCase& run, const MemoryKnobs& knobs)
{
    AbsorberSettings ispa = run.ispa;
    ispa.layers = knobs.ispaLayers;
    ispa.local.windowFrames = knobs.ispaWindowFrames;
    return ispa;
}

/// Fewest layers that keep their history: three quarters are the most that went local in published models, and those
/// were trained for it (specs/ispa.md 8).
int fewestGlobal(const MemoryCase& run)
{
    return (run.layers + 3) / 4;
}

/// Caps in the order of loss; 0: none.
std::vector<Choice> caps(const MemoryCase& run)
{
    const MemoryKnobs& wanted = run.wanted;
    if (!grows(run))
        return {{.knobs = wanted}};
    const std::int64_t longest =
        wanted.fCap > 0 ? wanted.fCap : std::min(run.frames.value_or(kLongestCap), kLongestCap);
    std::vector<Choice> out;
    if (run.frames)
        out.push_back({.knobs = wanted, .mostCap = wanted.fCap});
    Choice own{.knobs = wanted, .mostCap = longest};
    own.knobs.fCap = std::min(run.cache.capacityFrames, longest);
    out.push_back(own);
    return out;
}

/// Widens a cap to what the other settings need; false if it may not be so wide, or if another ring is too small for ISPA.
bool makePossible(const MemoryCase& run, Choice& choice)
{
    MemoryKnobs& knobs = choice.knobs;
    const LocalGeometry local = ispaWith(run, knobs).local;
    const std::int64_t sinks = run.cache.sinkFrames;
    if (!grows(run))
        return knobs.ispaLayers == 0 ||
               fitsWithin(localCache(local, run.cache, kEndless), run.cache);
    if (knobs.fCap == 0)
        return true;
    if (knobs.ispaLayers > 0 && local.sinkFrames > sinks)
        return false;
    knobs.fCap = std::max(knobs.fCap, knobs.ispaLayers > 0 ? local.leastRing(sinks)
                                                           : sinks + local.blockFrames);
    return knobs.fCap <= choice.mostCap;
}

/// K up, then the window of those layers down.
std::vector<Choice> withIspa(const MemoryCase& run, const Choice& from)
{
    const int most = std::max(run.wanted.ispaLayers, run.layers - fewestGlobal(run));
    std::vector<Choice> out;
    for (std::int64_t window = run.wanted.ispaWindowFrames; window >= 0; --window)
        for (int layers = run.wanted.ispaLayers; layers <= most; ++layers) {
            if (layers == 0 && window < run.wanted.ispaWindowFrames)
                continue; // no layer has this window
            Choice choice = from;
            choice.knobs.ispaLayers = layers;
            choice.knobs.ispaWindowFrames = window;
            if (makePossible(run, choice))
                out.push_back(choice);
        }
    return out;
}

/// All settings in the order of loss.
std::vector<Choice> choicesOf(const MemoryCase& run)
{
    std::vector<Choice> history;
    for (const Choice& cap : caps(run))
        for (const Choice& choice : withIspa(run, cap))
            history.push_back(choice);
    std::vector<Choice> out;
    // 8 bits come before all else, 4 bits after all else.
    for (const auto& bits : {std::vector{KvBits::Full, KvBits::Eight}, std::vector{KvBits::Four}})
        for (Choice choice : history)
            for (const KvBits bit : bits)
                if (bit >= run.wanted.kvBits) {
                    choice.knobs.kvBits = bit;
                    out.push_back(choice);
                }
    return out;
}

std::vector<std::string> inWords(const MemoryCase& run, const MemoryKnobs& knobs)
{
    const MemoryKnobs& wanted = run.wanted;
    std::vector<std::string> words;
    if (knobs.kvBits != wanted.kvBits)
        words.push_back(concat("keys and values in ", enumName(knobs.kvBits), " bits"));
    if (knobs.ispaLayers != wanted.ispaLayers)
        words.push_back(concat(knobs.ispaLayers, " of ", run.layers,
                               " layers give up their history after the warm-up"));
    if (knobs.ispaWindowFrames != wanted.ispaWindowFrames)
        words.push_back(concat("those layers keep a window of ", knobs.ispaWindowFrames,
                               " latent frames instead of ", wanted.ispaWindowFrames));
    if (knobs.fCap != wanted.fCap)
        words.push_back(concat("layers with history hold at most ", knobs.fCap, " latent frames"));
    return words;
}

} // namespace

MemoryForecast forecastMemory(const MemoryCase& run, const MemoryKnobs& knobs)
{
    const CacheSettings cache = cacheWith(run, knobs);
    IMPRINT_ASSERT(run.frames || cache.kind == CacheKind::SinkWindow,
                   "an endless run cannot keep all");
    const std::int64_t frames = run.frames.value_or(kEndless);
    const auto kvOf = [&](std::int64_t layers, const CacheSettings& settings, std::int64_t after) {
        return run.levels * layers * predictedKvBytes(run.shape, settings, after);
    };
    MemoryForecast out{.otherBytes = run.otherBytes};
    out.end.kv = kvOf(run.layers, cache, frames);
    if (knobs.ispaLayers == 0)
        return out;
    const AbsorberSettings ispa = ispaWith(run, knobs);
    const IspaForecast own = forecastIspa(ispa, run.shape, run.layers);
    out.warmUp = {.kv = kvOf(run.layers, cache, std::min(frames, own.warmUpEnd)),
                  .ispa = run.levels * own.statisticsBytes};
    if (frames >= own.warmUpEnd)
        out.end.kv = kvOf(run.layers - ispa.layers, cache, frames) +
                     kvOf(ispa.layers, localCache(ispa.local, cache, own.warmUpEnd), frames);
    out.end.ispa = run.levels * own.bytesAfter(frames);
    return out;
}

MemoryPlan fitMemory(const MemoryCase& run, std::int64_t targetBytes)
{
    const std::vector<Choice> choices = choicesOf(run);
    if (choices.empty())
        throw Error(ErrorCode::BadConfig, "no KV cache can be as these settings want it",
                    "Let fewer layers give up their history, or raise 'fCap' or 'kvWindowFrames'");
    const auto peak = [&](const MemoryKnobs& knobs) { return forecastMemory(run, knobs).peak(); };
    const auto found = std::find_if(choices.begin(), choices.end(), [&](const Choice& choice) {
        return peak(choice.knobs) <= targetBytes;
    });
    MemoryPlan plan{.fits = found != choices.end()};
    if (plan.fits) {
        plan.knobs = found->knobs;
        for (MemoryKnobs larger = plan.knobs;
             ++larger.fCap <= found->mostCap && peak(larger) <= targetBytes;)
            plan.knobs = larger;
    } else {
        plan.knobs =
            std::min_element(choices.begin(), choices.end(), [&](const Choice& a, const Choice& b) {
                return peak(a.knobs) < peak(b.knobs);
            })->knobs;
    }
    plan.bytes = forecastMemory(run, plan.knobs);
    plan.turned = inWords(run, plan.knobs);
    return plan;
}

} // namespace imprint::engine
