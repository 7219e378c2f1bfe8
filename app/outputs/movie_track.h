#pragma once

#include "app/outputs/ffmpeg_handles.h"

#include <functional>
#include <string>

namespace imprint::app {

/// Takes the content of a finished packet, whose time stamps are in its stream's time base.
using PacketWriter = std::function<void(AVPacket&)>;

/// A new stream of `output`, which owns it; its time base is final once the header is written.
AVStream& addStream(AVFormatContext& output, const AVCodecParameters& parameters,
                    AVRational timeBase);

/// The same, described by an encoder that is open.
AVStream& addStreamOf(AVFormatContext& output, const AVCodecContext& codec);

/// One encoder and its stream. Thread: its owner's.
class MovieTrack {
public:
    /// codec   opened
    /// stream  outlives the track
    /// target  for messages: the file or address
    MovieTrack(AvCodecPtr codec, AVStream& stream, PacketWriter write, std::string target);

    /// Encodes a frame, whose pts is in the encoder's time base, and writes what comes out.
    void encode(const AVFrame& frame) { send(&frame); }

    /// Writes what is still inside the encoder; the last call.
    void flush() { send(nullptr); }

    const AVCodecContext& codec() const { return *m_codec; }

private:
    void send(const AVFrame* frame);

    AvCodecPtr m_codec;
    AVStream& m_stream;
    PacketWriter m_write;
    std::string m_target;
    AvPacketPtr m_packet = makePacket();
};

} // namespace imprint::app
