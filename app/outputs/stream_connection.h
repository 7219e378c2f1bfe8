#pragma once

#include "app/outputs/audio_track.h"
#include "app/outputs/picture_track.h"
#include "app/outputs/stream_address.h"
#include "app/outputs/stream_deadline.h"
#include "app/outputs/stream_settings.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace imprint::app {

/// Opens the encoder that a stream needs. Throws Error(BadConfig or Unsupported).
VideoEncoder openStreamEncoder(const StreamSettings& settings, HeaderPlace headers);

/// One connection to a streaming server, from its first picture to its last; its time stamps begin at 0. What goes
/// wrong on the network is an Error(Io) whose message is the bare reason. Thread: its owner's.
class StreamConnection {
public:
    /// Waits until the server has answered. The deadline outlives the connection.
    StreamConnection(const StreamSettings& settings, const StreamAddress& address,
                     StreamDeadline& deadline);
    ~StreamConnection();
    StreamConnection(const StreamConnection&) = delete;
    StreamConnection& operator=(const StreamConnection&) = delete;

    /// samples  mono, kLiveSampleRate, following the previous ones
    void sendSound(std::span<const float> samples) { m_audio->encode(samples); }

    /// frame  I420 of the settings' size; place in frames
    void sendPicture(const VideoFrame& frame, std::int64_t place, KeyFrame keyFrame)
    {
        m_video->encode(frame, place, keyFrame);
    }

    /// Sends what the encoders hold and says goodbye. With SRT it stays open for the latency after that, else the
    /// receiver would lose what it has not yet played.
    void finish();

    std::int64_t bytes() const { return m_bytes; }
    const std::string& encoder() const { return m_encoder; }

private:
    void connect();
    MovieTrack trackOf(AvCodecPtr codec);
    void write(AVPacket& packet);
    void check(int result);

    const StreamSettings& m_settings;
    const StreamAddress& m_address;
    StreamDeadline& m_deadline;
    AvOutputPtr m_output;
    std::string m_encoder;
    std::optional<PictureTrack> m_video;
    std::optional<AudioTrack> m_audio;
    std::int64_t m_bytes = 0;
};

} // namespace imprint::app
