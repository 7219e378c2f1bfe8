#include "app/outputs/movie_comment.h"

#include "app/outputs/ffmpeg_handles.h"

#include <string_view>

namespace imprint::app {

std::optional<std::string> movieComment(const std::string& path)
{
    AVFormatContext* input = nullptr;
    if (avformat_open_input(&input, ("file:" + path).c_str(), nullptr, nullptr) < 0)
        return std::nullopt;
    const AvInputPtr owner(input);
    const AVDictionaryEntry* entry = av_dict_get(input->metadata, "comment", nullptr, 0);
    if (entry == nullptr)
        return std::nullopt;
    const std::string_view comment = entry->value;
    constexpr std::string_view kMark = "made with Imprint";
    const std::size_t mark = comment.find(kMark);
    if (mark == std::string_view::npos)
        return std::nullopt;
    const std::size_t behind = mark + kMark.size();
    const bool says = comment.substr(behind, 2) == "; ";
    return std::string(says ? comment.substr(behind + 2) : std::string_view());
}

} // namespace imprint::app
