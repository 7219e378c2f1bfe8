#pragma once

#include "engine/core/fields.h"

#include <QString>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace imprint::ui {

/// Where a live run can go.
enum class OutputId {
    Recording,
    Camera,   ///< of PipeWire
    Loopback, ///< camera behind v4l2loopback
    Microphone,
    Stream,
    Take, ///< what is needed to render it again, better
};

inline constexpr std::array kOutputIds = {OutputId::Recording, OutputId::Camera,
                                          OutputId::Loopback,  OutputId::Microphone,
                                          OutputId::Stream,    OutputId::Take};

enum class OutputState {
    Off,
    Starting,
    OnAir,
    Finishing, ///< what is queued is written or sent
    Failed,    ///< it ended by itself
};

/// How one output stands, measured.
struct OutputView {
    OutputState state = OutputState::Off;
    QString words;  ///< how it stands in its own words ("waiting for a reader"), or why it failed
    QString target; ///< file, name or address
    double seconds = 0; ///< since it began
    std::int64_t frames = 0;
    std::int64_t lost = 0;
    std::int64_t bytes = 0;
    int queue = 0;

    friend bool operator==(const OutputView&, const OutputView&) = default;
};

/// Room for recordings.
struct DiskView {
    std::int64_t freeBytes = -1;    ///< -1: not known
    std::int64_t reservedBytes = 0; ///< that a recording leaves
    double bytesPerSecond = 0;      ///< of the recording that runs; 0: not known
};

/// One thing to choose from.
struct OutputChoice {
    QString id; ///< as stored
    QString label;
};

/// What is set about outputs. Secrets are not: they are kept elsewhere, if at all.
struct OutputSettings {
    int pictureSize = 512; ///< width and height of the picture, even; 0: the model's own
    std::string recordingFolder;
    std::string recordingName = "take {date} {time}"; ///< without the extension
    std::string recordingFormat = "mp4-h264";         ///< id of an OutputChoice
    std::string cameraName = "Imprint camera";
    std::string loopbackNode; ///< empty: the first free one
    int voiceOffsetMs = 0;    ///< by which the microphone is later than the camera
    std::string streamAddress;
    bool streamIsRemembered = false; ///< its key is to be there at the next start
    int streamVideoKilobits = 2500;  ///< per second
    int streamAudioKilobits = 128;   ///< per second
    std::string streamPreset = "veryfast";
    std::string streamEncoder = "software"; ///< id of an OutputChoice

    friend bool operator==(const OutputSettings&, const OutputSettings&) = default;
};

template <class Config, class Visitor>
requires ConfigOf<Config, OutputSettings>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"pictureSize", "Width and height of the picture; 0: the model's own"},
          c.pictureSize, Range{0, 2160});
    visit(Field{"recordingFolder", "Where recordings are kept"}, c.recordingFolder);
    visit(Field{"recordingName", "Name of recordings; {date} and {time} are filled in"},
          c.recordingName);
    visit(Field{"recordingFormat", "Container and codec of recordings"}, c.recordingFormat);
    visit(Field{"cameraName", "What people choose the camera by"}, c.cameraName);
    visit(
        Field{"loopbackNode", "Node of the camera behind v4l2loopback; empty: the first free one"},
        c.loopbackNode);
    visit(Field{"voiceOffsetMs", "Milliseconds by which the microphone is later than the camera"},
          c.voiceOffsetMs, Range{-80, 1000});
    visit(Field{"streamAddress", "Where the stream goes, without its key"}, c.streamAddress);
    visit(Field{"streamIsRemembered", "Keep the stream's key for the next start"},
          c.streamIsRemembered);
    visit(Field{"streamVideoKilobits", "Kilobits per second for the stream's pictures"},
          c.streamVideoKilobits, Range{100, 50'000});
    visit(Field{"streamAudioKilobits", "Kilobits per second for the stream's sound"},
          c.streamAudioKilobits, Range{32, 320});
    visit(Field{"streamPreset", "The stream's trade of time for quality, ultrafast to veryslow"},
          c.streamPreset);
    visit(Field{"streamEncoder", "Who encodes the stream's pictures"}, c.streamEncoder);
}

} // namespace imprint::ui
