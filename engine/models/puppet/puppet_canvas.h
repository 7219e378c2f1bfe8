#pragma once

#include "engine/core/video_frame.h"
#include "engine/models/puppet/puppet_color.h"
#include "engine/models/puppet/puppet_view.h"
#include "engine/models/puppet/sdf.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace imprint::engine {

struct Box {
    float left, top, right, bottom;
};

/// The box with the given centre.
constexpr Box boxAround(float x, float y, float halfWidth, float halfHeight)
{
    return {x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight};
}

inline constexpr Box kEverywhere{-2, -2, 2, 2};

struct Fill {
    Rgb color;
    float alpha = 1.0F;
    float softness = 1.0F; ///< width of the edge in pixels: 1 is crisp, 2 .. 9 is shading
};

/// A square picture, painted layer by layer; each layer is one shape in one colour. It is painted band by band from the
/// top, all layers of a band after each other, because a band stays in the processor's cache.
class Canvas {
public:
    /// view: valid
    explicit Canvas(const PuppetView& view);

    /// Goes on to the next band, whose content is undefined; false if there is none. To be called before painting.
    bool nextBand();

    /// Replaces everything by a vertical gradient.
    void fillGradient(Rgb top, Rgb bottom);

    /// Mixes the colour in wherever distance(x, y) is negative, with an anti-aliased edge.
    /// box       picture units; nothing outside it is touched
    /// distance  signed distance in picture units; copied by value
    // A template outside engine/core: only an inlined shape lets the loop over pixels vectorise.
    template <class Distance>
    void paint(const Box& box, const Fill& fill, Distance distance);

    /// Copies the finished band into the picture, which has the view's size.
    void copyBandTo(Picture& picture) const;

private:
    struct Span {
        int first, end;
    };
    /// Pixels whose centres can lie between two coordinates, with a margin of one.
    Span columns(float from, float to) const;
    Span rows(float from, float to) const;   ///< of the band alone
    Span pixels(float from, float to) const; // from the window's edge
    std::size_t startOf(int row) const;      ///< index of its first pixel

    int m_size;
    int m_bandRows;
    Span m_band{0, 0}; ///< rows of the picture that are painted now
    float m_pixel;     ///< width of a pixel in picture units
    float m_left, m_top;
    std::vector<float> m_red, m_green, m_blue;
};

inline std::size_t Canvas::startOf(int row) const
{
    return static_cast<std::size_t>(row - m_band.first) * static_cast<std::size_t>(m_size);
}

template <class Distance>
void Canvas::paint(const Box& box, const Fill& fill, Distance distance)
{
    const Span across = columns(box.left, box.right);
    const Span down = rows(box.top, box.bottom);
    const float sharpness = 1.0F / (m_pixel * fill.softness);
    const Rgb color = fill.color;
    const float alpha = fill.alpha;
    const float pixel = m_pixel;
    const float left = m_left;
    for (int row = down.first; row < down.end; ++row) {
        const float y = (static_cast<float>(row) + 0.5F) * pixel + m_top;
        const std::size_t start = startOf(row);
        float* const red = m_red.data() + start;
        float* const green = m_green.data() + start;
        float* const blue = m_blue.data() + start;
#pragma GCC ivdep
        for (int column = across.first; column < across.end; ++column) {
            const float x = (static_cast<float>(column) + 0.5F) * pixel + left;
            const float amount = clampUnit(0.5F - distance(x, y) * sharpness) * alpha;
            red[column] += (color.r - red[column]) * amount;
            green[column] += (color.g - green[column]) * amount;
            blue[column] += (color.b - blue[column]) * amount;
        }
    }
}

} // namespace imprint::engine
