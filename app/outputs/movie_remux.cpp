#include "app/outputs/movie_remux.h"

#include "app/outputs/file_hold.h"
#include "app/outputs/movie_file.h"
#include "app/outputs/movie_track.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

AvInputPtr openInput(const std::string& path)
{
    const std::string what = concat("the recording '", path, "' cannot be read back");
    AVFormatContext* input = nullptr;
    ffmpegCheck(avformat_open_input(&input, ("file:" + path).c_str(), nullptr, nullptr),
                ErrorCode::Io, what);
    AvInputPtr owner(input);
    ffmpegCheck(avformat_find_stream_info(input, nullptr), ErrorCode::Io, what);
    return owner;
}

void copyPackets(AVFormatContext& input, MovieFile& output, const std::vector<AVStream*>& streams)
{
    const AvPacketPtr packet = makePacket();
    while (true) {
        const int result = av_read_frame(&input, packet.get());
        if (result == AVERROR_EOF)
            return;
        ffmpegCheck(result, ErrorCode::Io,
                    concat("the recording cannot be copied to '", output.path(), "'"));
        const auto index = static_cast<std::size_t>(packet->stream_index);
        av_packet_rescale_ts(packet.get(), input.streams[index]->time_base,
                             streams[index]->time_base);
        packet->pos = -1;
        output.write(*packet);
    }
}

void copyMovie(const std::string& from, const std::string& to)
{
    const AvInputPtr input = openInput(from);
    MovieFile output(to, MovieLayout::FastStart);
    std::vector<AVStream*> streams;
    for (unsigned i = 0; i < input->nb_streams; ++i) {
        AVStream& stream =
            addStream(output.context(), *input->streams[i]->codecpar, input->streams[i]->time_base);
        stream.avg_frame_rate = input->streams[i]->avg_frame_rate;
        streams.push_back(&stream);
    }
    output.copyMetadata(input->metadata);
    output.writeHeader();
    copyPackets(*input, output, streams);
    output.finish();
}

/// Once renamed, the new file is the only copy: it must be on the disk before.
void syncToDisk(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (!synced)
        throw Error(ErrorCode::Io,
                    concat("'", path, "' cannot be written to the disk: ", std::strerror(error)));
}

void requireSpaceForCopy(const std::string& path)
{
    constexpr std::uintmax_t kReserve = 1 << 20;
    const fs::space_info space = fs::space(fs::absolute(path).parent_path());
    if (space.available < fs::file_size(path) + kReserve)
        throw Error(ErrorCode::Io, concat("the disk is too full for a second copy of '", path, "'"),
                    "Free some space");
}

} // namespace

std::string copyMarkOf(const std::string& path)
{
    return fs::path(path).filename().string() + ".part-";
}

void remuxToPlain(const std::string& path)
{
    const FileHold hold = FileHold::existing(path);
    const std::string folder = fs::path(path).parent_path().string();
    const std::string copy = (fs::path(folder) / concat(copyMarkOf(path), ::getpid(),
                                                        fs::path(path).extension().string()))
                                 .string();
    try {
        requireSpaceForCopy(path);
        copyMovie(path, copy);
        syncToDisk(copy);
        fs::rename(copy, path);
    } catch (...) {
        std::error_code ignored; // the failed copy is what matters
        fs::remove(copy, ignored);
        throw;
    }
}

} // namespace imprint::app
