#include "app/outputs/cairo_canvas.h"

#include "engine/core/error.h"

#include <cstring>
#include <filesystem>
#include <numbers>

namespace imprint::app {
namespace {

// Present wherever fontconfig is: its package asks for it. Another font is found if it is missing.
constexpr const char* kFont = "DejaVu Sans";

} // namespace

CairoCanvas::CairoCanvas(int width, int height)
    : m_surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height))
    , m_context(cairo_create(m_surface.get()))
{
    if (const cairo_status_t status = cairo_status(m_context.get()); status != CAIRO_STATUS_SUCCESS)
        throw Error(ErrorCode::Unsupported,
                    concat("a drawing of ", width, " x ", height,
                           " pixels cannot be made: ", cairo_status_to_string(status)));
    setColor(kPaper);
    cairo_paint(m_context.get());
}

void CairoCanvas::setColor(const CairoColor& color)
{
    cairo_set_source_rgba(m_context.get(), color.red, color.green, color.blue, color.alpha);
}

void CairoCanvas::line(double x0, double y0, double x1, double y1, double width)
{
    cairo_set_line_width(m_context.get(), width);
    cairo_move_to(m_context.get(), x0, y0);
    cairo_line_to(m_context.get(), x1, y1);
    cairo_stroke(m_context.get());
}

void CairoCanvas::rectangle(double x, double y, double width, double height)
{
    cairo_rectangle(m_context.get(), x, y, width, height);
    cairo_fill(m_context.get());
}

void CairoCanvas::selectFont(double size, TextWeight weight)
{
    cairo_select_font_face(m_context.get(), kFont, CAIRO_FONT_SLANT_NORMAL,
                           weight == TextWeight::Bold ? CAIRO_FONT_WEIGHT_BOLD
                                                      : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(m_context.get(), size);
}

double CairoCanvas::textWidth(const std::string& words, double size, TextWeight weight)
{
    selectFont(size, weight);
    cairo_text_extents_t extents{};
    cairo_text_extents(m_context.get(), words.c_str(), &extents);
    return extents.x_advance;
}

void CairoCanvas::text(double x, double y, const std::string& words, double size, TextAnchor anchor,
                       TextWeight weight)
{
    const double width = textWidth(words, size, weight);
    const double left = anchor == TextAnchor::Left     ? x
                        : anchor == TextAnchor::Middle ? x - width / 2
                                                       : x - width;
    cairo_move_to(m_context.get(), left, y + 0.36 * size);
    cairo_show_text(m_context.get(), words.c_str());
}

void CairoCanvas::textUpwards(double x, double y, const std::string& words, double size)
{
    cairo_save(m_context.get());
    cairo_translate(m_context.get(), x, y);
    cairo_rotate(m_context.get(), -std::numbers::pi / 2);
    text(0, 0, words, size, TextAnchor::Middle);
    cairo_restore(m_context.get());
}

Picture CairoCanvas::picture() const
{
    cairo_surface_t* surface = m_surface.get();
    cairo_surface_flush(surface);
    Picture picture{.width = cairo_image_surface_get_width(surface),
                    .height = cairo_image_surface_get_height(surface)};
    picture.rgb.reserve(pictureBytes(PixelFormat::Rgb24, picture.width, picture.height));
    const std::uint8_t* row = cairo_image_surface_get_data(surface);
    for (int y = 0; y < picture.height; ++y, row += cairo_image_surface_get_stride(surface))
        for (int x = 0; x < picture.width; ++x) {
            std::uint32_t pixel = 0; // 0x00rrggbb, in the machine's byte order
            std::memcpy(&pixel, row + 4 * x, sizeof pixel);
            for (const int shift : {16, 8, 0})
                picture.rgb.push_back(static_cast<std::uint8_t>(pixel >> shift));
        }
    return picture;
}

void CairoCanvas::writePng(const std::string& path) const
{
    // Written beside its place first: a reader never sees half a picture.
    const std::string part = path + ".part";
    const cairo_status_t status = cairo_surface_write_to_png(m_surface.get(), part.c_str());
    std::error_code problem;
    if (status == CAIRO_STATUS_SUCCESS)
        std::filesystem::rename(part, path, problem);
    if (status == CAIRO_STATUS_SUCCESS && !problem)
        return;
    std::error_code ignored; // the first problem is the one to report
    std::filesystem::remove(part, ignored);
    throw Error(ErrorCode::Io, concat("'", path, "' cannot be written"),
                "Check the folder, its rights and the free space");
}

} // namespace imprint::app
