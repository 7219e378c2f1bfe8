#include "engine/pipeline/liveavatar/level_worker.h"

#include "engine/core/error.h"

#include <torch/csrc/distributed/c10d/Backend.hpp>

#include <utility>
#include <vector>

namespace imprint::engine {
namespace {

constexpr int kTag = 0; // one line of blocks: what is sent first arrives first

std::int64_t rankIn(c10d::Backend& group, const AvatarSampler& sampler)
{
    if (group.getSize() != sampler.steps)
        throw Error(ErrorCode::BadConfig,
                    concat("there are ", group.getSize(), " workers for ", sampler.steps,
                           " denoising steps"),
                    "Start one worker for each step");
    return group.getRank();
}

at::Device deviceOf(const LiveAvatarDit& dit)
{
    return dit.trunk().blocks().front().outputWeight().device();
}

} // namespace

LevelWorker::LevelWorker(const LiveAvatarDit& dit, const AvatarSampler& sampler,
                         const AvatarSettings& settings, ReferenceDistance distance,
                         c10d::Backend& group)
    : m_dit(dit)
    , m_sampler(sampler)
    , m_settings(settings)
    , m_group(group)
    , m_rank(rankIn(group, sampler))
    , m_view(dit, std::move(distance))
    , m_level(dit, EulerSchedule(sampler.steps, sampler.shift), m_rank, settings)
{
}

void LevelWorker::begin(const at::Tensor& noise, const at::Tensor& features)
{
    IMPRINT_ASSERT(isFirst(), "only the first worker begins a block");
    const Parcel block{.latents = noise.to(m_dit.trunk().type()), .features = features};
    handOn(Parcel{.latents = step(block), .features = features});
}

void LevelWorker::finish()
{
    IMPRINT_ASSERT(isFirst(), "only the first worker knows that no block follows");
    handOn(std::nullopt);
}

std::optional<at::Tensor> LevelWorker::next()
{
    IMPRINT_ASSERT(!isFirst(), "nobody is in front of the first worker");
    const std::optional<Parcel> block = receive();
    if (!block) {
        handOn(std::nullopt);
        return std::nullopt;
    }
    at::Tensor made = step(*block);
    handOn(Parcel{.latents = made, .features = block->features});
    return made;
}

at::Tensor LevelWorker::step(const Parcel& block)
{
    m_view.hear(block.features);
    const AvatarSight& sees = m_view.sight(m_blocks, m_rank, m_level.framesSoFar());
    ++m_blocks;
    return m_level(block.latents, sees).next;
}

/// What lies on the line is first whether a block follows, then its parts, whose shapes everybody knows.
std::optional<LevelWorker::Parcel> LevelWorker::receive()
{
    const auto onDevice = at::TensorOptions().device(deviceOf(m_dit));
    at::Tensor follows = at::zeros({1}, onDevice.dtype(at::kLong));
    receiveInto(follows);
    if (follows.item<std::int64_t>() == 0)
        return std::nullopt;
    const LiveAvatarConfig& network = m_dit.config();
    Parcel block{.latents = at::empty({m_sampler.blockFrames, network.trunk.inChannels,
                                       m_settings.height, m_settings.width},
                                      onDevice.dtype(m_dit.trunk().type())),
                 .features = at::empty({network.parts.audioStates, network.parts.audioWidth,
                                        kPicturesOfLatent * m_sampler.blockFrames},
                                       onDevice.dtype(at::kFloat))};
    receiveInto(block.latents);
    receiveInto(block.features);
    return block;
}

void LevelWorker::handOn(const std::optional<Parcel>& block)
{
    if (isLast())
        return;
    sendNext(at::full({1}, block ? 1 : 0, at::TensorOptions(at::kLong).device(deviceOf(m_dit))));
    if (!block)
        return;
    sendNext(block->latents);
    sendNext(block->features.to(at::kFloat));
}

void LevelWorker::sendNext(const at::Tensor& tensor)
{
    std::vector<at::Tensor> tensors{tensor.contiguous()};
    m_group.send(tensors, static_cast<int>(m_rank) + 1, kTag)->wait();
}

void LevelWorker::receiveInto(at::Tensor& tensor)
{
    std::vector<at::Tensor> tensors{tensor};
    m_group.recv(tensors, static_cast<int>(m_rank) - 1, kTag)->wait();
}

} // namespace imprint::engine
