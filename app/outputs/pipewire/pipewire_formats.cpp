#include "app/outputs/pipewire/pipewire_formats.h"

#include "engine/core/error.h"

#include <spa/param/audio/format-utils.h>
#include <spa/param/buffers.h>
#include <spa/param/video/format-utils.h>

#include <array>
#include <utility>

namespace imprint::app {
namespace {

constexpr std::size_t kWords = 128; // 1 KiB: several times what the largest takes
constexpr int kBuffers = 8;         // two readers may hold some and leave enough to fill
constexpr int kMostBuffers = 16;

constexpr std::array kLayouts{
    std::pair{PictureLayout::I420, SPA_VIDEO_FORMAT_I420},
    std::pair{PictureLayout::Nv12, SPA_VIDEO_FORMAT_NV12},
    std::pair{PictureLayout::Yuy2, SPA_VIDEO_FORMAT_YUY2},
};

/// Builds one value into a buffer of its own.
template <class Build>
PodBytes built(Build&& build)
{
    PodBytes bytes(kWords);
    spa_pod_builder builder{};
    spa_pod_builder_init(&builder, bytes.data(),
                         static_cast<std::uint32_t>(bytes.size() * sizeof(bytes[0])));
    const bool fits = build(&builder) != nullptr;
    IMPRINT_ASSERT(fits, "a value of PipeWire is larger than its buffer");
    return bytes;
}

} // namespace

PodBytes videoFormat(PictureLayout layout, int width, int height, int framesPerSecond)
{
    spa_video_info_raw info{};
    for (const auto& [ours, theirs] : kLayouts)
        if (ours == layout)
            info.format = theirs;
    info.size = {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
    info.framerate = {static_cast<std::uint32_t>(framesPerSecond), 1};
    return built([&](spa_pod_builder* builder) {
        return spa_format_video_raw_build(builder, SPA_PARAM_EnumFormat, &info);
    });
}

PodBytes monoFormat(int sampleRate)
{
    spa_audio_info_raw info{};
    info.format = SPA_AUDIO_FORMAT_F32;
    info.rate = static_cast<std::uint32_t>(sampleRate);
    info.channels = 1;
    info.position[0] = SPA_AUDIO_CHANNEL_MONO;
    return built([&](spa_pod_builder* builder) {
        return spa_format_audio_raw_build(builder, SPA_PARAM_EnumFormat, &info);
    });
}

std::optional<PictureLayout> chosenLayout(const spa_pod* format)
{
    spa_video_info_raw info{};
    if (format == nullptr || spa_format_video_raw_parse(format, &info) < 0)
        return std::nullopt;
    for (const auto& [ours, theirs] : kLayouts)
        if (info.format == theirs)
            return ours;
    return std::nullopt;
}

PodBytes pictureBuffers(PictureLayout layout, int width, int height)
{
    return built([&](spa_pod_builder* builder) {
        return spa_pod_builder_add_object(
            builder, SPA_TYPE_OBJECT_ParamBuffers, SPA_PARAM_Buffers, //
            SPA_PARAM_BUFFERS_buffers, SPA_POD_CHOICE_RANGE_Int(kBuffers, 2, kMostBuffers),
            SPA_PARAM_BUFFERS_blocks, SPA_POD_Int(1), //
            SPA_PARAM_BUFFERS_size,
            SPA_POD_Int(static_cast<std::int32_t>(bytesOf(layout, width, height))),
            SPA_PARAM_BUFFERS_stride, SPA_POD_Int(bytesPerRow(layout, width)),
            SPA_PARAM_BUFFERS_dataType,
            SPA_POD_CHOICE_FLAGS_Int((1 << SPA_DATA_MemFd) | (1 << SPA_DATA_MemPtr)));
    });
}

PodBytes headerMeta()
{
    return built([&](spa_pod_builder* builder) {
        return spa_pod_builder_add_object(
            builder, SPA_TYPE_OBJECT_ParamMeta, SPA_PARAM_Meta, SPA_PARAM_META_type,
            SPA_POD_Id(SPA_META_Header), SPA_PARAM_META_size,
            SPA_POD_Int(static_cast<std::int32_t>(sizeof(spa_meta_header))));
    });
}

} // namespace imprint::app
