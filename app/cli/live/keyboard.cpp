#include "app/cli/live/keyboard.h"

#include <unistd.h>

namespace imprint::app {

Keyboard::Keyboard()
{
    termios mode{};
    if (isatty(STDIN_FILENO) == 0 || tcgetattr(STDIN_FILENO, &mode) != 0)
        return;
    m_before = mode;
    mode.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    mode.c_cc[VMIN] = 0;
    mode.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &mode);
}

Keyboard::~Keyboard()
{
    if (m_before)
        tcsetattr(STDIN_FILENO, TCSANOW, &*m_before);
}

std::optional<char> Keyboard::key()
{
    char pressed = 0;
    if (m_before && read(STDIN_FILENO, &pressed, 1) == 1)
        return pressed;
    return std::nullopt;
}

} // namespace imprint::app
