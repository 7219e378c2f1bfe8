#pragma once

#include <optional>

#include <termios.h>

namespace imprint::app {

/// While it lives single keys can be read from the terminal, without Return and without echo; where stdin is no terminal it
/// does nothing. One per process: it is the process's terminal. Thread: its owner's.
class Keyboard {
public:
    Keyboard();
    ~Keyboard();
    Keyboard(const Keyboard&) = delete;
    Keyboard& operator=(const Keyboard&) = delete;

    bool isTerminal() const { return m_before.has_value(); }

    /// The next key that was pressed, if any; never waits.
    std::optional<char> key();

private:
    std::optional<termios> m_before; // how the terminal is to be left; none if there is none
};

} // namespace imprint::app
