#include "engine/pipeline/pocket_ispa.h"

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/pipeline/ispa_choice.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

/// Blocks of the archive besides the first ones: 38 seconds, 7 MB. To go over them again takes a second or two.
constexpr std::int64_t kArchiveRing = 80;

/// Blocks that `frames` latent frames make: the still, and those of the model's size.
std::int64_t blocksOf(const PocketConfig& model, std::int64_t frames)
{
    const std::int64_t perBlock = model.generator.blockFrames;
    return frames <= 0 ? 0 : 1 + (frames - 1 + perBlock - 1) / perBlock;
}

ArchiveLimits limitsFor(const PocketConfig& model, const SessionConfig& config)
{
    const std::int64_t sinks = std::max(config.ispaSinkFrames, config.kvSinkFrames);
    return {.pinnedBlocks = blocksOf(model, std::max<std::int64_t>({1, sinks, config.ispaWarmup})),
            .ringBlocks = kArchiveRing};
}

/// Bytes of a block of so many frames in the archive; the still has no sound.
std::int64_t archivedBytes(const PocketConfig& model, std::int64_t frames, std::int64_t audioTokens)
{
    const auto& g = model.generator;
    const std::int64_t latent = g.tokensPerFrame * model.tokenWidth() * 2;
    const std::int64_t controls = (audioTokens * g.audioDim + g.motionDim) * 4;
    return frames * (latent + controls) + g.textTokens * 8;
}

PocketControls controlsOf(const ArchivedBlock& block)
{
    const auto part = [&](const char* name) {
        const auto found = block.controls.find(name);
        return found == block.controls.end() ? at::Tensor() : found->second;
    };
    return {.audio = part("audio"), .motion = part("motion"), .attributes = part("attributes")};
}

std::map<std::string, at::Tensor> namedControls(const PocketControls& controls)
{
    std::map<std::string, at::Tensor> named{{"motion", controls.motion},
                                            {"attributes", controls.attributes}};
    if (controls.audio.defined())
        named.emplace("audio", controls.audio);
    return named;
}

} // namespace

PocketIspa::PocketIspa(const PocketModel& model, const std::optional<PosedReference>& reference,
                       PocketSampler& sampler, const SessionConfig& config,
                       std::shared_ptr<const Absorption> ofOtherClip)
    : m_model(model)
    , m_reference(reference)
    , m_sampler(sampler)
    , m_config(config)
    , m_firstConfig(config)
    , m_ofOtherClip(std::move(ofOtherClip))
    , m_archive(limitsFor(model.config(), config))
{
}

PocketReplay PocketIspa::prepare(const ArchivedBlock& block) const
{
    const PocketControls controls = controlsOf(block);
    PocketReplay replay{.conditioning = m_model.generator.condition(controls)};
    if (block.index == 0)
        return replay;
    if (m_reference)
        replay.posed = m_model.posedTokens(m_reference->frames(controls.motion));
    replay.noise = blockNoise(m_model.generator, m_config.seed, block.index);
    replay.times = denoisingTimes(m_config.steps, m_config.shift);
    return replay;
}

void PocketIspa::beginBlock(const SessionConfig& config)
{
    const bool changed = !askSameOfIspa(config, m_config);
    const bool newScene = m_reabsorbAt && m_sampler.framesSoFar() >= *m_reabsorbAt;
    m_config = config;
    if (newScene)
        m_monitor.restart();
    if (changed || newScene)
        restart();
}

std::optional<AbsorberSettings> PocketIspa::settings() const
{
    return ispaSettings(m_config, m_model.config().generator.blockFrames, m_ofOtherClip);
}

void PocketIspa::restart()
{
    m_reabsorbAt.reset();
    m_warned = false;
    m_absorbed = nullptr; // nobody wants it any more, though it may hold for some blocks yet
    if (m_sampler.learnOnwards(settings()))
        restarted();
    else
        m_sampler.beginRestart(settings());
}

/// The sampler follows the new settings.
void PocketIspa::restarted()
{
    m_noted = false;
    m_monitor.beginAbsorption();
    noteAbsorption();
}

void PocketIspa::begin(const Learnt& persona)
{
    for (const ArchivedBlock& block : persona.sinks) {
        if (block.frames.first < m_sampler.framesSoFar()) // the still is there already
            continue;
        const PocketReplay inputs = prepare(block);
        m_sampler.commit(block.clean.to(at::kFloat), inputs.posed, inputs.conditioning);
        m_archive.add(block);
    }
    m_sampler.beginFromReference(); // which is what the viewer sees
    m_sampler.adopt(*settings(), persona.levels.front());
    noteAbsorption();
}

void PocketIspa::noteAbsorption()
{
    const Absorber* absorber = m_sampler.absorber();
    if (m_noted || !absorber || absorber->phase() != AbsorberPhase::Absorbed)
        return;
    m_noted = true;
    ++m_absorptions;
    if (m_config.ispaControl != IspaControl::None)
        return; // nobody is to begin with what is wrong on purpose
    const std::int64_t sinks = std::max(m_config.ispaSinkFrames, 1);
    Learnt absorbed{.config = m_config,
                    .levels = {*absorber->absorption()},
                    .sinks = m_archive.firstBlocks(sinks),
                    .extras = {}};
    absorbed.config.steps = static_cast<int>(absorbed.levels.front().passes) - 1; // of the warm-up
    m_absorbed = std::make_shared<Learnt>(std::move(absorbed));
}

void PocketIspa::endBlock(const Conditioning& conditioning, const at::Tensor& clean)
{
    m_archive.add({.index = conditioning.block,
                   .frames = {m_sampler.framesSoFar() - clean.size(0), clean.size(0)},
                   .clean = clean,
                   .controls = namedControls(conditioning.controls)});
    if (conditioning.block > 0) // the still does not speak
        watch(clean);
    noteAbsorption();
    if (m_sampler.isRestarting() &&
        m_sampler.continueRestart(kRestartPasses, m_archive,
                                  [this](const ArchivedBlock& b) { return prepare(b); }))
        restarted();
}

void PocketIspa::watch(const at::Tensor& clean)
{
    const Absorber* absorber = m_sampler.absorber();
    const auto probe = absorber ? absorber->probe() : std::nullopt;
    m_monitor.observe(clean, probe ? std::optional(probe->leverage) : std::nullopt);
    if (!m_noted || m_sampler.isRestarting() || !m_monitor.outOfBand())
        return;
    if (!m_warned)
        log(LogLevel::Warning,
            concat("what ISPA absorbed may no longer fit since latent frame ",
                   m_sampler.framesSoFar(), ": the latents are ", m_monitor.distance(),
                   " times as far from the first seconds as usual, attention is at ",
                   probe ? probe->leverage : 0.0, " times its leverage in the warm-up",
                   m_config.ispaReabsorb ? ". It will be learnt anew"
                                         : ". Switch ispaReabsorb on to have it learnt anew"));
    m_warned = true;
    if (m_config.ispaReabsorb && !m_reabsorbAt)
        m_reabsorbAt = m_sampler.framesSoFar() + m_config.ispaWarmup;
}

IspaFigures PocketIspa::figures() const
{
    const Absorber* absorber = m_sampler.absorber();
    if (!absorber)
        return {};
    IspaFigures figures = ispaFigures(*absorber);
    figures.absorptions = m_absorptions;
    if (!figures.absorbed)
        return figures;
    const auto probe = absorber->probe();
    figures.probeResidual = probe ? probe->missedShare : 0.0;
    figures.identityDistance = m_monitor.distance();
    figures.outOfBand = m_monitor.outOfBand();
    return figures;
}

Ledger PocketIspa::ledger() const
{
    const Absorber* absorber = m_sampler.absorber();
    const Ledger restart = m_sampler.restartLedger();
    Ledger ledger;
    if (absorber || m_sampler.hadIspa()) // what was let go is said to be
        ledger.add({.consumer = MemoryConsumer::Ispa,
                    .measuredBytes = (absorber ? absorber->bytes() : 0) + restart.measuredBytes(),
                    .predictedBytes =
                        (absorber ? absorber->predictedBytes() : 0) + restart.predictedBytes()});
    ledger.add({.consumer = MemoryConsumer::Archive,
                .measuredBytes = m_archive.bytes(),
                .predictedBytes = predictedArchiveBytes(m_model.config(), m_firstConfig,
                                                        m_sampler.framesSoFar())});
    return ledger;
}

std::int64_t PocketIspa::predictedArchiveBytes(const PocketConfig& model,
                                               const SessionConfig& config, std::int64_t frames)
{
    const auto& g = model.generator;
    return LatentArchive::predictedBytes(limitsFor(model, config), blocksOf(model, frames),
                                         archivedBytes(model, 1, 0),
                                         archivedBytes(model, g.blockFrames, g.audioTokens));
}

} // namespace imprint::engine
