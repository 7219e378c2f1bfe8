#include "engine/models/puppet/puppet_canvas.h"

namespace imprint::engine {
namespace {

constexpr int kBandPixels = 1 << 15; ///< of three floats each: 384 KiB

std::uint8_t toByte(float channel)
{
    return static_cast<std::uint8_t>(std::clamp(channel * 255.0F + 0.5F, 0.0F, 255.0F));
}

} // namespace

Canvas::Canvas(const PuppetView& view)
    : m_size(view.size)
    , m_bandRows(std::clamp(kBandPixels / view.size, 1, view.size))
    , m_pixel(2.0F * view.halfExtent / static_cast<float>(view.size))
    , m_left(view.centreX - view.halfExtent)
    , m_top(view.centreY - view.halfExtent)
{
    const auto count = static_cast<std::size_t>(m_size) * static_cast<std::size_t>(m_bandRows);
    for (auto* plane : {&m_red, &m_green, &m_blue})
        plane->resize(count);
}

bool Canvas::nextBand()
{
    m_band = {m_band.end, std::min(m_band.end + m_bandRows, m_size)};
    return m_band.first < m_band.end;
}

void Canvas::fillGradient(Rgb top, Rgb bottom)
{
    for (int row = m_band.first; row < m_band.end; ++row) {
        const float y = (static_cast<float>(row) + 0.5F) * m_pixel + m_top;
        const Rgb color = mix(top, bottom, clampUnit(0.5F + 0.5F * y));
        const auto start = static_cast<std::ptrdiff_t>(startOf(row));
        std::fill_n(m_red.begin() + start, m_size, color.r);
        std::fill_n(m_green.begin() + start, m_size, color.g);
        std::fill_n(m_blue.begin() + start, m_size, color.b);
    }
}

Canvas::Span Canvas::columns(float from, float to) const
{
    return pixels(from - m_left, to - m_left);
}

Canvas::Span Canvas::rows(float from, float to) const
{
    const Span all = pixels(from - m_top, to - m_top);
    return {std::max(all.first, m_band.first), std::min(all.end, m_band.end)};
}

Canvas::Span Canvas::pixels(float from, float to) const
{
    const int first = static_cast<int>(std::floor(from / m_pixel)) - 1;
    const int end = static_cast<int>(std::ceil(to / m_pixel)) + 1;
    return {std::clamp(first, 0, m_size), std::clamp(end, 0, m_size)};
}

void Canvas::copyBandTo(Picture& picture) const
{
    const auto count = startOf(m_band.end);
    const std::size_t above =
        static_cast<std::size_t>(m_band.first) * static_cast<std::size_t>(m_size);
    std::uint8_t* const to = picture.rgb.data() + 3 * above;
    for (std::size_t i = 0; i < count; ++i) {
        to[3 * i] = toByte(m_red[i]);
        to[3 * i + 1] = toByte(m_green[i]);
        to[3 * i + 2] = toByte(m_blue[i]);
    }
}

} // namespace imprint::engine
