#include "app/session/image_copy.h"

#include "audio/file/image_file.h"

#include <utility>

namespace imprint::app {

ImageCopy copyOfImage(const std::string& path)
{
    std::string bytes = audio::readPictureFile(path);
    audio::decodePicture(bytes, path);
    return {.path = path, .bytes = std::make_shared<const std::string>(std::move(bytes))};
}

ImageCopy copyOfImage(const Picture& picture)
{
    return {.path = {}, .bytes = std::make_shared<const std::string>(audio::encodedPng(picture))};
}

std::optional<Picture> pictureOf(const ImageCopy& copy)
{
    if (!copy.bytes)
        return std::nullopt;
    return audio::decodePicture(*copy.bytes,
                                copy.path.empty() ? "the reference picture" : copy.path);
}

} // namespace imprint::app
