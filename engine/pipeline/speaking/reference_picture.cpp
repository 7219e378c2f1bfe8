#include "engine/pipeline/speaking/reference_picture.h"

#include "engine/core/error.h"
#include "engine/models/pocket/picture_values.h"

#include <algorithm>
#include <cmath>

namespace imprint::engine {
namespace {

/// A side scaled, but no smaller than what it shall cover: rounding may be a pixel short.
std::int64_t scaledSide(std::int64_t side, double scale, std::int64_t covered)
{
    return std::max<std::int64_t>(std::llround(static_cast<double>(side) * scale), covered);
}

} // namespace

at::Tensor referencePicture(const Picture& picture, std::int64_t height, std::int64_t width)
{
    if (picture.width < 1 || picture.height < 1 ||
        picture.rgb.size() != pictureBytes(PixelFormat::Rgb24, picture.width, picture.height))
        throw Error(ErrorCode::BadInput, concat("the reference picture of ", picture.width, " x ",
                                                picture.height, " pixels has none"));
    const at::Tensor bytes = at::tensor(at::ArrayRef<std::uint8_t>(picture.rgb), at::kByte)
                                 .view({picture.height, picture.width, 3});
    const at::Tensor pixels = bytes.permute({2, 0, 1}).unsqueeze(0).to(at::kFloat);
    const double scale = std::max(static_cast<double>(height) / picture.height,
                                  static_cast<double>(width) / picture.width);
    const std::int64_t rows = scaledSide(picture.height, scale, height);
    const std::int64_t columns = scaledSide(picture.width, scale, width);
    const bool fits = rows == picture.height && columns == picture.width;
    const at::Tensor scaled =
        fits ? pixels
             : at::_upsample_bilinear2d_aa(pixels.contiguous(), {rows, columns},
                                           /*align_corners=*/false);
    return pictureValues(scaled.narrow(2, (rows - height) / 2, height)
                             .narrow(3, (columns - width) / 2, width)
                             .contiguous());
}

} // namespace imprint::engine
