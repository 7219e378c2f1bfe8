#include "app/gui/recording_formats.h"

#include "app/gui/tr.h"

#include <algorithm>
#include <iterator>

namespace imprint::app {
namespace {

struct Row {
    const char* id;
    const char* label;
    const char* extension;
    VideoCodec video;
    AudioCodec audio;
    Encoder encoder;
};

// No std::array: lupdate takes that for the texts' context.
constexpr Row kRows[] = {
    Row{"mp4-h264", QT_TR_NOOP("MP4, H.264"), "mp4", VideoCodec::H264, AudioCodec::Aac,
        Encoder::Software},
    Row{"mp4-h264-card", QT_TR_NOOP("MP4, H.264 by card"), "mp4", VideoCodec::H264, AudioCodec::Aac,
        Encoder::Auto},
    Row{"mp4-hevc", QT_TR_NOOP("MP4, HEVC"), "mp4", VideoCodec::Hevc, AudioCodec::Aac,
        Encoder::Software},
    Row{"mkv-h264", QT_TR_NOOP("MKV, H.264"), "mkv", VideoCodec::H264, AudioCodec::Aac,
        Encoder::Software},
    Row{"mov-prores", QT_TR_NOOP("MOV, ProRes"), "mov", VideoCodec::ProRes, AudioCodec::Pcm,
        Encoder::Software},
    Row{"mkv-ffv1", QT_TR_NOOP("MKV, FFV1"), "mkv", VideoCodec::Ffv1, AudioCodec::Pcm,
        Encoder::Software},
};

} // namespace

RecordingFormat recordingFormat(const std::string& id)
{
    const auto found = std::find_if(std::begin(kRows), std::end(kRows),
                                    [&](const Row& row) { return id == row.id; });
    const Row& row = found == std::end(kRows) ? kRows[0] : *found;
    RecordingFormat format{.id = row.id, .extension = row.extension};
    format.format.videoCodec = row.video;
    format.format.audioCodec = row.audio;
    format.format.encoder = row.encoder;
    return format;
}

std::vector<ui::OutputChoice> recordingFormatChoices()
{
    std::vector<ui::OutputChoice> choices;
    for (const Row& row : kRows)
        choices.push_back({.id = QString::fromLatin1(row.id), .label = tr(row.label)});
    return choices;
}

std::vector<ui::OutputChoice> encoderChoices()
{
    const auto choice = [](Encoder encoder, const char* label) {
        const std::string_view name = enumName(encoder);
        return ui::OutputChoice{
            .id = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
            .label = tr(label)};
    };
    return {choice(Encoder::Software, QT_TR_NOOP("Processor (x264)")),
            choice(Encoder::Auto, QT_TR_NOOP("Graphics card, if it can")),
            choice(Encoder::Nvenc, QT_TR_NOOP("NVIDIA card")),
            choice(Encoder::Vaapi, QT_TR_NOOP("Intel or AMD card"))};
}

} // namespace imprint::app
