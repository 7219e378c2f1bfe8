#include "audio/device/library_noise.h"

#include "engine/core/log.h"

#include <alsa/asoundlib.h>
#include <dlfcn.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <string>

namespace imprint::audio {
namespace {

void onAlsaError(const char* /*file*/, int /*line*/, const char* function, int /*error*/,
                 const char* format, ...)
{
    std::array<char, 512> text{};
    std::va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(text.data(), text.size(), format, arguments);
    va_end(arguments);
    log(LogLevel::Debug, std::string("ALSA, ") + function + ": " + text.data());
}

void onJackMessage(const char* text)
{
    log(LogLevel::Debug, std::string("JACK: ") + text);
}

} // namespace

void quietSoundLibraries()
{
    snd_lib_error_set_handler(&onAlsaError);
    // libjack is here only if this machine's PortAudio was built with it.
    using SetHandler = void (*)(void (*)(const char*));
    for (const char* name : {"jack_set_error_function", "jack_set_info_function"})
        if (const auto set = reinterpret_cast<SetHandler>(::dlsym(RTLD_DEFAULT, name)))
            set(&onJackMessage);
}

} // namespace imprint::audio
