#include "app/outputs/movie_writer.h"

#include "app/outputs/audio_track.h"
#include "app/outputs/movie_encoders.h"
#include "app/outputs/movie_file.h"
#include "app/outputs/movie_remux.h"
#include "app/outputs/origin_mark.h"
#include "app/outputs/picture_track.h"
#include "engine/core/log.h"
#include "engine/core/work_watch.h"

#include <exception>
#include <filesystem>
#include <limits>
#include <optional>
#include <utility>

namespace imprint::app {
namespace {

void validateSettings(const RecorderSettings& settings)
{
    const auto isSide = [](int pixels) { return pixels > 0 && pixels % 2 == 0; };
    if (!isSide(settings.width) || !isSide(settings.height))
        throw Error(
            ErrorCode::BadConfig,
            concat("a video of ", settings.width, "x", settings.height, " cannot be recorded"),
            "Width and height must be even");
    if (settings.framesPerSecond <= 0 || settings.framesPerSecond > 240)
        throw Error(ErrorCode::BadConfig,
                    concat("a video of ", settings.framesPerSecond,
                           " frames per second cannot be recorded"),
                    "Use 1 to 240");
    if (settings.audioChannels < 0 || settings.audioChannels > 2)
        throw Error(ErrorCode::BadConfig,
                    concat("sound of ", settings.audioChannels, " channels cannot be recorded"),
                    "Use 1 or 2, or 0 for none");
    validateFormat(settings.format, containerOf(settings.path));
}

HeaderPlace headerPlace(const MovieFile& file)
{
    return file.wantsGlobalHeaders() ? HeaderPlace::InContainer : HeaderPlace::InStream;
}

MovieTrack trackOf(MovieFile& file, AvCodecPtr codec)
{
    AVStream& stream = addStreamOf(file.context(), *codec);
    return MovieTrack(
        std::move(codec), stream, [&file](AVPacket& packet) { file.write(packet); }, file.path());
}

std::int64_t freeBytes(const std::string& path)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::space_info space = fs::space(fs::absolute(path).parent_path(), error);
    // A folder that cannot be looked at fails when the file is made, with a better message.
    return error ? std::numeric_limits<std::int64_t>::max()
                 : static_cast<std::int64_t>(space.available);
}

void requireFreeSpace(const RecorderSettings& settings, const char* consequence)
{
    const std::int64_t left = freeBytes(settings.path);
    if (settings.minimumFreeBytes > 0 && left < settings.minimumFreeBytes)
        throw Error(ErrorCode::Io,
                    concat(consequence, " '", settings.path, "': its disk has ", left / 1'000'000,
                           " MB left, and ", settings.minimumFreeBytes / 1'000'000,
                           " MB are to stay free"),
                    "Free some space or use another disk; what was recorded before is kept and "
                    "plays");
}

} // namespace

struct MovieWriter::Parts {
    explicit Parts(const RecorderSettings& s);

    void flush();
    void end();

    RecorderSettings settings;
    MovieFile file;
    std::optional<PictureTrack> video;
    std::optional<AudioTrack> audio;        // none if the movie is silent
    std::optional<std::int64_t> firstIndex; // frame index at the movie's start
    std::int64_t lastIndex = -1;
    RecorderStats stats;
    bool open = true; // false once finished or failed
};

MovieWriter::Parts::Parts(const RecorderSettings& s)
    : settings(s)
    , file(s.path, MovieLayout::CrashSafe)
{
    VideoEncoder encoder = openVideoEncoder({.width = s.width,
                                             .height = s.height,
                                             .framesPerSecond = s.framesPerSecond,
                                             .format = s.format,
                                             .headers = headerPlace(file),
                                             .liveKilobits = {}});
    stats.encoder = encoder.taken->name;
    video.emplace(trackOf(file, std::move(encoder.codec)), encoder.pixels);
    if (s.audioChannels > 0)
        audio.emplace(trackOf(file, openAudioEncoder({.sampleRate = s.audioSampleRate,
                                                      .channels = s.audioChannels,
                                                      .codec = s.format.audioCodec,
                                                      .headers = headerPlace(file)})));
    file.setMetadata("title", s.title);
    const OriginMark mark = markOf(s.origin);
    file.setMetadata("comment",
                     s.comment.empty() ? mark.words : concat(mark.words, "; ", s.comment));
    file.setMetadata("description", mark.source);
    file.writeHeader();
}

void MovieWriter::Parts::flush()
{
    if (audio)
        audio->flush();
    video->flush();
    if (audio)
        stats.audioSeconds = audio->seconds();
}

void MovieWriter::Parts::end()
{
    open = false; // whatever fails below, it is not tried a second time
    flush();
    file.finish();
    stats.bytes = file.bytes();
}

MovieWriter::MovieWriter(const RecorderSettings& settings)
{
    validateSettings(settings);
    requireFreeSpace(settings, "there is no room for");
    m_parts = std::make_unique<Parts>(settings);
}

MovieWriter::~MovieWriter()
{
    if (!m_parts->open || m_parts->stats.frames == 0)
        return; // MovieFile removes a file without content
    try {
        m_parts->end();
    } catch (const std::exception& error) {
        log(LogLevel::Warning, concat("ending '", m_parts->settings.path, "': ", error.what()));
    }
}

void MovieWriter::writeVideo(const VideoFrame& frame, std::int64_t index)
{
    Parts& parts = *m_parts;
    IMPRINT_ASSERT(parts.open, "'", parts.settings.path, "' is closed");
    IMPRINT_ASSERT(!parts.firstIndex || index > parts.lastIndex, "index ", index, " after ",
                   parts.lastIndex);
    const WorkWatch watch;
    parts.firstIndex = parts.firstIndex.value_or(index);
    parts.lastIndex = index;
    parts.open = false; // stays so if encoding or writing throws
    parts.video->encode(frame, index - *parts.firstIndex);
    parts.open = true;
    ++parts.stats.frames;
    parts.stats.encode.add(watch.elapsed());
    if (parts.stats.frames % parts.settings.framesPerSecond == 0)
        stopBeforeDiskIsFull();
}

/// Once a second, as long as there is still room for the file's end.
void MovieWriter::stopBeforeDiskIsFull()
{
    try {
        requireFreeSpace(m_parts->settings, "the recording has ended:");
    } catch (const Error&) {
        m_parts->end();
        throw;
    }
}

void MovieWriter::writeAudio(std::span<const float> samples)
{
    Parts& parts = *m_parts;
    IMPRINT_ASSERT(parts.open, "'", parts.settings.path, "' is closed");
    IMPRINT_ASSERT(parts.audio, samples.size(), " samples for a silent movie");
    parts.open = false;
    parts.audio->encode(samples);
    parts.open = true;
    parts.stats.audioSeconds = parts.audio->seconds();
}

void MovieWriter::finish()
{
    Parts& parts = *m_parts;
    IMPRINT_ASSERT(parts.open, "'", parts.settings.path, "' is closed");
    if (parts.stats.frames == 0)
        throw Error(ErrorCode::BadInput,
                    concat("the video '", parts.settings.path, "' has no frames"),
                    "Record at least one");
    parts.end();
    if (containerOf(parts.settings.path) == Container::Matroska)
        return;
    try {
        remuxToPlain(parts.settings.path);
        parts.stats.plain = true;
    } catch (const std::exception& error) {
        // The recording is complete and plays; only the quicker start is missing, as the statistics say.
        log(LogLevel::Warning,
            concat("'", parts.settings.path, "' stays fragmented: ", error.what()));
    }
}

RecorderStats MovieWriter::stats() const
{
    RecorderStats stats = m_parts->stats;
    stats.bytes = m_parts->file.bytes();
    return stats;
}

} // namespace imprint::app
