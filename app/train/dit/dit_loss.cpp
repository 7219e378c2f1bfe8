#include "app/train/dit/dit_loss.h"

#include "app/train/dit/teacher_forcing_mixer.h"
#include "engine/core/error.h"

#include <c10/core/GradMode.h>

namespace imprint::train {
namespace {

/// What every pass over a batch shares.
class Passes {
public:
    Passes(const engine::PocketGenerator& generator, const engine::GreyTokens& grey,
           const BlockLayout& layout, const DitBatch& batch, const DitLossSettings& settings,
           at::Generator random)
        : m_generator(generator)
        , m_grey(grey)
        , m_layout(layout)
        , m_samples(batch.samples())
        , m_type(settings.computeType)
        , m_truth(tokens(batch.latents))
        , m_slotLatents(slotLatents())
        , m_colourless(batch.colourless.view({-1, 1, 1, 1}))
        , m_conditioning(generator.condition(controls(batch)))
    {
        if (batch.posed.defined()) {
            m_referenceWeight = at::zeros({m_samples, 1, 1, 1}, m_truth.options());
            m_posed = anchors(tokens(batch.posed).index_select(1, m_slotLatents));
        } else {
            m_referenceWeight = at::rand({m_samples, 1, 1, 1}, random, m_truth.options());
        }
    }

    /// Clean estimates [B, noisy, S, W] fp32. history [B, clean, S, W], noisy [B, noisy, S, W], times [B, noisy].
    at::Tensor operator()(const at::Tensor& history, const at::Tensor& noisy,
                          const at::Tensor& times) const
    {
        const at::Tensor all = at::cat({history, noisy}, 1).flatten(0, 1).to(m_type);
        const at::Tensor slotTimes =
            at::cat({at::zeros({m_samples, m_layout.cleanSlots()}, times.options()), times}, 1)
                .flatten();
        TeacherForcingMixer mixer(m_generator.rotary(), m_layout, m_samples);
        return m_generator(all, {.last = lastLatents(history), .posed = m_posed}, slotTimes,
                           m_conditioning, mixer)
            .unflatten(0, {m_samples, -1})
            .narrow(1, m_layout.cleanSlots(), m_layout.noisySlots())
            .to(at::kFloat);
    }

    /// The true latents of the slots of one kind.
    at::Tensor clean() const { return m_truth.narrow(1, 0, m_layout.cleanSlots()); }
    at::Tensor targets() const
    {
        return m_truth.narrow(1, 1 + (m_layout.firstTarget - 1) * m_layout.blockFrames,
                              m_layout.noisySlots());
    }

private:
    at::Tensor slotLatents() const
    {
        std::vector<std::int64_t> latents;
        for (const Slot& slot : m_layout.slots)
            latents.push_back(slot.latent);
        return at::tensor(latents, at::kLong).to(m_truth.device());
    }

    /// [B, L, C, h, w] -> [B, L, S, W] fp32
    at::Tensor tokens(const at::Tensor& latents) const
    {
        return m_generator.toTokens(latents.flatten(0, 1).to(at::kFloat))
            .unflatten(0, {m_samples, -1});
    }

    engine::PocketControls controls(const DitBatch& batch) const
    {
        const at::Tensor& index = m_slotLatents;
        const at::Tensor bySlot = index.expand({m_samples, -1});
        const std::int64_t frames = index.numel();
        return {.audio = batch.audio.index_select(1, index).flatten(0, 1).to(m_type),
                .motion = batch.motion.index_select(1, index).flatten(0, 1).to(m_type),
                .attributes = batch.attributes.unsqueeze(1).expand({-1, frames, -1}).flatten(0, 1),
                .soundless = bySlot.eq(0).flatten()};
    }

    /// For each slot the last latent before its block, mixed with the reference; zeros for the reference itself.
    at::Tensor lastLatents(const at::Tensor& history) const
    {
        const at::Tensor reference = history.narrow(1, 0, 1);
        std::vector<at::Tensor> rows;
        for (const Slot& slot : m_layout.slots) {
            if (slot.latent == 0) {
                rows.push_back(at::zeros_like(reference));
                continue;
            }
            const std::int64_t last = (slot.block - 1) * m_layout.blockFrames;
            rows.push_back(history.narrow(1, last, 1).lerp(reference, m_referenceWeight));
        }
        return anchors(at::cat(rows, 1));
    }

    /// [B, slots, S, W] -> [B·slots, S, W] in the type of the passes, of samples that are told no colours without them.
    /// The reference itself has no anchor: zeros.
    at::Tensor anchors(const at::Tensor& latents) const
    {
        const at::Tensor isReference = m_slotLatents.eq(0).view({1, -1, 1, 1});
        const at::Tensor greyed = m_colourless.logical_and(isReference.logical_not());
        return at::where(greyed, m_grey(latents), latents).flatten(0, 1).to(m_type);
    }

    const engine::PocketGenerator& m_generator;
    const engine::GreyTokens& m_grey;
    const BlockLayout& m_layout;
    std::int64_t m_samples;
    at::ScalarType m_type;
    at::Tensor m_truth;       // [B, L, S, W]
    at::Tensor m_slotLatents; // [slots] the latent of each
    at::Tensor m_colourless;  // [B, 1, 1, 1] bool
    engine::PocketConditioning m_conditioning;
    at::Tensor m_referenceWeight; // [B, 1, 1, 1]
    at::Tensor m_posed;           // [B·slots, S, W]
};

at::Tensor noisyHistory(const at::Tensor& history, double greatest, at::Generator random)
{
    const std::int64_t samples = history.size(0);
    const at::TensorOptions options = history.options();
    const at::Tensor chosen = at::rand({samples, 1, 1, 1}, random, options).lt(0.5);
    const at::Tensor amount =
        at::rand({samples, 1, 1, 1}, random, options).mul_(greatest).mul_(chosen);
    return history.lerp(at::randn(history.sizes(), random, options), amount);
}

void note(Figures& figures, const at::Tensor& errors, const at::Tensor& times,
          const at::Tensor& colourless, bool own)
{
    const at::Tensor perSlot = errors.mean({2, 3}).cpu(); // [B, noisy]
    const at::Tensor slotTimes = times.cpu();
    const at::Tensor isGrey = colourless.cpu();
    const auto error = perSlot.accessor<float, 2>();
    const auto time = slotTimes.accessor<double, 2>();
    const auto grey = isGrey.accessor<bool, 1>();
    for (std::int64_t b = 0; b < perSlot.size(0); ++b)
        for (std::int64_t i = 0; i < perSlot.size(1); ++i) {
            const double t = time[b][i];
            const char* kind = grey[b]   ? "grey"
                               : t >= 1  ? "t1"
                               : t > 0.9 ? "high"
                               : t > 0.5 ? "middle"
                                         : "low";
            figures[concat(kind, own ? "_own" : "")].add(static_cast<double>(error[b][i]));
        }
}

} // namespace

at::Tensor ownHistory(const engine::PocketGenerator& generator, const engine::GreyTokens& grey,
                      const BlockLayout& layout, const DitBatch& batch,
                      const DitLossSettings& settings, at::Generator random)
{
    const c10::NoGradGuard noGraph;
    if (layout.blocks == 1)
        return Passes(generator, grey, layout, batch, settings, random).clean();
    LayoutSettings before = layout;
    --before.blocks; // nothing sees the last one
    before.firstTarget = 1;
    const BlockLayout past = makeBlockLayout(before);
    const Passes passes(generator, grey, past, batch, settings, random);
    const at::Tensor truth = passes.targets();
    const at::Tensor noise = at::randn(truth.sizes(), random, truth.options());
    const at::Tensor pureNoise =
        at::ones({truth.size(0), truth.size(1)}, truth.options().dtype(at::kDouble));
    const at::Tensor reference = passes.clean().narrow(1, 0, 1);
    at::Tensor history = at::cat({reference, truth}, 1);
    for (int round = 0; round < settings.ownRounds; ++round) {
        const at::Tensor seen = history.narrow(1, 0, past.cleanSlots());
        history = at::cat({reference, passes(seen, noise, pureNoise)}, 1);
    }
    return history;
}

at::Tensor tokenWeights(const engine::PocketConfig& config)
{
    const std::int64_t columns = config.latent.columns / config.generator.patch;
    const std::int64_t rows = config.latent.rows / config.generator.patch;
    IMPRINT_ASSERT(rows == 8 && columns == 8, "the face's place is known on an 8 x 8 grid, not on ",
                   rows, " x ", columns);
    at::Tensor weights = at::ones({rows, columns});
    const auto area = [&](std::int64_t row, std::int64_t rowCount, std::int64_t column,
                          std::int64_t columnCount) {
        return weights.narrow(0, row, rowCount).narrow(1, column, columnCount);
    };
    area(2, 4, 2, 4).fill_(2);  // the face
    area(2, 1, 2, 4).fill_(4);  // brows
    area(3, 1, 2, 4).fill_(6);  // eyes
    area(4, 2, 3, 2).fill_(10); // mouth
    return (weights / weights.mean()).view({-1, 1});
}

at::Tensor drawTimes(std::int64_t samples, std::int64_t blocks, at::Generator random)
{
    const at::TensorOptions options(random.device());
    const at::Tensor u = at::rand({samples, blocks}, random, options.dtype(at::kDouble));
    const at::Tensor shifted = 3 * u / (1 + 2 * u) * 0.7 + 0.3;
    return at::where(at::rand({samples, blocks}, random, options).lt(0.4), at::ones_like(shifted),
                     shifted);
}

at::Tensor ditLoss(const engine::PocketGenerator& generator, const engine::GreyTokens& grey,
                   const BlockLayout& layout, const DitBatch& batch,
                   const DitLossSettings& settings, at::Generator random, Figures& figures)
{
    const Passes passes(generator, grey, layout, batch, settings, random);
    const bool own = settings.ownRounds > 0;
    const at::Tensor history = own ? ownHistory(generator, grey, layout, batch, settings, random)
                                   : noisyHistory(passes.clean(), settings.contextNoise, random);
    const std::int64_t blocks = layout.blocks - layout.firstTarget + 1;
    const at::Tensor times = drawTimes(batch.samples(), blocks, random)
                                 .repeat_interleave(layout.blockFrames, 1); // [B, noisy]
    const at::Tensor targets = passes.targets();
    const at::Tensor share = times.to(at::kFloat).view({batch.samples(), -1, 1, 1});
    const at::Tensor noisy =
        targets.lerp(at::randn(targets.sizes(), random, targets.options()), share);

    const at::Tensor errors = (passes(history, noisy, times) - targets).square();
    note(figures, errors.detach(), times, batch.colourless, own);
    const at::Tensor weights = share.clamp_min(0.4).square().reciprocal() *
                               tokenWeights(generator.config()).to(share.device());
    return (errors * weights).mean();
}

} // namespace imprint::train
