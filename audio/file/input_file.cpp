#include "audio/file/input_file.h"

#include "engine/core/error.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace imprint::audio {

void requireInputFile(const std::string& path)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        throw Error(ErrorCode::NotFound, concat("the file '", path, "' does not exist"),
                    "Check the name and the folder");
    if (status.type() == fs::file_type::directory)
        throw Error(ErrorCode::BadInput, concat("'", path, "' is a directory"),
                    "Name a file inside it");
    errno = 0;
    if (error || !std::ifstream(path, std::ios::binary))
        throw Error(ErrorCode::Io,
                    concat("the file '", path,
                           "' cannot be read: ", error ? error.message() : std::strerror(errno)),
                    "Check its access rights");
    if (status.type() == fs::file_type::regular && fs::file_size(path, error) == 0 && !error)
        throw Error(ErrorCode::BadInput, concat("the file '", path, "' is empty"),
                    "It may be an unfinished download; fetch or export it again");
}

std::string fileAddress(const std::string& path)
{
    return "file:" + path;
}

bool hasOwnTimeline(const AVStream& stream)
{
    const AVMediaType type = stream.codecpar->codec_type;
    return (type == AVMEDIA_TYPE_AUDIO || type == AVMEDIA_TYPE_VIDEO) &&
           (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) == 0 &&
           stream.start_time != AV_NOPTS_VALUE;
}

AvInputPtr openMedia(const std::string& path, const std::string& kind, const std::string& hint)
{
    requireInputFile(path);
    AVDictionary* options = nullptr;
    // A playlist must not make us open the network.
    av_dict_set(&options, "protocol_whitelist", "file", 0);
    AVFormatContext* input = nullptr;
    const int result = avformat_open_input(&input, fileAddress(path).c_str(), nullptr, &options);
    av_dict_free(&options);
    AvInputPtr opened(input);
    const std::string what = concat("the file '", path, "' cannot be read as ", kind);
    ffmpegCheck(result, ErrorCode::BadInput, what, hint);
    ffmpegCheck(avformat_find_stream_info(opened.get(), nullptr), ErrorCode::BadInput, what, hint);
    return opened;
}

ChosenStream chooseStream(AVFormatContext& input, AVMediaType kind, const Remark& undecodable,
                          const Remark& missing)
{
    ChosenStream chosen;
    const int index = av_find_best_stream(&input, kind, -1, -1, &chosen.decoder, 0);
    if (index == AVERROR_DECODER_NOT_FOUND)
        throw Error(ErrorCode::Unsupported, undecodable.what, undecodable.hint);
    if (index < 0)
        throw Error(ErrorCode::BadInput, missing.what, missing.hint);
    for (unsigned i = 0; i < input.nb_streams; ++i)
        input.streams[i]->discard = AVDISCARD_ALL;
    chosen.stream = input.streams[index];
    chosen.stream->discard = AVDISCARD_DEFAULT;
    return chosen;
}

AvCodecPtr openDecoder(const ChosenStream& chosen, const std::string& what)
{
    AvCodecPtr codec = makeCodec(chosen.decoder);
    ffmpegCheck(avcodec_parameters_to_context(codec.get(), chosen.stream->codecpar),
                ErrorCode::BadInput, what);
    codec->pkt_timebase =
        chosen.stream->time_base; // needed to cut the priming of a sound's encoder off
    ffmpegCheck(avcodec_open2(codec.get(), chosen.decoder, nullptr), ErrorCode::BadInput, what);
    return codec;
}

} // namespace imprint::audio
