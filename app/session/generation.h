#pragma once

#include "app/outputs/frame_finisher.h"
#include "app/outputs/movie_format.h"
#include "engine/core/engine_session.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace imprint::app {

/// What a generation to a file reads and writes.
struct GenerationRequest {
    std::string audioPath; ///< empty: silence
    double seconds = 0;    ///< longest video; 0: as long as the sound
    std::string outPath;   ///< must not exist
    int width = 0;         ///< size of the finished picture, even
    int height = 0;
    CameraMotion motion = CameraMotion::Still;
    MovieFormat format;
    std::string description; ///< goes into the file's comment: settings that made it
};

/// Measured figures of a finished generation.
struct GenerationReport {
    std::int64_t frames = 0;
    double seconds = 0;     ///< of video
    double wallSeconds = 0; ///< from the first input to the file closed
    double encodeMs = 0;    ///< finishing and encoding, mean per generator block
    bool stopped = false;   ///< the user ended it early; the file holds what was made until then
    /// Of the pictures as they were made (frame_digest.h), before the camera and the encoder.
    std::uint64_t digest = 0;

    double framesPerSecond() const
    {
        return wallSeconds > 0 ? static_cast<double>(frames) / wallSeconds : 0.0;
    }
};

/// Seconds of video that a request will give: the sound is read once, so that a damaged file is found before
/// anything is made. Throws Error(BadInput) naming the file and how much of it is intact.
double plannedSeconds(const GenerationRequest& request);

/// Called after every frame: frames so far; returns false to end the generation.
using GenerationProgress = std::function<bool(std::int64_t frames)>;

/// What one of several sessions that follow each other makes of a video.
struct GenerationPart {
    std::int64_t firstFrame = 0; ///< of the video, with which the session begins
    std::int64_t samples = 0;    ///< of sound that it hears; 0: all that is left
    std::function<void(const VideoFrame&)>
        made; ///< told of every frame as the session made it; may be empty
};

/// A video file that one session makes, or several in turn. Frames that a session leaves out are a longer look at the ones
/// before. If it fails the file keeps what was written, or is removed if that is nothing. Thread: its owner's.
class Generation {
public:
    /// info  of the first session; the others must make pictures of the same size at the same rate
    Generation(const GenerationRequest& request, const SessionInfo& info);
    ~Generation();
    Generation(const Generation&) = delete;
    Generation& operator=(const Generation&) = delete;

    /// Feeds sound to the session on a thread of its own, takes its frames, and stops it.
    /// stop  ends it soon after it was asked for, also while a frame takes minutes; who asks does not wait
    /// Throws what the session, the reader or the recorder throws.
    void run(EngineSession& session, const GenerationPart& part, const GenerationProgress& progress,
             std::stop_token stop = {});

    bool stopped() const; ///< `progress` or `stop` ended it

    /// Closes the file.
    GenerationReport finish();

private:
    struct Work;
    std::unique_ptr<Work> m_work;
};

/// Feeds the sound to the session on a thread of its own, and writes the frames with their sound into the file.
/// If it fails the file keeps what was written, or is removed if that is nothing.
/// Throws what the session, the reader or the recorder throws. Thread: the caller's, until the file is closed.
GenerationReport generateToFile(EngineSession& session, const GenerationRequest& request,
                                const GenerationProgress& progress, std::stop_token stop = {});

} // namespace imprint::app
