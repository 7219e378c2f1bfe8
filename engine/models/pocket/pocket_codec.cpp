#include "engine/models/pocket/pocket_codec.h"

#include "engine/core/colours.h"
#include "engine/core/error.h"
#include "engine/models/pocket/grey_tokens.h"
#include "engine/models/pocket/motion_track.h"
#include "engine/models/pocket/picture_values.h"

#include <utility>

namespace imprint::engine {
namespace {

constexpr std::array<std::int64_t, 3> kWidths = {160, 96,
                                                 64}; // at 1, 2 and 4 times the latent's size
constexpr std::int64_t kLastShuffle = 3;
// The network corrects the linear decoder by small amounts only (specs/pocket.md section 3).
constexpr double kResidualScale = 0.05;
// Activations that are tuned to the face: one in each memory block, and the blend's.
constexpr std::array<std::int64_t, 4> kTuned = {kWidths[0], kWidths[1], kWidths[2], kWidths[2]};

} // namespace

PocketEncoder::PocketEncoder(WeightReader& weights, const PocketConfig& config)
    : m_config(config)
    , m_conv(weights, "encoder.conv",
             config.latent.temporal * kColours * config.latent.spatial * config.latent.spatial,
             config.latent.channels, 1)
{
}

at::Tensor PocketEncoder::operator()(const at::Tensor& pixels) const
{
    const std::int64_t group = m_config.latent.temporal;
    IMPRINT_ASSERT(pixels.dim() == 4 && pixels.size(0) % group == 1 && pixels.size(1) == kColours &&
                       pixels.size(2) == m_config.height && pixels.size(3) == m_config.width,
                   "pictures of shape ", pixels.sizes());
    const at::Tensor values = pictureValues(pixels);
    const at::Tensor still = values.narrow(0, 0, 1).expand({group, -1, -1, -1});
    return ofFrames(at::cat({still, values.narrow(0, 1, values.size(0) - 1)}));
}

at::Tensor PocketEncoder::ofFrames(const at::Tensor& frames) const
{
    const at::Tensor grouped =
        frames.reshape({-1, m_config.latent.temporal * kColours, m_config.height, m_config.width});
    return m_conv(at::pixel_unshuffle(grouped, m_config.latent.spatial));
}

PocketDecoder::PocketDecoder(WeightReader& weights, const PocketConfig& config)
    : m_config(config)
    , m_convIn(weights, "decoder.conv_in", config.latent.channels, kWidths[0], 3)
    , m_memory{MemoryBlock{{weights, "decoder.memory.0.conv1", 2 * kWidths[0], kWidths[0], 3},
                           {weights, "decoder.memory.0.conv2", kWidths[0], kWidths[0], 3}},
               MemoryBlock{{weights, "decoder.memory.1.conv1", 2 * kWidths[1], kWidths[1], 3},
                           {weights, "decoder.memory.1.conv2", kWidths[1], kWidths[1], 3}},
               MemoryBlock{{weights, "decoder.memory.2.conv1", 2 * kWidths[2], kWidths[2], 3},
                           {weights, "decoder.memory.2.conv2", kWidths[2], kWidths[2], 3}}}
    , m_up{Conv2d{weights, "decoder.up.0", kWidths[0], 4 * kWidths[1], 1},
           Conv2d{weights, "decoder.up.1", kWidths[1], 4 * kWidths[2], 1}}
    , m_convOut(weights, "decoder.conv_out", kWidths[2],
                config.latent.temporal * kColours * kLastShuffle * kLastShuffle, 3)
    , m_linear(weights, "decoder.linear", config.latent.channels,
               config.latent.temporal * kColours * config.latent.spatial * config.latent.spatial, 1)
{
    if (config.referenceDetail)
        m_blend.emplace(weights, "decoder.blend", kWidths[2], config.latent.temporal,
                        config.faceControls);
    if (config.faceControls)
        m_face.emplace(weights, "decoder.face", kTuned);
    if (config.latent.spatial != 4 * kLastShuffle)
        throw Error(ErrorCode::BadConfig, concat("the decoder enlarges by ", 4 * kLastShuffle,
                                                 ", the model asks for ", config.latent.spatial));
}

/// x + conv2(silu(conv1(active frame, active frame before))), where what the frame before adds to conv1 stands by itself, so
/// that it can be there before the frame is.
at::Tensor PocketDecoder::remember(std::size_t level, const at::Tensor& x, std::int64_t streams,
                                   const FaceTuning& face, State& state) const
{
    const MemoryBlock& block = m_memory[level];
    const std::int64_t width = x.size(1);
    const at::Tensor active = at::silu(x); // [B·F, C, H, W]
    const at::Tensor frames = active.unflatten(0, {streams, -1});
    const std::int64_t count = frames.size(1);
    // All of it channels last: convolutions would have to turn anything else around.
    const auto channelsLast = at::MemoryFormat::ChannelsLast;

    prepare(level, state);
    at::Tensor before = std::exchange(state.prepared[level], {});
    if (!before.defined())
        before = at::zeros_like(frames.select(1, 0));
    if (count > 1) {
        const at::Tensor earlier =
            frames.narrow(1, 0, count - 1).flatten(0, 1).contiguous(channelsLast);
        before = at::cat({before.unsqueeze(1),
                          block.conv1.part(earlier, width).unflatten(0, {streams, -1})},
                         1)
                     .flatten(0, 1);
    }
    state.memory[level] = frames.select(1, count - 1).clone(channelsLast);
    return x + block.conv2(at::silu(face(block.conv1.part(active, 0) + before)));
}

void PocketDecoder::prepare(std::size_t level, State& state) const
{
    if (const at::Tensor memory = std::exchange(state.memory[level], {}); memory.defined())
        state.prepared[level] = m_memory[level].conv1.part(memory, memory.size(1));
}

void PocketDecoder::prepare(State& state) const
{
    for (std::size_t level = 0; level < m_memory.size(); ++level)
        prepare(level, state);
}

/// One per activation of kTuned; empty ones of a decoder that is not told what the face does.
std::vector<FaceTuning> PocketDecoder::tunings(const at::Tensor& motion, std::int64_t latents) const
{
    if (!m_face)
        return std::vector<FaceTuning>(kTuned.size());
    constexpr std::int64_t kControls = MotionTrack::kWidthWithMouths;
    return (*m_face)(motion.defined()
                         ? motion.reshape({latents, kControls})
                         : at::zeros({latents, kControls}, m_linear.weight().options()));
}

PocketDecoder::Frames PocketDecoder::decode(const at::Tensor& latents, State& state,
                                            const Guide& guide) const
{
    const std::int64_t streams = latents.dim() == 5 ? latents.size(0) : 1;
    const auto channelsLast = [](const at::Tensor& y) {
        return y.contiguous(at::MemoryFormat::ChannelsLast);
    };
    const at::Tensor z =
        channelsLast(latents.dim() == 5 ? latents.flatten(0, 1) : latents); // [B·F, C, h, w]
    const std::vector<FaceTuning> face = tunings(guide.motion, z.size(0));
    at::Tensor x = remember(0, m_convIn(z), streams, face[0], state);
    x = channelsLast(at::pixel_shuffle(m_up[0](at::silu(x)), 2));
    x = remember(1, x, streams, face[1], state);
    x = channelsLast(at::pixel_shuffle(m_up[1](at::silu(x)), 2));
    x = remember(2, x, streams, face[2], state);
    const at::Tensor residual = at::pixel_shuffle(m_convOut(at::silu(x)), kLastShuffle);
    const at::Tensor picture = at::pixel_shuffle(m_linear(z), m_config.latent.spatial);
    // Plane by plane, as the reference's pictures are: what mixes both would else jump about.
    const at::Tensor own = at::add(picture, residual, kResidualScale)
                               .contiguous()
                               .view({-1, m_config.latent.temporal, kColours, picture.size(2),
                                      picture.size(3)}); // [B·F, 4, 3, H, W]

    const auto byStream = [&](const at::Tensor& y) {
        const at::Tensor frames = y.flatten(0, 1);
        return latents.dim() == 5 ? frames.unflatten(0, {streams, -1}) : frames;
    };
    if (!m_blend || !guide.posed.defined())
        return {.own = byStream(own), .shown = byStream(own)};
    at::Tensor reference = guide.posed.reshape(own.sizes());
    if (guide.colours == ReferenceColours::FromLatents)
        reference = own + lightnessOf(reference - own);
    return {.own = byStream(own), .shown = byStream((*m_blend)(x, own, reference, face[3]))};
}

std::int64_t PocketDecoder::State::bytes() const
{
    std::int64_t total = 0;
    for (const auto* parts : {&memory, &prepared})
        for (const at::Tensor& part : *parts)
            total += part.defined() ? static_cast<std::int64_t>(part.nbytes()) : 0;
    return total;
}

std::int64_t PocketDecoder::predictedStateBytes() const
{
    const std::int64_t area = m_config.latent.rows * m_config.latent.columns;
    std::int64_t values = 0;
    for (std::int64_t level = 0; level < 3; ++level)
        values += kWidths[static_cast<std::size_t>(level)] * area * (1 << (2 * level));
    return values * static_cast<std::int64_t>(sizeof(float));
}

} // namespace imprint::engine
