#pragma once

#include "engine/core/video_frame.h"

#include <cairo.h>

#include <cstdint>
#include <memory>
#include <string>

namespace imprint::app {

struct CairoColor {
    double red = 0;
    double green = 0;
    double blue = 0;
    double alpha = 1;
};

constexpr CairoColor hexColor(std::uint32_t rgb, double alpha = 1)
{
    return {(rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0, alpha};
}

inline constexpr CairoColor kPaper = hexColor(0xffffff);
inline constexpr CairoColor kInk = hexColor(0x22262b);
inline constexpr CairoColor kFaintInk = hexColor(0x6b737c);
inline constexpr CairoColor kGrid = hexColor(0xe3e6ea);

enum class TextAnchor { Left, Middle, Right };
enum class TextWeight { Normal, Bold };

/// A white picture to draw on, with the few operations that charts and sheets share. Coordinates are pixels from the
/// top left. Thread: its owner's.
class CairoCanvas {
public:
    CairoCanvas(int width, int height);

    cairo_t* context() const { return m_context.get(); }

    void setColor(const CairoColor& color);
    void line(double x0, double y0, double x1, double y1, double width);
    void rectangle(double x, double y, double width, double height);

    /// y is the text's middle.
    void text(double x, double y, const std::string& words, double size,
              TextAnchor anchor = TextAnchor::Left, TextWeight weight = TextWeight::Normal);
    /// Written upwards, its middle at (x, y).
    void textUpwards(double x, double y, const std::string& words, double size);
    double textWidth(const std::string& words, double size, TextWeight weight = TextWeight::Normal);

    /// What was drawn so far.
    Picture picture() const;

    /// Replaces the file in one step. Throws Error(Io) naming it.
    void writePng(const std::string& path) const;

private:
    struct Release {
        void operator()(cairo_t* context) const { cairo_destroy(context); }
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    };

    void selectFont(double size, TextWeight weight);

    std::unique_ptr<cairo_surface_t, Release> m_surface;
    std::unique_ptr<cairo_t, Release> m_context;
};

} // namespace imprint::app
