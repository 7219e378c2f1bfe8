#include "app/cli/ispa_bench/bench_setting.h"

#include "engine/pipeline/eviction_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace imprint::app {
namespace {

constexpr int kSinks = 1;
constexpr int kWindow = 3;
constexpr int kWarmUp = 12;
constexpr int kEndless = 4096; // frames of a warm-up that no clip outlasts
constexpr int kWarmUps[] = {6, 9, 12, 18, 24};
constexpr int kLongWarmUp = 24; // six informative blocks: what one block cannot carry has a chance
constexpr int kOtherSeeds = 3;  // of the teacher; below the seed of ClipBench's other clip

/// Lays settings out one after the other.
class Settings {
public:
    explicit Settings(const BenchSpace& space)
        : m_space(space)
    {
    }

    /// Sinks, then the newest frames to this capacity, the block under way included.
    SessionConfig ring(int sinks, int capacity) const
    {
        SessionConfig config;
        config.kvPolicy = CacheKind::SinkWindow;
        config.kvSinkFrames = sinks;
        config.kvWindowFrames = std::max(capacity - sinks - m_space.blockFrames, 0);
        return config;
    }
    SessionConfig teacher() const { return ring(kSinks, m_space.teacherFrames); }
    SessionConfig ispa(int layers, int warmUp = kWarmUp) const
    {
        SessionConfig config = teacher();
        config.ispaLayers = layers;
        config.ispaWarmup = warmUp;
        config.ispaSinkFrames = kSinks;
        config.ispaWindowFrames = kWindow;
        return config;
    }
    int half() const { return std::max(m_space.layers / 2, 1); }

    void add(BenchGroup group, const std::string& key, const std::string& title,
             const SessionConfig& config, int seedOffset = 0)
    {
        m_settings.push_back({.key = key,
                              .group = group,
                              .title = title,
                              .config = config,
                              .seedOffset = seedOffset});
    }

    void addTeacher(int otherSeeds = 0)
    {
        using enum BenchGroup;
        add(Reference, kTeacherKey,
            fmt::format("all layers, {} frames of history", m_space.teacherFrames), teacher());
        for (int seed = 1; seed <= otherSeeds; ++seed)
            add(Reference, seed == 1 ? kOtherSeedKey : fmt::format("{}-{}", kOtherSeedKey, seed),
                "the same with another seed", teacher(), seed);
    }

    void addSinkWindow()
    {
        add(BenchGroup::Reference, kSinkWindowKey, "all layers: sink and window",
            ring(kSinks, kSinks + kWindow + m_space.blockFrames));
    }

    void addReferences(int otherSeeds)
    {
        using enum BenchGroup;
        addTeacher(otherSeeds);
        SessionConfig growing;
        growing.kvPolicy = CacheKind::Growing;
        add(Reference, "growing", "all layers, history without end", growing);
        // What a correction stands in for at best: the history of the warm-up, kept for ever.
        add(Reference, "frozen", fmt::format("all layers keep the first {} frames", kWarmUp),
            ring(kWarmUp, kWarmUp + kWindow + m_space.blockFrames));
        addSinkWindow();
        add(Reference, "window", "all layers: window alone",
            ring(0, kWindow + m_space.blockFrames));
    }

    void addLayers(std::initializer_list<int> percents)
    {
        for (const int percent : percents) {
            const int layers = std::max((m_space.layers * percent + 50) / 100, 1);
            add(BenchGroup::Layers, fmt::format("ispa-k{}", layers),
                fmt::format("ISPA, {} of {} layers", layers, m_space.layers), ispa(layers));
        }
    }

    void addWarmUps()
    {
        for (const int warmUp : kWarmUps)
            if (warmUp != kWarmUp) // that one stands among the layers
                add(BenchGroup::WarmUp, fmt::format("ispa-t{}", warmUp),
                    fmt::format("ISPA, T_warm {}", warmUp), ispa(half(), warmUp));
        SessionConfig config = ispa(half(), kLongWarmUp);
        config.ispaRung = IspaRung::HeadScale;
        add(BenchGroup::WarmUp, fmt::format("{}-t{}", kControlledKey, kLongWarmUp),
            fmt::format("ISPA, T_warm {}, correction {}", kLongWarmUp, enumName(config.ispaRung)),
            config);
    }

    void addRungs(const std::vector<IspaRung>& rungs)
    {
        for (const IspaRung rung : rungs) {
            SessionConfig config = ispa(half());
            config.ispaRung = rung;
            add(BenchGroup::Rung, fmt::format("ispa-{}", enumName(rung)),
                fmt::format("ISPA, correction {}", enumName(rung)), config);
        }
    }

    void addCap()
    {
        add(BenchGroup::Layers, kCapKey,
            fmt::format("ISPA, half of the layers; the others' history grows to {} frames",
                        m_space.teacherFrames),
            capped());
    }

    void addControls()
    {
        const auto addOne = [&](IspaControl control, const char* title) {
            SessionConfig config = ispa(half());
            config.ispaRung = IspaRung::HeadScale; // as kControlledKey
            config.ispaControl = control;
            add(BenchGroup::Control, controlKey(control), title, config);
        };
        addOne(IspaControl::OtherClip, "corrections of another person's clip");
        addOne(IspaControl::Flipped, "corrections with the sign flipped");
        addOne(IspaControl::Shuffled, "corrections of other heads");
        addOne(IspaControl::QueryScaling, "queries scaled instead of a correction");
    }

    void addNoAbsorb()
    {
        SessionConfig config = ispa(half());
        config.ispaRung = IspaRung::None;
        add(BenchGroup::Ablation, kNoAbsorbKey, "the same layers local, no correction", config);
    }

    void addWatching()
    {
        add(BenchGroup::Ablation, kWatchingKey, "ISPA that learns in every block and stays global",
            ispa(half(), kEndless));
    }

    void addAblations()
    {
        SessionConfig noSink = ispa(half());
        noSink.ispaSinkFrames = 0;
        add(BenchGroup::Ablation, "no-sink", "ISPA without sinks", noSink);
        noSink.ispaRung = IspaRung::None;
        add(BenchGroup::Ablation, "no-sink-no-absorb", "local without sinks, no correction",
            noSink);
        for (const SelectionRule rule : {SelectionRule::Random, SelectionRule::Mass,
                                         SelectionRule::Early, SelectionRule::Late}) {
            SessionConfig config = ispa(half());
            config.ispaSelect = rule;
            add(BenchGroup::Ablation, fmt::format("select-{}", enumName(rule)),
                fmt::format("ISPA, layers chosen by {}", enumName(rule)), config);
        }
    }

    void addBits(KvBits bits)
    {
        SessionConfig config = teacher();
        config.kvBits = bits;
        add(BenchGroup::Storage, fmt::format("kv{}", enumName(bits)),
            fmt::format("all layers, {} bits", enumName(bits)), config);
    }

    void addStorage()
    {
        addBits(KvBits::Eight);
        addBits(KvBits::Four);
        SessionConfig both = ispa(half());
        both.kvBits = KvBits::Eight;
        add(BenchGroup::Storage, "ispa-kv8", "ISPA and 8 bits", both);
        addEightBitsAtEqualBytes();
    }

    /// Of 4 bits in all layers.
    void addEightBitsAtEqualBytes()
    {
        SessionConfig equal =
            ispa(layersForEightBits(m_space, kSinks + kWindow + m_space.blockFrames));
        equal.kvBits = KvBits::Eight;
        add(BenchGroup::Storage, kEightBitsKey,
            fmt::format("ISPA in {} layers and 8 bits: the bytes of 4 bits", equal.ispaLayers),
            equal);
    }

    void addEviction(const std::vector<KvEvict>& rules)
    {
        for (const KvEvict rule : rules) {
            SessionConfig config = ring(kSinks, kSinks + kWindow + m_space.blockFrames);
            config.kvEvict = rule;
            config.kvEvictFrames = engine::equalBytesFrames(
                {.layers = m_space.layers,
                 .localLayers = half(),
                 .fullFrames = static_cast<double>(m_space.teacherFrames),
                 .localFrames = static_cast<double>(kSinks + kWindow + m_space.blockFrames)});
            add(BenchGroup::Eviction, fmt::format("evict-{}", enumName(rule)),
                fmt::format("all layers, tokens kept by {}", enumName(rule)), config);
        }
    }

    void addLong()
    {
        addTeacher();
        addCap();
    }

    std::vector<BenchSetting> take() { return std::move(m_settings); }

private:
    SessionConfig capped() const
    {
        SessionConfig config = ispa(half());
        config.kvPolicy = CacheKind::Growing;
        config.fCap = m_space.teacherFrames;
        return config;
    }

    BenchSpace m_space;
    std::vector<BenchSetting> m_settings;
};

} // namespace

bool isOtherSeed(const std::string& key)
{
    return key.starts_with(kOtherSeedKey);
}

std::string halfKey(int layers)
{
    return fmt::format("ispa-k{}", std::max(layers / 2, 1));
}

std::string controlKey(IspaControl control)
{
    return fmt::format("control-{}", enumName(control));
}

int layersForEightBits(const BenchSpace& space, int localFrames)
{
    const double freed = 1.0 - static_cast<double>(localFrames) / space.teacherFrames;
    for (int layers = 0; layers < space.layers; ++layers) {
        const double kept = 1.0 - freed * layers / space.layers;
        if (kept * space.eightBitShare <= space.fourBitShare)
            return layers;
    }
    return space.layers;
}

std::vector<BenchSetting> allSettings(const BenchSpace& space)
{
    using enum IspaRung;
    Settings settings(space);
    settings.addReferences(kOtherSeeds);
    settings.addLayers({25, 50, 75, 100});
    settings.addCap();
    settings.addWarmUps();
    settings.addRungs(
        {Bias, HeadScale, ChannelScale, HeadMatrix, Dense, LowRank, Hierarchical, VirtualTokens});
    settings.addNoAbsorb();
    settings.addWatching();
    settings.addAblations();
    settings.addControls();
    settings.addStorage();
    settings.addEviction({KvEvict::H2o, KvEvict::SnapKv, KvEvict::Uniform, KvEvict::Random});
    return settings.take();
}

std::vector<BenchSetting> quickSettings(const BenchSpace& space)
{
    Settings settings(space);
    settings.addReferences(1);
    settings.addLayers({50});
    settings.addRungs({IspaRung::HeadScale, IspaRung::VirtualTokens});
    settings.addNoAbsorb();
    settings.addWatching();
    settings.addControls();
    settings.addStorage();
    settings.addEviction({KvEvict::SnapKv});
    return settings.take();
}

std::vector<BenchSetting> gateSettings(const BenchSpace& space)
{
    Settings settings(space);
    settings.addTeacher(/*otherSeeds=*/1); // of every clip
    settings.addSinkWindow();
    settings.addLayers({50});
    settings.addBits(KvBits::Four);
    settings.addEightBitsAtEqualBytes();
    settings.addEviction({KvEvict::H2o, KvEvict::SnapKv});
    return settings.take();
}

std::vector<BenchSetting> longSettings(const BenchSpace& space)
{
    Settings settings(space);
    settings.addLong();
    return settings.take();
}

} // namespace imprint::app
