#include "app/outputs/movie_file.h"

#include "engine/core/log.h"

#include <filesystem>

namespace imprint::app {
namespace {

AVDictionary* muxerOptions(Container container, MovieLayout layout)
{
    AVDictionary* options = nullptr;
    if (layout == MovieLayout::FastStart) {
        av_dict_set(&options, "movflags", "faststart", 0);
    } else if (container != Container::Matroska) {
        av_dict_set(&options, "movflags", "frag_keyframe+delay_moov+default_base_moof", 0);
        av_dict_set(&options, "frag_duration", "500000", 0); // microseconds
    } else {
        av_dict_set(&options, "cluster_time_limit", "500", 0); // milliseconds
    }
    return options;
}

} // namespace

MovieFile::MovieFile(const std::string& path, MovieLayout layout)
    : m_path(path)
    , m_layout(layout)
{
    const Container container = containerOf(path);
    const char* muxer = container == Container::Mp4   ? "mp4"
                        : container == Container::Mov ? "mov"
                                                      : "matroska";
    const std::string address = "file:" + path; // a plain file, whatever characters its name has
    AVFormatContext* output = nullptr;
    ffmpegCheck(avformat_alloc_output_context2(&output, nullptr, muxer, address.c_str()),
                ErrorCode::Unsupported, concat("FFmpeg cannot write '", path, "'"),
                "Install the full FFmpeg libraries");
    m_output.reset(output);
    m_hold = FileHold::create(path);
    ffmpegCheck(avio_open(&output->pb, address.c_str(), AVIO_FLAG_WRITE), ErrorCode::Io,
                concat("the video '", path, "' cannot be opened"));
    if (layout == MovieLayout::CrashSafe)
        output->flush_packets = 1; // else up to 256 KiB would wait in memory
}

MovieFile::~MovieFile()
{
    if (m_output)
        closeAt(m_goodBytes);
}

bool MovieFile::wantsGlobalHeaders() const
{
    return (m_output->oformat->flags & AVFMT_GLOBALHEADER) != 0;
}

void MovieFile::setMetadata(const std::string& key, const std::string& value)
{
    if (!value.empty())
        av_dict_set(&m_output->metadata, key.c_str(), value.c_str(), 0);
}

void MovieFile::copyMetadata(const AVDictionary* metadata)
{
    av_dict_copy(&m_output->metadata, metadata, 0);
}

void MovieFile::writeHeader()
{
    AVDictionary* options = muxerOptions(containerOf(m_path), m_layout);
    const int result = avformat_write_header(m_output.get(), &options);
    av_dict_free(&options);
    if (result < 0)
        fail(result);
    m_headerBytes = m_goodBytes = avio_tell(m_output->pb);
}

void MovieFile::write(AVPacket& packet)
{
    IMPRINT_ASSERT(m_output, "'", m_path, "' is closed");
    const AVStream& stream = *m_output->streams[packet.stream_index];
    if (containerOf(m_path) == Container::Matroska &&
        stream.codecpar->codec_id == AV_CODEC_ID_OPUS) { // see Note [Opus in MKV]
        const std::int64_t delay = av_rescale_q(
            stream.codecpar->initial_padding, {1, stream.codecpar->sample_rate}, stream.time_base);
        packet.pts += delay;
        packet.dts += delay;
    }
    const int result = av_interleaved_write_frame(m_output.get(), &packet);
    if (result < 0)
        fail(result);
    m_goodBytes = avio_tell(m_output->pb);
}

void MovieFile::finish()
{
    IMPRINT_ASSERT(m_output, "'", m_path, "' is closed");
    int result = av_write_trailer(m_output.get());
    if (result >= 0) {
        const std::int64_t size = avio_size(m_output->pb);
        result = avio_closep(&m_output->pb);
        if (result >= 0) {
            m_goodBytes = size;
            m_output.reset();
            m_hold.release();
            return;
        }
    }
    fail(result);
}

void MovieFile::fail(int error)
{
    const bool kept = m_goodBytes > m_headerBytes;
    closeAt(m_goodBytes);
    throw Error(
        ErrorCode::Io, concat("writing the video '", m_path, "' failed: ", ffmpegText(error)),
        kept ? "What was recorded before is kept and plays; free some space or use another disk"
             : "Nothing was kept; free some space or use another disk");
}

void MovieFile::closeAt(std::int64_t size) noexcept
{
    m_output.reset();
    m_hold.release();
    std::error_code error;
    if (size > m_headerBytes)
        std::filesystem::resize_file(m_path, static_cast<std::uintmax_t>(size), error);
    else
        std::filesystem::remove(m_path, error);
    if (error)
        log(LogLevel::Warning,
            concat("'", m_path, "' may end in a damaged part: ", error.message()));
}

} // namespace imprint::app
