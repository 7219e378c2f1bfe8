// Records a flash-and-beep movie and dies by SIGKILL after the given number of frames, as a crashed program would.

#include "tests/outputs/flash_beep.h"

#include <csignal>
#include <cstdlib>

int main(int argumentCount, char** arguments)
{
    if (argumentCount != 4)
        return 2;
    imprint::app::RecorderSettings settings = imprint::test::FlashBeep::settings(arguments[1]);
    settings.format.videoCodec =
        imprint::parseEnum<imprint::app::VideoCodec>("video codec", arguments[3]);
    imprint::app::MovieWriter writer(settings);
    imprint::test::writeFlashBeep(writer, std::atoi(arguments[2]));
    std::raise(SIGKILL);
    return 1;
}
