#pragma once

#include "app/outputs/ffmpeg_handles.h"
#include "app/outputs/movie_file.h"

namespace imprint::app {

/// One encoder and its stream in a movie file. Thread: its owner's.
class MovieTrack {
public:
    /// codec  opened; the file outlives the track
    MovieTrack(MovieFile& file, AvCodecPtr codec);

    /// Encodes a frame, whose pts is in the encoder's time base, and writes what comes out.
    void encode(const AVFrame& frame) { send(&frame); }

    /// Writes what is still inside the encoder; the last call.
    void flush() { send(nullptr); }

    const AVCodecContext& codec() const { return *m_codec; }

private:
    void send(const AVFrame* frame);

    MovieFile& m_file;
    AvCodecPtr m_codec;
    AVStream& m_stream;
    AvPacketPtr m_packet = makePacket();
};

} // namespace imprint::app
