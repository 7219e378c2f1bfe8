#pragma once

#include "app/outputs/movie_format.h"
#include "engine/core/engine_session.h"

#include <string>

namespace imprint::app {

/// Where a stream goes and how it is encoded: H.264 and AAC.
struct StreamSettings {
    std::string
        url; ///< rtmp://host[:port]/app[/key], rtmps://..., srt://host:port[?streamid=..&passphrase=..]
    std::string
        key; ///< the service's secret: RTMP's last part, SRT's stream id. Never shown, logged or stored in an error
    std::string authorityFile; ///< PEM file of who signed an rtmps server's certificate; empty: those that the system trusts
    int width = 0;  ///< even
    int height = 0; ///< even
    int framesPerSecond = 25;
    PictureOrigin origin = PictureOrigin::Generated;
    Encoder encoder = Encoder::Software;
    std::string preset = "veryfast"; ///< x264's trade of time for picture quality
    int videoKilobits = 2500;        ///< per second
    int audioKilobits = 128;         ///< per second
    int srtLatencyMs = 200;          ///< time in which SRT may send again what was lost on the way
    int firstRetryMs = 500;          ///< after a lost connection; doubled at every attempt
    int longestRetryMs = 15'000;
};

template <class Config, class Visitor>
requires ConfigOf<Config, StreamSettings>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"streamEncoder", "Who encodes the stream's pictures; auto: the first that opens"},
          c.encoder);
    visit(Field{"streamPreset", "The stream's trade of time for quality, ultrafast to veryslow"},
          c.preset);
    visit(Field{"streamVideoKilobits", "Kilobits per second for the stream's pictures"},
          c.videoKilobits, Range{100, 50'000});
    visit(Field{"streamAudioKilobits", "Kilobits per second for the stream's sound"},
          c.audioKilobits, Range{32, 320});
    visit(Field{"srtLatencyMs", "Time in which SRT may send lost packets again"}, c.srtLatencyMs,
          Range{20, 8000});
    visit(Field{"firstRetryMs", "Wait before a lost stream is connected again; doubles"},
          c.firstRetryMs, Range{10, 60'000});
    visit(Field{"longestRetryMs", "Longest such wait"}, c.longestRetryMs, Range{10, 600'000});
}

} // namespace imprint::app
