#include "engine/nn/frame_store.h"

#include "engine/core/error.h"
#include "engine/nn/quantized.h"

#include <numeric>

namespace imprint::engine {
namespace {

int bitsOf(KvType type)
{
    switch (type) {
    case KvType::Float: return 0;
    case KvType::Int8: return 8;
    case KvType::Int4: return 4;
    }
    throw Error(ErrorCode::Internal, "unknown KV storage type");
}

} // namespace

std::int64_t KvShape::bytesPerFrame(KvType storage) const
{
    const std::int64_t numbers = 2 * tokensPerFrame * heads * headDim;
    if (storage == KvType::Float)
        return numbers * static_cast<std::int64_t>(c10::elementSize(type));
    const std::int64_t groups = heads * headDim + tokensPerFrame * heads;
    constexpr std::int64_t kBytesPerGroup = 2 + 2; // scale and offset
    return numbers * bitsOf(storage) / 8 + groups * kBytesPerGroup;
}

FrameStore::FrameStore(const KvShape& shape, KvType type, QuantizedPer per)
    : m_shape(shape)
    , m_groupDim(per == QuantizedPer::Channel ? 1 : 3)
    , m_bits(bitsOf(type))
{
    // What a stored frame looks like follows from storing none.
    const at::Tensor none =
        at::zeros({1, shape.tokensPerFrame, shape.heads, shape.headDim}, shape.type);
    m_parts = {none};
    if (m_bits != 0) {
        const Quantized q = quantize(none, m_groupDim, m_bits);
        m_parts = {q.codes, q.scale, q.offset};
    }
    rebuild(0, {});
}

void FrameStore::rebuild(std::int64_t slots, std::span<const std::int64_t> kept)
{
    IMPRINT_ASSERT(static_cast<std::int64_t>(kept.size()) <= slots, kept.size(), " frames for ",
                   slots, " slots");
    for (at::Tensor& part : m_parts) {
        std::vector<std::int64_t> sizes = part.sizes().vec();
        sizes[0] = slots;
        at::Tensor rebuilt = at::zeros(sizes, part.options());
        for (std::size_t i = 0; i < kept.size(); ++i)
            rebuilt[static_cast<std::int64_t>(i)].copy_(part[kept[i]]);
        part = rebuilt;
    }
}

void FrameStore::write(std::span<const std::int64_t> slots, const at::Tensor& x)
{
    IMPRINT_ASSERT(x.size(0) == static_cast<std::int64_t>(slots.size()), slots.size(),
                   " slots, tensor ", x.size(0));
    std::vector<at::Tensor> written{x};
    if (m_bits != 0) {
        const Quantized q = quantize(x, m_groupDim, m_bits);
        written = {q.codes, q.scale, q.offset};
    }
    for (std::size_t part = 0; part < m_parts.size(); ++part)
        for (std::size_t i = 0; i < slots.size(); ++i)
            m_parts[part][slots[i]].copy_(written[part][static_cast<std::int64_t>(i)]);
}

at::Tensor FrameStore::read(std::int64_t first, std::int64_t count) const
{
    if (m_bits == 0)
        return m_parts[0].narrow(0, first, count);
    at::Tensor frames =
        at::empty({count, m_shape.tokensPerFrame, m_shape.heads, m_shape.headDim}, m_shape.type);
    // One by one: on the way each number takes nine bytes, which a whole history should not.
    for (std::int64_t i = 0; i < count; ++i) {
        const auto part = [&](std::size_t index) { return m_parts[index][first + i]; };
        frames[i].copy_(
            dequantize({.bits = m_bits, .codes = part(0), .scale = part(1), .offset = part(2)}));
    }
    return frames;
}

at::Tensor FrameStore::readBeside(std::int64_t count, std::span<const std::int64_t> slots,
                                  const at::Tensor& x) const
{
    const at::Tensor frames = read(0, count);
    if (m_bits != 0) // else they are the same, and a view of what is stored
        for (std::size_t i = 0; i < slots.size(); ++i)
            frames[slots[i]].copy_(x[static_cast<std::int64_t>(i)]);
    return frames;
}

std::int64_t FrameStore::bytes() const
{
    return std::accumulate(m_parts.begin(), m_parts.end(), std::int64_t{0},
                           [](std::int64_t sum, const at::Tensor& part) {
                               return sum + static_cast<std::int64_t>(part.nbytes());
                           });
}

} // namespace imprint::engine
