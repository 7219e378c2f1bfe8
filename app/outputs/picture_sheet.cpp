#include "app/outputs/picture_sheet.h"

#include "app/outputs/cairo_canvas.h"
#include "engine/core/error.h"

#include <algorithm>
#include <memory>
#include <sstream>

namespace imprint::app {
namespace {

constexpr double kGap = 6;
constexpr double kMargin = 14;
constexpr double kSheetTitleHeight = 34;
constexpr double kColumnHeight = 22;
constexpr double kTextSize = 13;
constexpr double kLineHeight = 17;

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

/// Where everything stands on the sheet.
struct SheetLayout {
    double captionWidth = 0;
    double top = kMargin;
    int width = 0;
    int height = 0;
};

SheetLayout layoutOf(const PictureSheet& sheet)
{
    CairoCanvas ruler(1, 1);
    SheetLayout layout;
    std::size_t columns = sheet.columns.size();
    for (const SheetRow& row : sheet.rows) {
        columns = std::max(columns, row.pictures.size());
        for (const std::string& line : linesOf(row.caption))
            layout.captionWidth =
                std::max(layout.captionWidth, ruler.textWidth(line, kTextSize) + 12);
    }
    layout.top += sheet.title.empty() ? 0 : kSheetTitleHeight;
    layout.top += sheet.columns.empty() ? 0 : kColumnHeight;
    const double pictures = static_cast<double>(columns) * (sheet.cell + kGap) - kGap;
    const double title = ruler.textWidth(sheet.title, 17, TextWeight::Bold);
    layout.width = static_cast<int>(2 * kMargin + std::max(layout.captionWidth + pictures, title));
    layout.height = static_cast<int>(layout.top + kMargin - kGap +
                                     static_cast<double>(sheet.rows.size()) * (sheet.cell + kGap));
    return layout;
}

void paintPicture(CairoCanvas& canvas, const Picture& picture, double x, double y, int cell)
{
    IMPRINT_ASSERT(picture.width > 0 && picture.height > 0 &&
                       picture.rgb.size() ==
                           pictureBytes(PixelFormat::Rgb24, picture.width, picture.height),
                   "a picture of ", picture.width, " x ", picture.height, " with ",
                   picture.rgb.size(), " bytes");
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, picture.width);
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(stride / 4) *
                                      static_cast<std::size_t>(picture.height));
    for (int row = 0; row < picture.height; ++row)
        for (int column = 0; column < picture.width; ++column) {
            const std::uint8_t* rgb =
                &picture.rgb[3 * static_cast<std::size_t>(row * picture.width + column)];
            pixels[static_cast<std::size_t>(row * (stride / 4) + column)] =
                static_cast<std::uint32_t>(rgb[0] << 16 | rgb[1] << 8 | rgb[2]);
        }
    const auto destroy = [](cairo_surface_t* surface) { cairo_surface_destroy(surface); };
    const std::unique_ptr<cairo_surface_t, decltype(destroy)> image(
        cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(pixels.data()),
                                            CAIRO_FORMAT_RGB24, picture.width, picture.height,
                                            stride),
        destroy);
    const double scale = static_cast<double>(cell) / std::max(picture.width, picture.height);
    cairo_t* context = canvas.context();
    cairo_save(context);
    cairo_translate(context, x + (cell - scale * picture.width) / 2,
                    y + (cell - scale * picture.height) / 2);
    cairo_scale(context, scale, scale);
    cairo_set_source_surface(context, image.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD);
    cairo_rectangle(context, 0, 0, picture.width, picture.height);
    cairo_fill(context);
    cairo_restore(context);
}

void paintCaption(CairoCanvas& canvas, const std::string& caption, double middle)
{
    const std::vector<std::string> lines = linesOf(caption);
    double y = middle - kLineHeight * (static_cast<double>(lines.size()) - 1) / 2;
    for (const std::string& line : lines) {
        canvas.text(kMargin, y, line, kTextSize);
        y += kLineHeight;
    }
}

} // namespace

void drawPictureSheet(const std::string& pngPath, const PictureSheet& sheet)
{
    const SheetLayout layout = layoutOf(sheet);
    CairoCanvas canvas(layout.width, layout.height);
    const double left = kMargin + layout.captionWidth;
    canvas.setColor(kInk);
    if (!sheet.title.empty())
        canvas.text(kMargin, kMargin + kSheetTitleHeight / 2 - 6, sheet.title, 17, TextAnchor::Left,
                    TextWeight::Bold);
    const auto columnX = [&](std::size_t column) {
        return left + static_cast<double>(column) * (sheet.cell + kGap);
    };
    canvas.setColor(kFaintInk);
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
        canvas.text(columnX(i) + sheet.cell / 2.0, layout.top - kColumnHeight / 2, sheet.columns[i],
                    kTextSize, TextAnchor::Middle);
    double y = layout.top;
    for (const SheetRow& row : sheet.rows) {
        canvas.setColor(kInk);
        paintCaption(canvas, row.caption, y + sheet.cell / 2.0);
        for (std::size_t i = 0; i < row.pictures.size(); ++i)
            paintPicture(canvas, row.pictures[i], columnX(i), y, sheet.cell);
        y += sheet.cell + kGap;
    }
    canvas.writePng(pngPath);
}

} // namespace imprint::app
