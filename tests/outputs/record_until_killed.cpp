// Records a flash-and-beep movie and dies by SIGKILL after the given number of frames, as a crashed program would.

#include "tests/outputs/flash_beep.h"

#include <csignal>
#include <cstdlib>

int main(int argumentCount, char** arguments)
{
    if (argumentCount != 3)
        return 2;
    imprint::app::MovieWriter writer(imprint::test::FlashBeep::settings(arguments[1]));
    imprint::test::writeFlashBeep(writer, std::atoi(arguments[2]));
    std::raise(SIGKILL);
    return 1;
}
