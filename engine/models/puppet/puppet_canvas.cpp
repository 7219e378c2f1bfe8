#include "engine/models/puppet/puppet_canvas.h"

namespace imprint::engine {
namespace {

std::uint8_t toByte(float channel)
{
    return static_cast<std::uint8_t>(std::clamp(channel * 255.0F + 0.5F, 0.0F, 255.0F));
}

} // namespace

Canvas::Canvas(const PuppetView& view)
    : m_size(view.size)
    , m_pixel(2.0F * view.halfExtent / static_cast<float>(view.size))
    , m_left(view.centreX - view.halfExtent)
    , m_top(view.centreY - view.halfExtent)
{
    const auto count = static_cast<std::size_t>(m_size) * static_cast<std::size_t>(m_size);
    for (auto* plane : {&m_red, &m_green, &m_blue})
        plane->resize(count);
}

void Canvas::fillGradient(Rgb top, Rgb bottom)
{
    for (int row = 0; row < m_size; ++row) {
        const float y = (static_cast<float>(row) + 0.5F) * m_pixel + m_top;
        const Rgb color = mix(top, bottom, clampUnit(0.5F + 0.5F * y));
        const auto start = static_cast<std::ptrdiff_t>(row) * m_size;
        std::fill_n(m_red.begin() + start, m_size, color.r);
        std::fill_n(m_green.begin() + start, m_size, color.g);
        std::fill_n(m_blue.begin() + start, m_size, color.b);
    }
}

Canvas::Span Canvas::pixels(float from, float to) const
{
    const int first = static_cast<int>(std::floor(from / m_pixel)) - 1;
    const int end = static_cast<int>(std::ceil(to / m_pixel)) + 1;
    return {std::clamp(first, 0, m_size), std::clamp(end, 0, m_size)};
}

Picture Canvas::picture() const
{
    Picture result{m_size, m_size, {}};
    result.rgb.resize(3 * m_red.size());
    for (std::size_t i = 0; i < m_red.size(); ++i) {
        result.rgb[3 * i] = toByte(m_red[i]);
        result.rgb[3 * i + 1] = toByte(m_green[i]);
        result.rgb[3 * i + 2] = toByte(m_blue[i]);
    }
    return result;
}

} // namespace imprint::engine
