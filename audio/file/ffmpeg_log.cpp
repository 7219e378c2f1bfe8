#include "audio/file/ffmpeg_log.h"

#include "engine/core/log.h"

extern "C" {
#include <libavutil/log.h>
}

#include <array>
#include <string_view>

namespace imprint::audio {
namespace {

void writeLine(void* source, int level, const char* format, va_list arguments)
{
    if (level > AV_LOG_WARNING)
        return;
    std::array<char, 1024> line{};
    int printPrefix = 1;
    av_log_format_line2(source, level, format, arguments, line.data(), line.size(), &printPrefix);
    std::string_view text(line.data());
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    if (!text.empty())
        log(LogLevel::Debug, text);
}

} // namespace

void routeFfmpegLog()
{
    av_log_set_callback(writeLine);
}

} // namespace imprint::audio
