#pragma once

#include "engine/core/engine_model.h"
#include "engine/core/fields.h"
#include "engine/core/video_rhythm.h"

#include <cstdint>
#include <string>
#include <vector>

/// A live take as a folder: sound.wav, what the engine heard (16 kHz, 32-bit floats); take.jsonl, what was done when, one
/// JSON object a line; reference.png and persona, if there were any. Both grow while the take goes on: a killed program leaves
/// a take that is whole up to then, but for a last line without its end, which is not read.
namespace imprint::app {

/// 2: it is told how long the first block is, which was one frame in version 1.
inline constexpr int kTakeVersion = 2;

/// First line: what holds for the whole take.
struct TakeHeader {
    int version = kTakeVersion;
    std::string model; ///< as it is found: a name, or a folder, which a writer makes absolute
    int size = 0;      ///< wanted width and height of the picture; 0: the model's own
    bool sway = false; ///< the camera moved gently
    bool reference = false;
    bool persona = false;
};

template <class Config, class Visitor>
requires ConfigOf<Config, TakeHeader>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"version", "Version of the format"}, c.version);
    visit(Field{"model", "Model that made the pictures"}, c.model);
    visit(Field{"size", "Wanted width and height"}, c.size, Range{0, 16384});
    visit(Field{"sway", "Whether the camera moved gently"}, c.sway);
    visit(Field{"reference", "Whether there is a reference picture"}, c.reference);
    visit(Field{"persona", "Whether there is a persona"}, c.persona);
}

/// A session of the engine begins: the first, and one after each failure and each new person.
struct TakeSessionStart {
    std::int64_t firstFrame = 0; ///< of the take, at whose sound it begins
    int framesPerSecond = 0;
    int firstBlockFrames = 1; ///< video frames of the first block
    int blockFrames = 0;      ///< video frames per later block

    VideoRhythm rhythm() const
    {
        return {.firstBlockFrames = firstBlockFrames,
                .blockFrames = blockFrames,
                .framesPerSecond = framesPerSecond};
    }
};

template <class Config, class Visitor>
requires ConfigOf<Config, TakeSessionStart>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"firstFrame", "Frame of the take with which it begins"}, c.firstFrame,
          Range<std::int64_t>{0, 1'000'000'000});
    visit(Field{"framesPerSecond", "Frames per second"}, c.framesPerSecond, Range{1, 1000});
    visit(Field{"firstBlockFrames", "Video frames of the first block"}, c.firstBlockFrames,
          Range{1, 1000});
    visit(Field{"blockFrames", "Video frames per later block"}, c.blockFrames, Range{1, 1000});
}

/// Where new settings came in.
struct TakeChange {
    int session = 0; ///< in the order of their starts
    std::int64_t block = 0;
};

template <class Config, class Visitor>
requires ConfigOf<Config, TakeChange>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"session", "Session, counted from 0"}, c.session, Range{0, 1'000'000'000});
    visit(Field{"block", "First block with the settings"}, c.block,
          Range<std::int64_t>{0, 1'000'000'000});
}

/// A block that was made in time. One that is missing between two was skipped.
struct TakeBlock {
    int session = 0;
    std::int64_t block = 0;
    int frames = 0;           ///< of it that came
    std::uint64_t digest = 0; ///< of their pictures (frame_digest.h)
};

template <class Config, class Visitor>
requires ConfigOf<Config, TakeBlock>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"session", "Session, counted from 0"}, c.session, Range{0, 1'000'000'000});
    visit(Field{"block", "Block of the session"}, c.block, Range<std::int64_t>{0, 1'000'000'000});
    visit(Field{"frames", "Frames that came"}, c.frames, Range{1, 1000});
    visit(Field{"digest", "Tells whether the same pictures are made again"}, c.digest);
}

struct TakeSession {
    TakeSessionStart start;
    SessionRequest request; ///< not live, and with the script that makes the same frames again
    std::vector<TakeBlock> blocks; ///< in their order
};

struct Take {
    TakeHeader header;
    std::string soundPath;
    std::int64_t soundSamples = 0;     ///< at the engine's rate
    std::vector<TakeSession> sessions; ///< those that heard anything; at least one
};

/// One line each, with its end.
std::string takeLine(const TakeHeader& header);
std::string takeLine(const TakeSessionStart& start, const SessionConfig& settings);
std::string takeLine(const TakeChange& change, const SessionConfig& settings);
std::string takeLine(const TakeBlock& block);

std::string takeScriptPath(const std::string& folder);
std::string takeSoundPath(const std::string& folder);
std::string takeReferencePath(const std::string& folder);
std::string takePersonaPath(const std::string& folder);

/// Throws Error(NotFound | BadInput | BadConfig | Unsupported) naming file and line.
Take readTake(const std::string& folder);

} // namespace imprint::app
