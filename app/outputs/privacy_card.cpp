#include "app/outputs/privacy_card.h"

#include "app/outputs/cairo_canvas.h"

#include <algorithm>
#include <utility>

namespace imprint::app {
namespace {

constexpr CairoColor kGround = hexColor(0x17191d);
constexpr CairoColor kWords = hexColor(0xe8eaed);
constexpr double kWordsShare = 0.8; // of the width, at most
constexpr double kSizeShare = 0.08; // of the height

} // namespace

VideoFrame drawPrivacyCard(int width, int height, const std::string& words)
{
    CairoCanvas canvas(width, height);
    canvas.setColor(kGround);
    canvas.rectangle(0, 0, width, height);
    canvas.setColor(kWords);
    double size = kSizeShare * height;
    const double wide = canvas.textWidth(words, size);
    size *= std::min(1.0, kWordsShare * width / std::max(1.0, wide));
    canvas.text(width / 2.0, height / 2.0, words, size, TextAnchor::Middle);
    Picture picture = canvas.picture();
    return {.format = PixelFormat::Rgb24,
            .width = width,
            .height = height,
            .data = std::move(picture.rgb)};
}

} // namespace imprint::app
