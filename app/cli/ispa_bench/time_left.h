#pragma once

#include "engine/core/stopwatch.h"

#include <string>

namespace imprint::app {

/// How long a bench still takes, by the seconds of video that it has to make: at first by a guess, then by what it did.
class TimeLeft {
public:
    /// videoSeconds: to be made; wallPerVideo: a guess of the seconds that one of them takes.
    TimeLeft(double videoSeconds, double wallPerVideo)
        : m_left(videoSeconds)
        , m_guess(wallPerVideo)
    {
    }

    void did(double videoSeconds, double wallSeconds);

    /// Of wall time.
    double seconds() const;

private:
    double m_left;
    double m_guess;
    double m_video = 0; // done in this call
    double m_wall = 0;
};

/// "4 h 10 min", "12 min", "40 s".
std::string inWords(double seconds);

} // namespace imprint::app
