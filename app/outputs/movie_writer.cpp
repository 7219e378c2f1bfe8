#include "app/outputs/movie_writer.h"

#include "app/outputs/movie_encoders.h"
#include "app/outputs/movie_remux.h"
#include "app/outputs/movie_track.h"
#include "engine/core/log.h"
#include "engine/core/stopwatch.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <optional>
#include <string_view>
#include <vector>

namespace imprint::app {
namespace {

/// What a file says about where its pictures come from.
struct OriginMark {
    const char* words;
    const char* source; ///< IPTC's term for it, which tools that look for synthetic media know
};

OriginMark markOf(PictureOrigin origin)
{
    if (origin == PictureOrigin::Drawn)
        return {"Drawn, not generated: animated video (synthetic media), made with Imprint",
                "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"};
    return {"AI-generated video (synthetic media), made with Imprint",
            "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"};
}

constexpr std::array<std::string_view, 9> kPresets{
    "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"};

void validate(const RecorderSettings& settings)
{
    const auto require = [](bool good, const std::string& message, const char* hint) {
        if (!good)
            throw Error(ErrorCode::BadConfig, message, hint);
    };
    require(settings.width > 0 && settings.height > 0 && settings.width % 2 == 0 &&
                settings.height % 2 == 0,
            concat("a video of ", settings.width, "x", settings.height, " cannot be recorded"),
            "width and height must be even");
    require(
        settings.framesPerSecond > 0 && settings.framesPerSecond <= 240,
        concat("a video of ", settings.framesPerSecond, " frames per second cannot be recorded"),
        "use 1 to 240");
    require(settings.audioChannels >= 0 && settings.audioChannels <= 2,
            concat("sound of ", settings.audioChannels, " channels cannot be recorded"),
            "use 1 or 2, or 0 for none");
    require(settings.crf >= 0 && settings.crf <= 51,
            concat("the quality crf ", settings.crf, " does not exist"),
            "use 0 (lossless) to 51 (worst)");
    // Checked here because x264 itself would print to stderr.
    require(std::find(kPresets.begin(), kPresets.end(), settings.preset) != kPresets.end(),
            concat("the preset '", settings.preset, "' does not exist"),
            "use ultrafast, superfast, veryfast, faster, fast, medium, slow, slower or veryslow");
}

HeaderPlace headerPlace(const MovieFile& file)
{
    return file.wantsGlobalHeaders() ? HeaderPlace::InContainer : HeaderPlace::InStream;
}

} // namespace

struct MovieWriter::Parts {
    explicit Parts(const RecorderSettings& s)
        : settings(s)
        , file(s.path, MovieLayout::CrashSafe)
        , video(file, openVideoEncoder(s, headerPlace(file)))
        , picture(makePictureFrame(AV_PIX_FMT_YUV420P, s.width, s.height))
    {
        if (s.audioChannels > 0)
            audio.emplace(file, openAudioEncoder(s, headerPlace(file)));
        file.setMetadata("title", s.title);
        const OriginMark mark = markOf(s.origin);
        file.setMetadata("comment",
                         s.comment.empty() ? mark.words : concat(mark.words, "; ", s.comment));
        file.setMetadata("description", mark.source);
        file.writeHeader();
    }

    void fillPicture(const VideoFrame& frame);
    void encodeAudio(std::size_t frames);
    void flush();
    void end();

    RecorderSettings settings;
    MovieFile file;
    MovieTrack video;
    std::optional<MovieTrack> audio;        // none if the movie is silent
    AvFramePtr picture;                     // reused
    std::optional<std::int64_t> firstIndex; // frame index at the movie's start
    std::int64_t lastIndex = -1;
    std::vector<float> pending;   // interleaved, less than one AAC frame
    std::int64_t audioFrames = 0; // samples per channel encoded so far
    RecorderStats stats;
    bool open = true; // false once finished or failed
};

void MovieWriter::Parts::fillPicture(const VideoFrame& frame)
{
    ffmpegCheck(av_frame_make_writable(picture.get()), ErrorCode::Internal,
                "a picture cannot be copied");
    const std::uint8_t* from = frame.data.data();
    for (int plane = 0; plane < 3; ++plane) {
        const int width = plane == 0 ? frame.width : frame.width / 2;
        const int height = plane == 0 ? frame.height : frame.height / 2;
        for (int y = 0; y < height; ++y, from += width)
            std::memcpy(picture->data[plane] +
                            static_cast<std::ptrdiff_t>(y) * picture->linesize[plane],
                        from, static_cast<std::size_t>(width));
    }
}

/// Encodes the first `frames` samples per channel of `pending`.
void MovieWriter::Parts::encodeAudio(std::size_t frames)
{
    const auto channels = static_cast<std::size_t>(settings.audioChannels);
    const AvFramePtr frame = makeFrame();
    frame->format = AV_SAMPLE_FMT_FLTP;
    frame->sample_rate = settings.audioSampleRate;
    frame->nb_samples = static_cast<int>(frames);
    frame->pts = audioFrames;
    av_channel_layout_default(&frame->ch_layout, settings.audioChannels);
    ffmpegCheck(av_frame_get_buffer(frame.get(), 0), ErrorCode::Internal,
                "a sound frame cannot be allocated");
    for (std::size_t channel = 0; channel < channels; ++channel) {
        auto* to = reinterpret_cast<float*>(frame->extended_data[channel]);
        for (std::size_t i = 0; i < frames; ++i)
            to[i] = pending[i * channels + channel];
    }
    pending.erase(pending.begin(),
                  pending.begin() + static_cast<std::ptrdiff_t>(frames * channels));
    audioFrames += static_cast<std::int64_t>(frames);
    audio->encode(*frame);
}

void MovieWriter::Parts::flush()
{
    if (!pending.empty())
        encodeAudio(pending.size() / static_cast<std::size_t>(settings.audioChannels));
    video.flush();
    if (audio)
        audio->flush();
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
    validate(settings);
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

void MovieWriter::writeVideo(const VideoFrame& frame)
{
    Parts& parts = *m_parts;
    IMPRINT_ASSERT(parts.open, "'", parts.settings.path, "' is closed");
    IMPRINT_ASSERT(frame.format == PixelFormat::I420 && frame.width == parts.settings.width &&
                       frame.height == parts.settings.height &&
                       frame.data.size() == pictureBytes(frame.format, frame.width, frame.height),
                   "frame of ", frame.width, "x", frame.height, ", ", frame.data.size(), " bytes");
    IMPRINT_ASSERT(!parts.firstIndex || frame.index > parts.lastIndex, "index ", frame.index,
                   " after ", parts.lastIndex);
    const Stopwatch watch;
    parts.firstIndex = parts.firstIndex.value_or(frame.index);
    parts.lastIndex = frame.index;
    parts.fillPicture(frame);
    parts.picture->pts = frame.index - *parts.firstIndex;
    parts.open = false; // stays so if encoding or writing throws
    parts.video.encode(*parts.picture);
    parts.open = true;
    ++parts.stats.frames;
    parts.stats.encode.add(watch.elapsedMs());
}

void MovieWriter::writeAudio(std::span<const float> samples)
{
    Parts& parts = *m_parts;
    const auto channels = static_cast<std::size_t>(parts.settings.audioChannels);
    IMPRINT_ASSERT(parts.open, "'", parts.settings.path, "' is closed");
    IMPRINT_ASSERT(channels > 0 && samples.size() % channels == 0, samples.size(), " samples");
    parts.pending.insert(parts.pending.end(), samples.begin(), samples.end());
    const auto frameSize = static_cast<std::size_t>(parts.audio->codec().frame_size);
    parts.open = false;
    while (parts.pending.size() >= frameSize * channels)
        parts.encodeAudio(frameSize);
    parts.open = true;
    parts.stats.audioSeconds =
        static_cast<double>(parts.audioFrames) / parts.settings.audioSampleRate;
}

void MovieWriter::finish()
{
    Parts& parts = *m_parts;
    IMPRINT_ASSERT(parts.open, "'", parts.settings.path, "' is closed");
    if (parts.stats.frames == 0)
        throw Error(ErrorCode::BadInput,
                    concat("the video '", parts.settings.path, "' has no frames"),
                    "record at least one");
    parts.end();
    parts.stats.audioSeconds =
        static_cast<double>(parts.audioFrames) / parts.settings.audioSampleRate;
    if (containerOf(parts.settings.path) != Container::Mp4)
        return;
    try {
        remuxToPlainMp4(parts.settings.path);
        parts.stats.plainMp4 = true;
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
